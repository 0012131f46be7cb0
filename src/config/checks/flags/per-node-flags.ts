// Flags whose value is one node's address or name, given to several.

import { parseIp } from '../../../addresses.ts'
import { flagKey, PER_NODE_FLAGS } from '../../../facts/flags.ts'
import type { Path, Problem } from '../../../problems/problem.ts'
import { type FlagUse, flagUses } from '../../resolve/flag-maps.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import type { Rules } from '../rules.ts'
import { field, quoted } from '../words.ts'

export const rules = {
  'flag-per-node': {
    severity: 'error',
    meaning: 'A flag that holds the address or the name of one node is set for several.',
    cure: 'set it in `controlPlane.nodes[].node.kubeletExtraArgs`, or let cloud-init fill it in',
    reads: [
      'spec.kubeadm.apiServerExtraArgs',
      'spec.node.kubeletExtraArgs',
      'spec.controlPlane.addresses',
      'spec.workers[].replicas',
    ],
    source: 'kubelet and kube-apiserver reference: --node-ip, --hostname-override, --advertise-address',
  },
} as const satisfies Rules

/** Returns `flag-per-node` at the flag, once per place. */
export function checkPerNodeFlags(cluster: ResolvedCluster): readonly Problem[] {
  const found = new Map<string, Problem>()
  const machinesAt = new Map<string, number>()
  const uses = flagUses(cluster)
  // Groups that inherit one map share its values.
  for (const { path, machines } of uses) machinesAt.set(field(path), (machinesAt.get(field(path)) ?? 0) + machines)
  for (const use of uses) {
    if ((machinesAt.get(field(use.path)) ?? 0) < 2) continue
    for (const [name, value] of Object.entries(use.flags)) {
      const path = [...use.path, name]
      if (PER_NODE_FLAGS[use.component].includes(flagKey(name)) && isOfOneNode(value))
        found.set(field(path), problem(path, value, use))
    }
  }
  return [...found.values()]
}

/** What cloud-init expands differs from node to node; an unspecified or loopback address means the same on each. */
function isOfOneNode(value: string): boolean {
  if (value === '' || value.includes('{{') || value.includes('$')) return false
  return value.split(',').some(text => {
    const ip = parseIp(text.trim())
    if (ip === undefined) return /^[A-Za-z0-9]([-A-Za-z0-9.]*[A-Za-z0-9])?$/.test(text)
    const isLoopback = ip.family === 4 ? ip.value >> 24n === 127n : ip.value === 1n
    return ip.value !== 0n && !isLoopback
  })
}

function problem(path: Path, value: string, { component, label }: FlagUse): Problem {
  const fix =
    component === 'kubelet'
      ? 'set it for single nodes in `controlPlane.nodes[].node.kubeletExtraArgs`, or write "{{ ds.meta_data.local_ipv4 }}"'
      : 'remove it: every node finds its own'
  return {
    code: 'flag-per-node',
    severity: 'error',
    path,
    message: `${field(path)} ${quoted(value)} must not be the same for several nodes`,
    why: `the flag of ${component} means one node, and every one of ${label} would get it`,
    fix,
  }
}
