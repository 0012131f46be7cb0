// A route leads over a host of the device's own network: of its family, reached directly, and not the node itself.

import {
  formatIp,
  formatNetwork,
  type Ip,
  isInside,
  isLinkLocal,
  networkOf,
  parseIp,
  parseNetwork,
} from '../../../addresses.ts'
import { specialUse } from '../../../facts/special-use.ts'
import type { Path, Problem } from '../../../problems/problem.ts'
import { type Device, devicesOf } from '../../resolve/devices.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import type { Rules } from '../rules.ts'
import { field, quoted } from '../words.ts'

export const rules = {
  'next-hop': {
    severity: 'error',
    meaning:
      'A route leads over an address of another family, outside the network of its device, or over the node itself.',
    cure: 'write a router of the network of the device, or move the route to the device that reaches it',
    reads: ['spec.network.routes', 'spec.controlPlane.addresses', 'spec.workers[].addresses'],
    source: 'RFC 1122 3.3.1.2; netplan reference, routes: `to` and `via` of one family, on-link unless said otherwise',
  },
} as const satisfies Rules

/** Returns `next-hop` at the `via`, once per place. */
export function checkNextHop(cluster: ResolvedCluster): readonly Problem[] {
  const found = new Map<string, Problem>()
  for (const device of devicesOf(cluster)) {
    for (const [i, { to, via }] of (device.config.routes ?? []).entries()) {
      const path = [...device.origin('routes'), i, 'via']
      const problem = found.has(field(path)) ? undefined : problemOf(device, to, via, path)
      if (problem !== undefined) found.set(field(path), problem)
    }
  }
  return [...found.values()]
}

function problemOf(device: Device, to: string, via: string, path: Path): Problem | undefined {
  const [network, ip] = [parseNetwork(to), parseIp(via)]
  // An address of no host is reported as that (special-use.ts).
  if (network === undefined || ip === undefined || specialUse(ip)?.onLink === false) return undefined
  if (network.base.family !== ip.family) {
    const claim = `must be an IPv${network.base.family} address, as the destination is`
    return refused(path, `${claim}; ${quoted(via)} is of the other family`, `\`to\` is ${quoted(to)}`)
  }
  const own = device.ranges.filter(({ first }) => first.family === ip.family)
  const self = device.kind === 'node' ? own.find(({ first }) => first.value === ip.value) : undefined
  if (self !== undefined) {
    return refused(
      path,
      `must not be ${device.owner} itself: ${quoted(formatIp(ip))}`,
      `${field(self.path)} gives it that address`,
    )
  }
  // What DHCP or a pool brings is not known here.
  const [first] = own
  if (first === undefined || isDynamic(device, ip) || isLinkLocal(ip)) return undefined
  const on = own.map(({ first, prefix }) => networkOf(first, prefix))
  if (on.some(each => isInside(ip, each))) return undefined
  const claim = `must be inside the network of its device, such as ${quoted(formatNetwork(networkOf(first.first, first.prefix)))}; ${quoted(formatIp(ip))} is not`
  return refused(
    path,
    claim,
    `${field(first.path)} puts ${device.owner} there, and a next hop must be reached directly`,
  )
}

function isDynamic({ config, kind }: Device, { family }: Ip): boolean {
  return kind === 'zone' || (family === 4 ? config.dhcp4 : config.dhcp6) === true || Boolean(config.addressesFromPools)
}

function refused(path: Path, claim: string, why: string): Problem {
  const fix = 'write a router of that network, or move the route to the device that reaches it'
  return { code: 'next-hop', severity: 'error', path, message: `${field(path)} ${claim}`, why, fix }
}
