// Without a cloud provider no node gets its providerID, and a cluster never finishes joining.

import { isAtLeast } from '../../../facts/releases.ts'
import type { Problem } from '../../../problems/problem.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import { field, quoted } from '../words.ts'

/** Returns `no-cloud-provider` from CAPV v0.8 on, where there is no default. */
export function checkCloudProvider({ config: { spec }, release }: ResolvedCluster): readonly Problem[] {
  if (spec.cloudProvider !== undefined || release === undefined || !isAtLeast(release.capv, [0, 8, 0])) return []
  const path = ['spec', 'cloudProvider']
  const why = `from CAPV v0.8 on (${field(['spec', 'capvVersion'])} is ${quoted(spec.capvVersion)}) nothing sets the providerID of nodes by itself, and machines without one never become ready`
  const message = `${field(path)} must say who sets the providerID of the nodes`
  const fix =
    'write `cloudProvider: {type: Unmanaged}` and install one in the cluster, or type None where nodes need none'
  return [{ code: 'no-cloud-provider', severity: 'error', path, message, why, fix }]
}
