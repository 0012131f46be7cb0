// Without any cloud provider somebody else must set the providerID of nodes.

import { isAtLeast } from '../../../facts/releases.ts'
import type { Problem } from '../../../problems/problem.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import type { Rules } from '../rules.ts'
import { field } from '../words.ts'

export const rules = {
  'cloud-provider-none': {
    severity: 'warning',
    meaning:
      'From CAPV v0.8 on a cluster without a cloud provider comes up only if something else sets the providerID of its nodes.',
    cure: 'write `cloudProvider: {type: Unmanaged}` and install one, or acknowledge the warning',
    reads: ['spec.cloudProvider.type', 'spec.capvVersion'],
    source:
      'Cluster API internal/controllers/machine/machine_controller_noderef.go, v1.10: a Node is found by its providerID',
  },
} as const satisfies Rules

/** Returns the warning `cloud-provider-none` at the type, from CAPV v0.8 on. */
export function checkCloudProviderNone({ config: { spec }, release }: ResolvedCluster): readonly Problem[] {
  if (spec.cloudProvider?.type !== 'None' || release === undefined || !isAtLeast(release.capv, [0, 8, 0])) return []
  const path = ['spec', 'cloudProvider', 'type']
  return [
    {
      code: 'cloud-provider-none',
      severity: 'warning',
      path,
      message: `${field(path)} "None" must be paired with something of yours that sets the providerID of every node`,
      why: 'Cluster API finds the node of a machine by it: without one the first node never counts as up, and no other joins',
      fix: 'write `cloudProvider: {type: Unmanaged}` and install one in the cluster, or add "cloud-provider-none" to `spec.acknowledge`',
    },
  ]
}
