// The API servers behind a generated balancer: every address that the control plane can ever have.

import { formatIp, type Ip, parseIp } from '../../addresses.ts'
import type { AddressList, ResolvedCluster } from '../../config/resolve/resolved.ts'
import type { ControlPlane, ControlPlaneNode, Endpoint } from '../model.ts'
import type { Backend } from './balancer.ts'

/** Nodes with fixed addresses by slot, then addresses of pools in their order. */
export function backendsOf(
  cluster: ResolvedCluster,
  controlPlane: ControlPlane,
  endpoint: Endpoint,
  port: number,
): readonly Backend[] {
  const family = parseIp(endpoint.host)?.family
  const nodes = controlPlane.type === 'Machines' ? controlPlane.nodes : []
  const fixed = nodes.flatMap(node => backendOfNode(node, family, port))
  const ranges = firstDeviceRanges(cluster).flatMap(list => drawn(list, family))
  // Two networks may use the same addresses: the balancer knows one of them.
  const addresses = new Set(ranges.toSorted(byAddress).map(formatIp))
  return [...fixed, ...[...addresses].map(address => ({ name: address.replaceAll(':', '-'), address, port }))]
}

/** One backend a node: its address in the family of the endpoint where it has one, else its first. */
function backendOfNode(node: ControlPlaneNode, family: 4 | 6 | undefined, port: number): readonly Backend[] {
  const addresses = (node.machine.devices[0]?.ipAddrs ?? []).map(address => address.slice(0, address.indexOf('/')))
  const address = addresses.find(text => parseIp(text)?.family === family) ?? addresses[0]
  return address === undefined ? [] : [{ name: node.name, address, port }]
}

/** Of the control plane, and of the failure domains that it may be in. */
function firstDeviceRanges({ controlPlane, zones }: ResolvedCluster): readonly AddressList[] {
  const own = controlPlane.type === 'Machines' ? [] : [controlPlane.addresses]
  const used =
    controlPlane.type === 'Machines' ? new Set(controlPlane.nodes.map(node => node.failureDomain)) : undefined
  const ofZones = zones.filter(zone => (used === undefined ? zone.controlPlane : used.has(zone.config.name)))
  return [...own, ...ofZones.flatMap(({ networks: [first] }) => (first === undefined ? [] : [first.addresses]))]
}

/** What machines can draw, in the endpoint's family where the range has it, else in its first. */
function drawn({ pools }: AddressList, wanted: 4 | 6 | undefined): readonly Ip[] {
  const { ranges, withheld, family } = pools.find(({ family }) => family === wanted) ?? pools[0] ?? NOTHING
  const kept = new Set(withheld.map(({ value }) => value))
  const addresses: Ip[] = []
  for (const { first, last } of ranges) {
    for (let { value } = first; value <= last.value; value++) if (!kept.has(value)) addresses.push({ family, value })
  }
  return addresses
}

const NOTHING = { ranges: [], withheld: [], family: 4 } as const

function byAddress(a: Ip, b: Ip): number {
  if (a.family !== b.family) return a.family - b.family
  return a.value < b.value ? -1 : 1
}
