import { expect, test } from 'vitest'
import { parseDocument } from 'yaml'
import { nodeValue } from './node-value.ts'

const OPTIONS = { uniqueKeys: false, merge: true, logLevel: 'silent' } as const

test.each([
  'a: &x 1\nb: *x\n',
  'a: &x {b: [1, two, 3.5, null, ~, "q", true]}\nc: [*x, *x]\nd: *x\n',
  'a: &x 1\nb: *x\nc: &x 2\nd: *x\n',
  '&k a: 1\nb: *k\n*k : 2\n',
  'a: &x {m: 1, n: 2}\nb: {<<: *x, n: 3}\nc: {n: 3, <<: *x}\nd:\n  <<: [*x, {o: 4, m: 5}]\n  p: 6\n',
  'a: &x {m: 1}\nb: &y {<<: *x, n: 2}\nc: {<<: *y, o: 3}\nd: {<<: *y, <<: *x}\n',
  'a: &l [{m: 1}, {n: 2}]\nb: {<<: *l}\n',
  'a: &x {__proto__: 1, constructor: 2, toString: 3}\nb: {<<: *x}\n',
  'a: &x {1: a, true: b, null: c, 1.5: d}\nb: *x\n',
  'a: {"<<": 1}\nb: &x\nc: *x\n',
  '- &x [&y {z: 1}, *y]\n- *x\n- *y\n',
  'a: &x |\n  text\nb: *x\n',
  '{<<: {a: 1}, b: 2}\n',
])('%j has the value that the library gives it', text => {
  const document = parseDocument(text, OPTIONS)
  const read = nodeValue(document)
  const value: unknown = document.toJS()
  expect(read).toEqual({ value })
  expect(JSON.stringify('value' in read && read.value)).toBe(JSON.stringify(value))
})

test('what is repeated is one value', () => {
  const read = nodeValue(parseDocument('a: &x {b: 1}\nc: *x\n', OPTIONS))
  const { a, c }: { readonly a?: object; readonly c?: object } = Object('value' in read && read.value)
  expect(a).toBe(c)
})

test.each([
  ['a: *x\n', 'BAD_ALIAS', 3],
  ['a: *x\nb: &x 1\n', 'BAD_ALIAS', 3],
  ['a: &x [1, *x]\n', 'BAD_ALIAS', 10],
  ['a: &x {<<: *x}\n', 'BAD_ALIAS', 11],
  ['a: &x 1\nb: {<<: *x}\n', 'UNEXPECTED_TOKEN', 16],
  ['a: {<<: 1}\n', 'UNEXPECTED_TOKEN', 8],
])('%j has a fault, at its place', (text, code, offset) => {
  const read = nodeValue(parseDocument(text, OPTIONS))
  expect(read).toMatchObject({ fault: { code, pos: [offset, expect.any(Number)] } })
})

const rows = (count: number, row: (index: number) => string) => Array.from({ length: count }, (_, i) => row(i)).join('')
const codeOf = (text: string) => {
  const read = nodeValue(parseDocument(text, OPTIONS))
  return 'fault' in read ? read.fault.code : undefined
}

test('what aliases stand for is limited, not how many they are', () => {
  expect(codeOf(`- &a v\n${'- *a\n'.repeat(20_000)}`)).toBeUndefined()
  expect(codeOf(`- &a ${'v'.repeat(500_000)}\n${'- *a\n'.repeat(8)}`)).toBe('RESOURCE_EXHAUSTION')
  expect(codeOf(`- &a0 [v]\n${rows(50, i => `- &a${i + 1} [*a${i}, *a${i}]\n`)}`)).toBe('RESOURCE_EXHAUSTION')
  expect(codeOf(`- &a0 {v: 1}\n${rows(5000, i => `- &a${i + 1} {<<: [*a${i}, *a${i}]}\n`)}`)).toBeUndefined()
  expect(codeOf(`- &a0 {v: 1}\n${rows(5000, i => `- &a${i + 1} {<<: *a${i}, k${i}: 1}\n`)}`)).toBe(
    'RESOURCE_EXHAUSTION',
  )
})
