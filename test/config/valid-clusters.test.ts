// Valid clusters yield no error, wherever within the bounds of the rules their values stand.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { collectCodes } from '../../scripts/rules/collect.ts'
import type { Json } from '../../src/manifest.ts'
import { errorsIn } from '../faults/inject.ts'
import { CLUSTER_AT_EDGES, splicedEdges } from './valid-clusters.ts'

test('at the ends of what is allowed, and between', () => {
  fc.assert(fc.property(CLUSTER_AT_EDGES, expectSound), { numRuns: 300 })
})

test('at the edges of two rules at once', async () => {
  const codes = await collectCodes()
  const spliced = splicedEdges(new Map(codes.map(({ code, rule }) => [code, rule?.reads ?? []])))
  expect(spliced.length).toBeGreaterThan(500)
  fc.assert(fc.property(fc.constantFrom(...spliced), expectSound), { numRuns: 300 })
})

function expectSound(cluster: Json): void {
  expect(errorsIn(JSON.stringify(cluster))).toEqual([])
}
