import { expect, test } from 'vitest'
import { readYamlValue } from './yaml-value.ts'

test.each<[string, unknown]>([
  ['a: {b: [1, true, null, "x"]}', { a: { b: [1, true, null, 'x'] } }],
  ['[{"op": "remove", "path": "/a"}]', [{ op: 'remove', path: '/a' }]],
  ['# comment\n---\na: 1\n---\n', { a: 1 }],
  ['a: &x {b: 1}\nc: *x', { a: { b: 1 }, c: { b: 1 } }],
  ['a: yes', { a: 'yes' }],
  ['__proto__: {a: 1}', JSON.parse('{"__proto__": {"a": 1}}')],
])('%j', (text, value) => expect(readYamlValue(text)).toEqual({ value }))

test.each([
  ['', undefined, 'the text must not be empty'],
  ['a: 1\n---\nb: 2', undefined, 'the text must hold one document only'],
  ['a: 1\na: 2', 2, '`a` must not be written twice'],
  ['x: 1\nmode: 0644', 2, '`mode` must not be written as 0644'],
  ['x: 1\na: [.nan]', 2, '`a[0]` must be a finite number'],
  ['a: 12345678901234567890', 1, '`a` must be a number of at most 15 digits'],
  ['a: "\\u0000"', 1, '`a` must not hold U+0000 (null)'],
  ['x: 1\na: "b', 2, 'a quoted text must be closed with the same quote'],
])('%j is refused', (text, line, message) => {
  const { fault } = { fault: undefined, ...readYamlValue(text) }
  expect(fault?.message).toBe(message)
  expect(fault?.line).toBe(line)
})
