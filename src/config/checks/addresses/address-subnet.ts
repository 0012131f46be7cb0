// An address must be one that a host on its network can have, and must reach its gateway directly.

import { formatIp, formatNetwork, type Ip, isInside, lastOf, type Network, networkOf } from '../../../addresses.ts'
import { specialUse } from '../../../facts/special-use.ts'
import { coverage } from '../../../intervals.ts'
import type { Path, Problem } from '../../../problems/problem.ts'
import { type Device, devicesOf, type OwnedRange } from '../../resolve/devices.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import type { Rules } from '../rules.ts'
import { field, quoted } from '../words.ts'

export const rules = {
  'reserved-address': {
    severity: 'error',
    meaning:
      'An address is set aside: the network, broadcast or router anycast address of a subnet, or one of special use.',
    cure: 'begin at the first host address',
    reads: [
      'spec.controlPlane.addresses',
      'spec.workers[].addresses',
      'spec.network.gateway',
      'spec.network.gateway6',
      'spec.network.nameservers',
      'spec.network.routes',
      'spec.controlPlaneEndpoint',
      'spec.loadBalancer',
    ],
    source: 'RFC 1122 3.2.1.3, RFC 3021, RFC 4291 2.6.1, RFC 6164',
  },
  'address-outside-subnet': {
    severity: 'error',
    meaning: 'An address is not in the network of its gateway.',
    cure: 'use an address inside, or correct gateway or prefix length',
    reads: ['spec.controlPlane.addresses', 'spec.network.gateway', 'spec.network.gateway6'],
    source: 'RFC 1122 3.3.1: a next hop must be on a connected network',
  },
} as const satisfies Rules

/** Returns `reserved-address` and `address-outside-subnet`, at most one of each per entry. */
export function checkAddressSubnet(cluster: ResolvedCluster): readonly Problem[] {
  const found = new Map<Path, Problem>()
  const devices = devicesOf(cluster)
  let covered: ((ip: Ip) => boolean) | undefined
  const isTaken = (ip: Ip) => {
    covered ??= coverage(devices.flatMap(({ ranges }) => ranges))
    return covered(ip)
  }
  for (const device of devices) {
    for (const range of device.ranges) {
      // What no host can have is reported as that (special-use.ts).
      if (found.has(range.path) || specialUse(range.first) || specialUse(range.last)) continue
      const problem =
        (isWithheld(device, range) ? undefined : reserved(range)) ??
        outside(range, gatewayOf(device, range.first.family), isTaken)
      if (problem !== undefined) found.set(range.path, problem)
    }
  }
  return [...found.values()]
}

interface Gateway {
  readonly ip: Ip
  readonly path: Path
}

function gatewayOf(device: Device, family: 4 | 6): Gateway | undefined {
  const ip = device.gateways[family]
  return ip && { ip, path: device.origin(family === 4 ? 'gateway' : 'gateway6') }
}

/** A pool hands out neither end of its network, whatever it lists. */
function isWithheld({ kind }: Device, { first, last, prefix }: OwnedRange): boolean {
  return kind !== 'node' && isInside(last, networkOf(first, prefix))
}

function reserved({ first, last, prefix, path }: OwnedRange): Problem | undefined {
  // Of /31, /32, /127 and /128 networks every address is a host's (RFC 3021, RFC 6164).
  if (prefix > (first.family === 4 ? 30 : 126)) return undefined
  const network = networkOf(first, prefix)
  const top = first.family === 4 ? lastOf(network) : undefined
  const holds = (ip: Ip) => ip.value >= first.value && ip.value <= last.value
  const what = holds(network.base) ? network.base : top && holds(top) ? top : undefined
  if (what === undefined) return undefined
  const is =
    what !== top
      ? first.family === 4
        ? 'the network address'
        : "the routers' anycast address"
      : 'the broadcast address'
  return {
    code: 'reserved-address',
    severity: 'error',
    path,
    message: `${field(path)} must not hold ${quoted(formatIp(what))}, ${is} of ${quoted(formatNetwork(network))}`,
    fix: `use addresses from ${quoted(hostFrom(network, 1n))} on, or another prefix length`,
  }
}

function outside(
  { first, last, prefix, path }: OwnedRange,
  gateway: Gateway | undefined,
  isTaken: (ip: Ip) => boolean,
): Problem | undefined {
  if (gateway === undefined || gateway.ip.family !== first.family || specialUse(gateway.ip)) return undefined
  const network = networkOf(gateway.ip, prefix)
  const stray = [first, last].find(ip => !isInside(ip, network))
  if (stray === undefined) return undefined
  const host = stray.value - networkOf(stray, prefix).base.value
  const candidate = { family: stray.family, value: network.base.value + host }
  const isFree = candidate.value !== gateway.ip.value && !isTaken(candidate)
  const example = isFree ? ` such as ${quoted(formatIp(candidate))}` : ''
  return {
    code: 'address-outside-subnet',
    severity: 'error',
    path,
    message: `${field(path)} must be inside ${quoted(formatNetwork(network))}; ${quoted(formatIp(stray))} is not`,
    why: `${field(gateway.path)} is ${quoted(formatIp(gateway.ip))}, and a node reaches only its own "/${prefix}" directly`,
    fix: `use an unused address${example}, or another gateway or prefix length`,
  }
}

function hostFrom({ base }: Network, host: bigint): string {
  return formatIp({ family: base.family, value: base.value + host })
}
