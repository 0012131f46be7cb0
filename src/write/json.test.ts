import { expect, test } from 'vitest'
import { printJson, printList } from './json.ts'

test('one List on one line', () => {
  const manifest = { apiVersion: 'v1', kind: 'A', metadata: { name: 'a' } }
  expect(printList([manifest])).toBe(
    '{"apiVersion":"v1","kind":"List","items":[{"apiVersion":"v1","kind":"A","metadata":{"name":"a"}}]}\n',
  )
})

test('escapes what YAML readers do not take raw, but no emoji', () => {
  expect(printJson('\u0000\u007f\u0085\u009f\u2028\u2029\ufeff\ufffe\uffff é 😀')).toBe(
    '"\\u0000\\u007f\\u0085\\u009f\\u2028\\u2029\\ufeff\\ufffe\\uffff é 😀"',
  )
})

test('what is not JSON is our bug', () => {
  expect(() => printJson({ replicas: Number.NaN })).toThrow('"replicas" holds NaN')
})
