// The addresses that kube-vip announces: how many, and in which networks of the nodes.

import { formatIp, formatNetwork, type Ip, isInside, lastOf } from '../../../addresses.ts'
import type { Problem } from '../../../problems/problem.ts'
import type { Device, OwnedRange } from '../../resolve/devices.ts'
import {
  type EndpointHolder,
  endpointHolders,
  interfaceName,
  isOpen,
  networksOf,
  rangeAround,
} from '../../resolve/endpoint-holders.ts'
import type { ResolvedCluster, VirtualAddress } from '../../resolve/resolved.ts'
import type { Rules } from '../rules.ts'
import { field, quoted } from '../words.ts'

export const rules = {
  'vip-families': {
    severity: 'error',
    meaning: '`loadBalancer.addresses` holds more than one address of a family.',
    cure: 'keep one IPv4 and one IPv6 address at most',
    reads: ['spec.loadBalancer.addresses'],
    source: 'kube-vip pkg/vip/address.go, v0.9.2: one mask for each family',
  },
  'vip-network': {
    severity: 'error',
    meaning: 'Some control-plane node cannot announce the virtual address: it is in none of its networks.',
    cure: 'use an unused address of the network that all control-plane nodes share',
    reads: [
      'spec.controlPlaneEndpoint',
      'spec.loadBalancer.addresses',
      'spec.loadBalancer.interface',
      'spec.controlPlane.addresses',
      'spec.network.extraDevices',
      'spec.failureDomains[].networks',
    ],
    source: 'RFC 826, RFC 4861 7.2.6: neighbours are told on the link alone; kube-vip documentation, ARP mode',
  },
} as const satisfies Rules

/** Returns `vip-families` and `vip-network`, at the address and once for each. */
export function checkVirtualAddresses(cluster: ResolvedCluster): readonly Problem[] {
  const vips = cluster.virtualAddresses
  const holders = vips.length === 0 ? [] : endpointHolders(cluster)
  return [
    ...families(vips),
    ...vips.flatMap(vip => firstOf(holders, holder => outside(cluster, vip, holder))),
    ...firstOf(holders, holder => apart(cluster, vips, holder)),
  ]
}

function firstOf(
  holders: readonly EndpointHolder[],
  look: (holder: EndpointHolder) => Problem | undefined,
): readonly Problem[] {
  for (const holder of holders) {
    const problem = look(holder)
    if (problem !== undefined) return [problem]
  }
  return []
}

function families(vips: readonly VirtualAddress[]): readonly Problem[] {
  return vips.flatMap(({ ip, path }, i) => {
    const earlier = vips.slice(0, i).find(other => other.ip.family === ip.family)
    if (earlier === undefined) return []
    const message = `${field(path)} must not be another IPv${ip.family} address: ${quoted(formatIp(ip))}`
    const why = `${field(earlier.path)} is one, and the node that leads has both anyway`
    return [{ code: 'vip-families', severity: 'error', path, message, why, fix: 'keep one address of each family' }]
  })
}

function outside(cluster: ResolvedCluster, vip: VirtualAddress, holder: EndpointHolder): Problem | undefined {
  const { ip, path } = vip
  const devices = candidates(cluster, holder)
  const around = devices.flatMap(device => rangeAround(ip, device) ?? [])[0]
  if (around !== undefined) return isEdge(ip, around) ? atEdge(vip, around) : undefined
  if (devices.some(device => isOpen(device, ip.family))) return undefined
  const ranges = devices.flatMap(device => device.ranges)
  const range = ranges.find(({ first }) => first.family === ip.family)
  const [network] = range === undefined ? [] : networksOf(range)
  return {
    ...problem,
    path,
    message: `${field(path)} must be in a network of ${holder.owner}, which may have to hold it; ${quoted(formatIp(ip))} is not`,
    why:
      range === undefined || network === undefined
        ? `${holder.owner} has no IPv${ip.family} address`
        : `${field(range.path)} is in ${quoted(formatNetwork(network))}, and ARP does not leave a network`,
  }
}

const problem = {
  code: 'vip-network',
  severity: 'error',
  fix: 'use an unused address of the network that all control-plane nodes share',
} as const

/** The addresses that an IPv4 network keeps for itself. */
function isEdge(ip: Ip, range: OwnedRange): boolean {
  const network = networksOf(range).find(each => isInside(ip, each))
  if (network === undefined || ip.family === 6 || network.prefix > 30) return false
  return ip.value === network.base.value || ip.value === lastOf(network).value
}

function atEdge({ ip, path }: VirtualAddress, around: OwnedRange): Problem {
  const message = `${field(path)} must not be the first or the last address of its network: ${quoted(formatIp(ip))}`
  return { ...problem, path, message, why: `${field(around.path)} is in the same "/${around.prefix}"` }
}

/** The named device alone, where it is one of these. */
function candidates({ config: { spec } }: ResolvedCluster, { devices }: EndpointHolder): readonly Device[] {
  const wanted = spec.loadBalancer.type === 'KubeVIP' ? spec.loadBalancer.interface : undefined
  const named = devices.filter(device => interfaceName(device) === wanted)
  return named.length > 0 ? named : devices
}

/** kube-vip puts all its addresses on one interface. */
function apart(cluster: ResolvedCluster, vips: readonly VirtualAddress[], holder: EndpointHolder): Problem | undefined {
  const devices = candidates(cluster, holder)
  const places = vips.flatMap(vip => {
    const device = devices.find(each => rangeAround(vip.ip, each) !== undefined)
    return device === undefined ? [] : [{ ...vip, device }]
  })
  const [first, ...others] = places
  const other = others.find(({ device }) => device !== first?.device)
  if (first === undefined || other === undefined) return undefined
  const message = `${field(other.path)} must be in a network of the same device as the other address: ${quoted(formatIp(other.ip))}`
  const why = `${field(first.path)} is in the network of another device of ${holder.owner}, and kube-vip uses one interface`
  return { ...problem, path: other.path, message, why }
}
