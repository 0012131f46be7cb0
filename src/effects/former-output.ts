// What new output would do to what earlier output made: the one place where every host asks, whatever it holds the former
// objects as. Knows only the two renderings: what lives in a cluster may differ from both.

import type { Release } from '../facts/releases.ts'
import type { Manifest } from '../manifest.ts'
import type { Problem } from '../problems/problem.ts'
import type { ClusterInput } from '../read/cluster-input.ts'
import { addonProblems } from './addons.ts'
import type { FormerOutput } from './change.ts'
import { listAt, objectAt } from './change.ts'
import { controlPlaneProblems } from './control-plane.ts'
import { networkProblems } from './network.ts'
import { nodeProblems } from './nodes.ts'
import { placesIn } from './places.ts'
import { poolProblems } from './pools.ts'
import { versionProblems } from './versions.ts'
import { removedZoneProblems, zoneProblems } from './zones.ts'

/** A cluster as it is rendered now. */
export interface Rendered {
  /** The controllers that will act on it. */
  readonly release: Release
  readonly manifests: readonly Manifest[]
}

/**
 * Problems with their places in the HACluster, without warnings that it acknowledges: those of control-plane.ts, network.ts,
 * versions.ts, nodes.ts, zones.ts, pools.ts and addons.ts.
 */
export function formerOutputProblems(
  input: ClusterInput,
  { release: { capi }, manifests }: Rendered,
  former: FormerOutput,
): readonly Problem[] {
  const places = placesIn(input.value)
  const acknowledged = listAt(objectAt(input.value, 'spec'), 'acknowledge')
  const { changes, removed } = former
  return [
    ...controlPlaneProblems(manifests, former, capi),
    ...networkProblems(changes),
    ...versionProblems(places, manifests, former),
    ...nodeProblems(changes, capi),
    ...zoneProblems(places, changes, capi),
    ...removedZoneProblems(places, removed),
    ...poolProblems(places, changes),
    ...addonProblems(manifests, former),
  ]
    .filter(({ severity, code }) => severity === 'error' || !acknowledged.includes(code))
    .map(problem => ({ ...problem, source: input.locate(problem.path, problem.at ?? 'value', false) }))
}
