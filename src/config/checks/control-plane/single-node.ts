// One control-plane node: legal, and not highly available.

import type { Problem } from '../../../problems/problem.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import type { Rules } from '../rules.ts'
import { field } from '../words.ts'

export const rules = {
  'single-control-plane': {
    severity: 'warning',
    meaning: 'The control plane has one node, so that its loss is the loss of the cluster.',
    cure: 'give it three addresses, or acknowledge the warning for a cluster that may be lost',
    reads: ['spec.controlPlane.addresses', 'spec.controlPlane.replicas'],
    source: 'etcd documentation, FAQ: failure tolerance by cluster size',
  },
} as const satisfies Rules

/** Returns the warning `single-control-plane`. */
export function checkSingleNode({ controlPlane }: ResolvedCluster): readonly Problem[] {
  const { config } = controlPlane
  const count = controlPlane.type === 'Machines' ? controlPlane.nodes.length : controlPlane.replicas
  const isFaulty = controlPlane.addresses.entries.some(({ range }) => typeof range === 'string')
  if (count !== 1 || isFaulty) return []
  const isListed = controlPlane.type === 'Machines' && config.addresses !== undefined
  const path = ['spec', 'controlPlane', isListed ? 'addresses' : 'replicas']
  return [
    {
      code: 'single-control-plane',
      severity: 'warning',
      path,
      message: `${field(path)} must give the control plane three nodes to outlive the loss of one`,
      why: 'with one node the cluster is down while it is rebuilt, and gone with its disk',
      fix: 'add two addresses or set `replicas: 3`, or add "single-control-plane" to `spec.acknowledge`',
    },
  ]
}
