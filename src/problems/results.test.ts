import { expect, test } from 'vitest'
import type { Problem } from './problem.ts'
import { toResults } from './results.ts'

const PROBLEM: Problem = {
  code: 'invalid-value',
  severity: 'error',
  path: ['spec', 'nodes', 1, 'address'],
  message: '`address` must be free',
  why: 'it is\ntaken',
  fix: 'use another one',
  source: {
    file: 'a/b.yaml',
    index: 0,
    resource: { apiVersion: 'v1', kind: 'HACluster', name: 'c', namespace: 'n' },
  },
}

test('a result has every field in the type that hosts decode, and a message that says it all on one line', () => {
  expect(toResults([PROBLEM])).toEqual([
    {
      severity: 'error',
      message: '`address` must be free (it is taken); fix: use another one [invalid-value] in a/b.yaml',
      resourceRef: { apiVersion: 'v1', kind: 'HACluster', name: 'c', namespace: 'n' },
      field: { path: 'spec.nodes.1.address' },
      file: { path: 'a/b.yaml', index: 0 },
      tags: { code: 'invalid-value' },
    },
  ])
})

test('what is not known is left out', () => {
  const [result] = toResults([{ code: 'no-cluster', severity: 'error', path: [], message: 'none' }])
  expect(result).toEqual({ severity: 'error', message: 'none [no-cluster]', tags: { code: 'no-cluster' } })
})

test('errors come first', () => {
  const warning: Problem = { ...PROBLEM, severity: 'warning' }
  expect(toResults([warning, PROBLEM]).map(result => result.severity)).toEqual(['error', 'warning'])
})

test('beyond fifty, one entry counts the others', () => {
  const results = toResults(Array.from({ length: 53 }, (_, i) => ({ ...PROBLEM, path: ['spec', `f${i}`] })))
  expect(results).toHaveLength(51)
  expect(results.at(-1)).toEqual({ severity: 'info', message: 'and 3 more: 3 invalid-value' })
})
