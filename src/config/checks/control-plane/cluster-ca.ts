// The one trap of standalone control planes that nothing in a manifest can take away.

import { isAtLeast } from '../../../facts/releases.ts'
import type { Problem } from '../../../problems/problem.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import type { Rules } from '../rules.ts'
import { field } from '../words.ts'

export const rules = {
  'cluster-ca-owned-by-node': {
    severity: 'warning',
    meaning: 'From CAPV v0.6 on the CA of a cluster of `Machines` belongs to the node that ran init, and goes with it.',
    cure: 'remove the owner references of four Secrets once, as the message says, and acknowledge the warning',
    reads: ['spec.controlPlane.type', 'spec.capvVersion'],
    source:
      'Cluster API bootstrap/kubeadm/controllers/kubeadmconfig_controller.go, v0.3: the certificates are owned by the configuration that ran init',
  },
} as const satisfies Rules

/** Returns the warning `cluster-ca-owned-by-node` for `Machines` from CAPV v0.6 on. */
export function checkClusterCa({ controlPlane, release, name, namespace }: ResolvedCluster): readonly Problem[] {
  if (controlPlane.type !== 'Machines' || release === undefined || !isAtLeast(release.capv, [0, 6, 0])) return []
  const path = ['spec', 'controlPlane', 'type']
  return [
    {
      code: 'cluster-ca-owned-by-node',
      severity: 'warning',
      path,
      message: `${field(path)} "Machines" must be followed by one step once the cluster runs: free its CA from the first node`,
      why: `the Secrets ${name}-ca, ${name}-etcd, ${name}-sa and ${name}-proxy are owned by the KubeadmConfig of the node that ran init, and are deleted with it`,
      fix: `run \`kubectl --namespace ${namespace} patch secret <name> --type=json -p '[{"op":"remove","path":"/metadata/ownerReferences"}]'\` for each of them, then add "cluster-ca-owned-by-node" to \`spec.acknowledge\``,
    },
  ]
}
