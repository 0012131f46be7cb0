// A node with several devices, or two address families, has a choice of addresses: which of them are its own.

import { type Ip, parseNetwork } from '../../addresses.ts'
import type { ResolvedCluster, ResolvedNode } from './resolved.ts'

/** Nothing where there is no choice, or where an address is not known beforehand. */
export interface OwnAddresses {
  /** Of the first device, in the family of the first service network: kube-apiserver takes no other family. */
  readonly advertised?: Ip
  /** One of each family that the cluster uses, that of services first; the first device goes before others. */
  readonly ofNode: readonly Ip[]
}

type Config = Pick<ResolvedCluster, 'config'>

export function ownAddresses(cluster: Config, node: ResolvedNode): OwnAddresses {
  if (!hasChoice(node)) return { ofNode: [] }
  const wanted = familiesOfCluster(cluster)
  const advertised = node.addresses.find(({ ip }) => ip.family === wanted[0])?.ip
  if (advertised === undefined) return { ofNode: [] }
  const known = [node.addresses, ...node.extraAddresses].flat().map(({ ip }) => ip)
  const ofNode = wanted.map(family => known.find(ip => ip.family === family))
  // A node that is told one address has no other: all of them, or none.
  const isPartial = wanted.some((family, i) => ofNode[i] === undefined && hasDhcp(node, family))
  return { advertised, ofNode: isPartial ? [] : ofNode.flatMap(ip => ip ?? []) }
}

/** Several devices, or two families on the first one. */
export function hasChoice(node: ResolvedNode): boolean {
  const { extraDevices = [] } = node.network.value
  const has = (family: 4 | 6) => hasDhcp(node, family) || node.addresses.some(({ ip }) => ip.family === family)
  return (extraDevices ?? []).length > 0 || (has(4) && has(6))
}

function hasDhcp({ network: { value } }: ResolvedNode, family: 4 | 6): boolean {
  return [value, ...(value.extraDevices ?? [])].some(({ dhcp4, dhcp6 }) => (family === 4 ? dhcp4 : dhcp6) === true)
}

/** Of services, and then of pods, in the order in which they are written; what is not written is IPv4. */
export function familiesOfCluster({ config: { spec } }: Config): readonly (4 | 6)[] {
  const { services, pods } = spec.clusterNetwork ?? {}
  const families = (networks: readonly string[] | undefined) =>
    networks?.flatMap(text => parseNetwork(text)?.base.family ?? []) ?? [4 as const]
  return [...new Set([...families(services), ...families(pods)])]
}
