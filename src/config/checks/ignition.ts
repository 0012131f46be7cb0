// Every rule over nodes that ignition sets up; a chunk of its own in the bundle, with that of kubeadm, since few nodes are.

import type { Problem } from '../../problems/problem.ts'
import type { ResolvedCluster } from '../resolve/resolved.ts'
import { checkIgnition } from './nodes/ignition.ts'
import { checkIgnitionConfig } from './nodes/ignition-config.ts'
import { checkIgnitionDisks } from './nodes/ignition-disks.ts'
import { checkIgnitionNetwork } from './nodes/ignition-network.ts'
import type { ReadText } from './read-text.ts'

/** Problems of all of them. */
export function ignitionProblems(cluster: ResolvedCluster, readText: ReadText): readonly Problem[] {
  return [
    ...checkIgnition(cluster),
    ...checkIgnitionDisks(cluster),
    ...checkIgnitionNetwork(cluster),
    ...checkIgnitionConfig(cluster, readText),
  ]
}
