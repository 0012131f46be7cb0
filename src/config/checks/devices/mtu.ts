// IPv6 needs links that carry 1280 bytes: below, Linux switches it off on the device.

import type { Problem } from '../../../problems/problem.ts'
import { devicesOf } from '../../resolve/devices.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import type { Rules } from '../rules.ts'
import { field, quoted } from '../words.ts'

export const rules = {
  mtu: {
    severity: 'error',
    meaning: 'The MTU of a device with IPv6 addresses is below what IPv6 needs.',
    cure: 'write `mtu: 1500`, or at least 1280',
    reads: ['spec.network.mtu', 'spec.network.dhcp6', 'spec.controlPlane.addresses', 'spec.workers[].addresses'],
    source: 'RFC 8200 5; Linux net/ipv6/addrconf.c (IPV6_MIN_MTU)',
  },
} as const satisfies Rules

/** Returns `mtu` at the field, once per place. */
export function checkMtu(cluster: ResolvedCluster): readonly Problem[] {
  const found = new Map<string, Problem>()
  for (const { config, ranges, origin, owner } of devicesOf(cluster)) {
    const { mtu } = config
    if (typeof mtu !== 'number' || mtu >= 1280) continue
    if (!config.dhcp6 && !ranges.some(({ first }) => first.family === 6)) continue
    const path = origin('mtu')
    if (found.has(field(path))) continue
    found.set(field(path), {
      code: 'mtu',
      severity: 'error',
      path,
      message: `${field(path)} must be at least 1280 where a device has IPv6, not ${quoted(mtu)}`,
      why: `${owner} has IPv6 addresses, and with a smaller MTU the kernel switches IPv6 off on the device`,
      fix: 'write 1280 or more, or leave it out',
    })
  }
  return [...found.values()]
}
