// Every rule over flags of components; a chunk of its own in the bundle, for clusters that set some.

import type { Problem } from '../../problems/problem.ts'
import type { ResolvedCluster } from '../resolve/resolved.ts'
import { checkKnownFlags } from './flags/known-flags.ts'
import { checkOwnedFlags } from './flags/owned-flags.ts'
import { checkPerNodeFlags } from './flags/per-node-flags.ts'
import { checkKubeletConfiguration } from './nodes/kubelet-configuration.ts'
import { checkKubeletNodeLabels } from './nodes/kubelet-node-labels.ts'

/** Problems of all of them. */
export function flagProblems(cluster: ResolvedCluster): readonly Problem[] {
  return [
    ...checkKnownFlags(cluster),
    ...checkOwnedFlags(cluster),
    ...checkPerNodeFlags(cluster),
    ...checkKubeletNodeLabels(cluster),
    ...checkKubeletConfiguration(cluster),
  ]
}
