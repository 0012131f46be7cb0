// Without a cloud provider no node gets its providerID, and a cluster never finishes joining.

import { isAtLeast } from '../../../facts/releases.ts'
import type { Problem } from '../../../problems/problem.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import type { Rules } from '../rules.ts'
import { field, quoted } from '../words.ts'

export const rules = {
  'no-cloud-provider': {
    severity: 'error',
    meaning: 'From CAPV v0.8 on somebody must be named who sets the providerID of nodes.',
    cure: 'write `cloudProvider: {type: Unmanaged}` and install one',
    reads: ['spec.cloudProvider', 'spec.capvVersion'],
    source: 'CAPV api/v1alpha4/vspherecluster_types.go, v0.8: no cloudProviderConfiguration',
  },
} as const satisfies Rules

/** Returns `no-cloud-provider` from CAPV v0.8 on, where there is no default. */
export function checkCloudProvider({ config: { spec }, release }: ResolvedCluster): readonly Problem[] {
  if (spec.cloudProvider !== undefined || release === undefined || !isAtLeast(release.capv, [0, 8, 0])) return []
  const path = ['spec', 'cloudProvider']
  const why = `from CAPV v0.8 on (${field(['spec', 'capvVersion'])} is ${quoted(spec.capvVersion)}) nothing sets the providerID of nodes by itself, and machines without one never become ready`
  const message = `${field(path)} must say who sets the providerID of the nodes`
  const fix = 'write `cloudProvider: {type: Unmanaged}` and install one in the cluster'
  return [{ code: 'no-cloud-provider', severity: 'error', path, message, why, fix }]
}
