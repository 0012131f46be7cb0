// How many members etcd has: an even number bears no more failures than one less.

import type { Problem } from '../../../problems/problem.ts'
import { isUsable } from '../../releases/usable.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import type { HAClusterSpec } from '../../schema/hacluster.ts'
import type { Rules } from '../rules.ts'
import { field, quoted } from '../words.ts'

export const rules = {
  'even-control-plane': {
    severity: 'error',
    meaning: 'The control plane has an even number of nodes, with etcd on them.',
    cure: 'use 1, 3 or 5, or an external etcd',
    reads: ['spec.controlPlane.addresses', 'spec.controlPlane.replicas', 'spec.kubeadm.etcd.external'],
    source: 'etcd documentation, FAQ: why an odd number of cluster members',
  },
  'even-members': {
    severity: 'warning',
    meaning: 'An even number of nodes is left while slots are retired.',
    cure: 'append an address for a new node',
    reads: ['spec.controlPlane.addresses'],
    source: 'etcd documentation, FAQ: why an odd number of cluster members',
  },
  'no-nodes': {
    severity: 'error',
    meaning: 'The control plane has no node.',
    cure: 'write `addresses: [192.168.10.31-33/24]`',
    reads: ['spec.controlPlane.addresses', 'spec.controlPlane.replicas'],
    source: 'capv-ha: a cluster has a control plane',
  },
} as const satisfies Rules

/**
 * Returns `even-control-plane`, `no-nodes`, and the warning `even-members` while slots are retired: what is left then is even
 * for as long as a node is being replaced, and appending an address makes it odd again.
 */
export function checkControlPlaneSize({ controlPlane, config }: ResolvedCluster): readonly Problem[] {
  const own = ['spec', 'controlPlane']
  const external = config.spec.kubeadm?.etcd?.external !== undefined
  if (controlPlane.type === 'KubeadmControlPlane') {
    const { replicas } = controlPlane
    return replicas % 2 === 0 && !external ? [even([...own, 'replicas'], replicas, config.spec)] : []
  }
  const { slots, nodes, addresses } = controlPlane
  if (addresses.tooLarge || addresses.entries.some(({ range }) => typeof range === 'string')) return []
  const path = [...own, controlPlane.config.addresses === undefined ? 'replicas' : 'addresses']
  if (nodes.length === 0) return [none(path, slots)]
  if (nodes.length % 2 === 1 || external) return []
  return [slots === nodes.length ? even(path, slots, config.spec) : retired(path, nodes.length)]
}

type Place = Problem['path']

function none(path: Place, slots: number): Problem {
  const why = slots === 0 ? undefined : `all ${slots} slots are retired`
  return {
    code: 'no-nodes',
    severity: 'error',
    path,
    message: `${field(path)} must give the control plane at least one node`,
    ...(why === undefined ? {} : { why }),
    fix: 'write addresses such as "192.168.10.31-33/24", or `replicas: 3` where DHCP hands them out',
  }
}

function even(path: Place, count: number, spec: HAClusterSpec): Problem {
  const external = isUsable('kubeadm.etcd', spec) ? ', or an external etcd (`spec.kubeadm.etcd.external`)' : ''
  return {
    code: 'even-control-plane',
    severity: 'error',
    path,
    message: `${field(path)} must make an odd number of nodes, not ${quoted(count)}`,
    why: `etcd runs on them: ${count} members bear no more losses than ${count - 1}, and there is one more to lose`,
    fix: `use 1, 3 or 5 nodes${external}`,
  }
}

function retired(path: Place, count: number): Problem {
  return {
    code: 'even-members',
    severity: 'warning',
    path,
    message: `${field(path)} leaves an even number of nodes: ${quoted(count)}`,
    why: `etcd of ${count} members stops when ${count / 2} of them ${count === 2 ? 'is' : 'are'} lost`,
    fix: 'append an address for a new node, or write the address of the rebuilt one in place of its null',
  }
}
