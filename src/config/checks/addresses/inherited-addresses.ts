// The addresses of a further device belong to the machines of one role: a pool that inherits the device must not inherit them.

import type { Problem } from '../../../problems/problem.ts'
import { devicesOf } from '../../resolve/devices.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import type { Rules } from '../rules.ts'
import { field } from '../words.ts'

export const rules = {
  'inherited-addresses': {
    severity: 'error',
    meaning: 'A worker pool inherits a further device whose addresses are those of other machines.',
    cure: 'write `network.extraDevices` for the pool: null for none, or a device with `dhcp4: true`',
    reads: ['spec.network.extraDevices[].addresses', 'spec.workers[].network.extraDevices'],
    source: 'CAPV internal/webhooks/vspheremachinetemplate.go, v1.13: a template holds no addresses',
  },
} as const satisfies Rules

/** Returns `inherited-addresses` at the pool, once. */
export function checkInheritedAddresses(cluster: ResolvedCluster): readonly Problem[] {
  const found = new Map<string, Problem>()
  const pools = new Map(cluster.workers.map(pool => [`worker pool "${pool.config.name}"`, pool]))
  for (const { owner, inherits, list } of devicesOf(cluster)) {
    const pool = inherits ? pools.get(owner) : undefined
    if (pool === undefined || found.has(owner)) continue
    found.set(owner, {
      code: 'inherited-addresses',
      severity: 'error',
      path: pool.path,
      message: `${field(pool.path)} must not inherit a device with static addresses`,
      why: `${field(list.path)} belongs to the control plane or to a pool before this one, and holds no address for ${owner}`,
      fix: `write \`network: {extraDevices: …}\` there: null for no further device, or one with \`dhcp4: true\``,
    })
  }
  return [...found.values()]
}
