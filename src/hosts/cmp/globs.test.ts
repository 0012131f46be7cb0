import { expect, test } from 'vitest'
import { coveredBy } from './globs.ts'

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
  expect(coveredBy([pattern])(path)).toBe(expected)
})

test.each([
  [`${'*a'.repeat(400)}*b`, 'a'.repeat(250)],
  [`${'*a?'.repeat(9)}*c*a`, `${'a'.repeat(250)}b`],
  [`${'a*/**/'.repeat(12)}zz`, Array(400).fill('a').join('/')],
  [`${'**/*/a/'.repeat(8)}**/c/*/b`, `${Array(100).fill('a').join('/')}/b/b`],
])('a hostile pattern ends: %s', (pattern, path) => {
  expect(coveredBy([pattern])(path)).toBe(false)
})
