// Every rule over kube-vip and the addresses that it announces; a chunk of its own in the bundle, for clusters that have it.

import type { Problem } from '../../problems/problem.ts'
import type { ResolvedCluster } from '../resolve/resolved.ts'
import { checkKubeVipVersion } from './endpoint/kube-vip-version.ts'
import { checkVipInterface } from './endpoint/vip-interface.ts'
import { checkVipIsTaken } from './endpoint/vip-is-taken.ts'
import { checkVirtualAddresses } from './endpoint/virtual-addresses.ts'

/** Problems of all of them. */
export function kubeVipProblems(cluster: ResolvedCluster): readonly Problem[] {
  return [
    ...checkKubeVipVersion(cluster),
    ...checkVirtualAddresses(cluster),
    ...checkVipIsTaken(cluster),
    ...checkVipInterface(cluster),
  ]
}
