import { expect, test } from 'vitest'
import { isCovered } from './globs.ts'

test.each([
  ['values.yaml', 'values.yaml', true],
  ['values.yaml', 'a/b/values.yaml', true],
  ['*.json', 'a/x.json', true],
  ['*.json', 'a/x.yaml', false],
  ['drafts', 'a/drafts/b/x.yaml', true],
  ['./drafts/', 'drafts/x.yaml', true],
  ['a/*.yaml', 'a/x.yaml', true],
  ['a/*.yaml', 'a/b/x.yaml', false],
  ['a/*.yaml', 'b/a/x.yaml', false],
  ['a/**/x.yaml', 'a/x.yaml', true],
  ['a/**/x.yaml', 'a/b/c/x.yaml', true],
  ['**/x.yaml', 'x.yaml', true],
  ['a/**', 'a/b', true],
  ['c?.yaml', 'c1.yaml', true],
  ['c?.yaml', 'c.yaml', false],
  ['a*b*c.yaml', 'aXbXbc.yaml', true],
  ['x.yaml', 'xxyaml', false],
])('%s and %s: %s', (pattern, path, expected) => {
  expect(isCovered(path, [pattern])).toBe(expected)
})

test('a hostile pattern ends soon', () => {
  expect(isCovered('a'.repeat(5000), [`${'*a'.repeat(1000)}*b`])).toBe(false)
})
