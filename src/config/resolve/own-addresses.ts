// A node with several devices, or two address families, has a choice of addresses: which of them are its own.

import { parseNetwork } from '../../addresses.ts'
import type { HAClusterSpec } from '../schema/hacluster.ts'
import type { OwnAddresses, ResolvedNode } from './resolved.ts'

/** What a node's addresses and devices say. */
type Addressed = Pick<ResolvedNode, 'network' | 'addresses' | 'extraAddresses'>

export function ownAddresses(spec: HAClusterSpec, node: Addressed): OwnAddresses {
  if (!hasChoice(node)) return { ofNode: [] }
  const wanted = familiesOfCluster(spec)
  const advertised = node.addresses.find(({ ip }) => ip.family === wanted[0])?.ip
  if (advertised === undefined) return { ofNode: [] }
  const known = [node.addresses, ...node.extraAddresses].flat().map(({ ip }) => ip)
  const ofNode = wanted.map(family => known.find(ip => ip.family === family))
  // A node that is told one address has no other: all of them, or none.
  const isPartial = wanted.some((family, i) => ofNode[i] === undefined && hasDhcp(node, family))
  return { advertised, ofNode: isPartial ? [] : ofNode.flatMap(ip => ip ?? []) }
}

/** Several devices, or two families on the first one. */
export function hasChoice(node: Addressed): boolean {
  const { extraDevices = [] } = node.network.value
  const has = (family: 4 | 6) => hasDhcp(node, family) || node.addresses.some(({ ip }) => ip.family === family)
  return (extraDevices ?? []).length > 0 || (has(4) && has(6))
}

function hasDhcp({ network: { value } }: Addressed, family: 4 | 6): boolean {
  return [value, ...(value.extraDevices ?? [])].some(({ dhcp4, dhcp6 }) => (family === 4 ? dhcp4 : dhcp6) === true)
}

/** Of services, and then of pods, in the order in which they are written; what is not written is IPv4. */
export function familiesOfCluster({ clusterNetwork }: HAClusterSpec): readonly (4 | 6)[] {
  const { services, pods } = clusterNetwork ?? {}
  const families = (networks: readonly string[] | undefined) =>
    networks?.flatMap(text => parseNetwork(text)?.base.family ?? []) ?? [4 as const]
  return [...new Set([...families(services), ...families(pods)])]
}
