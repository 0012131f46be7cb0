// Every problem code has all that belongs to it: a description in one place, a failing golden case and its row in docs/errors.md;
// rules over fields also a source and an HACluster at their edge, which just passes.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { collectCodes, EDGES, faultsOf } from '../scripts/rules/collect.ts'
import { ERRORS_PAGE, withTables } from '../scripts/rules/errors-page.ts'
import { READS, readsModule } from '../scripts/rules/reads-module.ts'
import { expand } from '../src/expand.ts'
import type { Problem } from '../src/problems/problem.ts'
import { WARNING_CODES } from '../src/problems/warnings.ts'
import { parseDocuments } from '../src/read/documents/document.ts'
import { findClusters } from '../src/read/documents/find-clusters.ts'
import { BUNDLE } from './bundle.ts'

const codes = await collectCodes()

test('nothing of a code is missing', async () => expect(await faultsOf(codes)).toEqual([]))

test('docs/errors.md is up to date (npm run rules)', () => {
  const page = readFileSync(ERRORS_PAGE, 'utf8')
  expect(withTables(page, codes)).toBe(page)
})

test('what rules read is up to date (npm run rules)', () => {
  expect(readsModule(codes)).toBe(readFileSync(READS, 'utf8'))
})

test('the warnings that can be acknowledged are those of HAClusters', () => {
  const warnings = codes.filter(({ severity, subject }) => severity === 'warning' && subject !== 'former-output')
  const ofFormerOutput = [
    'addons-set-removed',
    'applied-once',
    'node-keeps-configuration',
    'pool-shrinks',
    'zone-removed',
  ]
  expect([...warnings.map(({ code }) => code), ...ofFormerOutput].sort()).toEqual([...WARNING_CODES].sort())
})

test('what only documents need stays out of the bundle', () => {
  const bundle = readFileSync(BUNDLE, 'utf8')
  const phrases = codes.flatMap(({ meaning, rule }) => [meaning, ...(rule === undefined ? [] : [rule.source])])
  expect(phrases.filter(phrase => bundle.includes(phrase))).toEqual([])
})

describe('at the edge of a rule', () => {
  const edges = codes.flatMap(({ code, edge }) => (edge === undefined ? [] : [[code, join(EDGES, edge)] as const]))
  test.each(edges)('%s just passes', (code, file) => {
    const text = readFileSync(file, 'utf8')
    expect(text).toMatch(/^# \S/)
    const problems = problemsOf(text)
    expect(
      problems.map(inWords).filter(each => each.startsWith('error') || each.startsWith(`warning ${code}`)),
    ).toEqual([])
  })
})

// What cannot be rendered yet can still be at the edge of its own rules.
function problemsOf(text: string): readonly Problem[] {
  const { inputs, problems } = findClusters(parseDocuments(text))
  expect([problems, inputs.length]).toEqual([[], inputs.length || 1])
  return expand(inputs).problems
}

function inWords({ severity, code, message }: Problem): string {
  return `${severity} ${code}: ${message}`
}
