import { expect, test } from 'vitest'
import type { Json, JsonObject } from '../manifest.ts'
import { printStream } from './stream.ts'
import { printYaml } from './yaml.ts'

test('lists stand at the column of their key, block text two columns in', () => {
  const value = {
    users: [{ name: 'capv', sshAuthorizedKeys: ['ssh-ed25519 AAAA user@host'] }],
    files: [{ path: '/etc/a', content: 'one\n\n  two\n' }, { content: 'no line end\nhere' }],
    pairs: [['a', 'b'], [], {}, [[1]]],
    text: ['first\nsecond\n'],
  }
  expect(printYaml(value)).toBe(`users:
- name: capv
  sshAuthorizedKeys:
  - ssh-ed25519 AAAA user@host
files:
- path: /etc/a
  content: |
    one

      two
- content: |-
    no line end
    here
pairs:
- - a
  - b
- []
- {}
- - - 1
text:
- |
  first
  second
`)
})

test('apiVersion, kind and metadata come first at the top, all other keys keep their order', () => {
  const value = { spec: { kind: 1, apiVersion: 2 }, kind: 'B', metadata: { name: 'c' }, apiVersion: 'a/v1', data: {} }
  expect(printYaml(value)).toBe(
    'apiVersion: a/v1\nkind: B\nmetadata:\n  name: c\nspec:\n  kind: 1\n  apiVersion: 2\ndata: {}\n',
  )
})

test('indent leaves the first line alone, so that a document can follow a dash', () => {
  const value = { kind: 'A', list: ['b'], text: 'c\nd\n', none: null, empty: [] }
  expect(`- ${printYaml(value, 2)}`).toBe(
    '- kind: A\n  list:\n  - b\n  text: |\n    c\n    d\n  none: null\n  empty: []\n',
  )
  expect(`- ${printYaml('c\nd\n', 2)}`).toBe('- |\n  c\n  d\n')
})

test.each<[Json, string]>([
  [null, 'null\n'],
  [true, 'true\n'],
  [[], '[]\n'],
  [{}, '{}\n'],
  ['yes', "'yes'\n"],
  ['a\nb\n', '|\n  a\n  b\n'],
  [[{}], '- {}\n'],
  [{ 'a: b': { '': 1 } }, "'a: b':\n  '': 1\n"],
])('%j alone', (value, text) => {
  expect(printYaml(value)).toBe(text)
})

test('a key that is too long to be seen as one is marked', () => {
  const key = 'k'.repeat(2000)
  expect(printYaml({ a: { [key]: [1] } })).toBe(`a:\n  ? ${key}\n  :\n  - 1\n`)
})

test('what is not JSON is our bug', () => {
  expect(() => printYaml({ a: Number.NaN })).toThrow('NaN')
  expect(() => printYaml([Number.POSITIVE_INFINITY])).toThrow('Infinity')
  const holder: JsonObject = Object.defineProperty({}, 'a', { value: undefined, enumerable: true })
  expect(() => printYaml(holder)).toThrow('undefined')
})

test('a stream parts its documents by lines of three dashes', () => {
  const a = { apiVersion: 'v1', kind: 'A', metadata: { name: 'a' } }
  const text = 'apiVersion: v1\nkind: A\nmetadata:\n  name: a\n'
  expect(printStream([])).toBe('')
  expect(printStream([a])).toBe(text)
  expect(printStream([a, a])).toBe(`${text}---\n${text}`)
})
