// Which of a VM's addresses are those of its node, as far as the cloud provider must be told.
// Source: kubernetes/cloud-provider-vsphere pkg/cloudprovider/vsphere/nodemanager.go (discoverIPs), v1.24 – v1.36: excluded
// addresses are dropped, then ranges decide, then names of networks, then the order in which the VM reports its addresses.

import { formatIp, formatNetwork, networkOf, parseIp } from '../../addresses.ts'
import type { JsonObject } from '../../manifest.ts'
import { machinesOf, type Standing } from '../datacenters.ts'
import type { Device, Plan } from '../model.ts'
import type { AddressPool, PoolReference } from '../place-model.ts'
import type { PlannableCluster } from '../plannable.ts'

type Around = Standing & Pick<Plan, 'addressPools'>

/**
 * The section `nodes`, or nothing. Internal and external rules are always the same: with a match for one alone the other
 * address would be left out.
 */
export function nodeAddresses(cluster: PlannableCluster, around: Around): JsonObject {
  const machines = machinesOf(around)
  const hasChoice = machines.some(({ devices }) => devices.length > 1)
  const networks = hasChoice ? firstNetworks(around) : []
  const name = hasChoice ? nameOfAll(around) : undefined
  const excluded = wandering(cluster)
  const nodes: JsonObject = {
    ...both('NetworkSubnetCidr', networks.join(',')),
    ...both('VmNetworkName', name ?? ''),
    ...(excluded.length === 0
      ? {}
      : {
          excludeInternalNetworkSubnetCidr: excluded.join(','),
          excludeExternalNetworkSubnetCidr: excluded.join(','),
        }),
  }
  return Object.keys(nodes).length === 0 ? {} : { nodes }
}

function both(rule: string, value: string): JsonObject {
  return value === '' ? {} : { [`internal${rule}`]: value, [`external${rule}`]: value }
}

/** The networks of all first devices, as far as their addresses are known beforehand. */
function firstNetworks(around: Around): readonly string[] {
  const pools = new Map(around.addressPools.map(pool => [pool.name, pool]))
  const devices = machinesOf(around).flatMap(({ devices }) => devices.slice(0, 1))
  const ofZones = around.zones.flatMap(({ networkConfigurations: [first] }) => first?.addressesFromPools ?? [])
  return [
    ...new Set([
      ...devices.flatMap(device => networksOfDevice(device, pools)),
      ...ofZones.flatMap(reference => networkOfPool(reference, pools)),
    ]),
  ]
}

function networksOfDevice(
  { ipAddrs, addressesFromPools }: Device,
  pools: ReadonlyMap<string, AddressPool>,
): readonly string[] {
  const fixed = ipAddrs.flatMap(address => {
    const [text = '', prefix = ''] = address.split('/')
    return networkAround(text, Number(prefix))
  })
  return [...fixed, ...addressesFromPools.flatMap(reference => networkOfPool(reference, pools))]
}

/** A pool that is not made here may hold any addresses. */
function networkOfPool({ name }: PoolReference, pools: ReadonlyMap<string, AddressPool>): readonly string[] {
  const pool = pools.get(name)
  const [first = ''] = pool?.addresses[0]?.split('-') ?? []
  return pool === undefined ? [] : networkAround(first, pool.prefix)
}

function networkAround(text: string, prefix: number): readonly string[] {
  const ip = parseIp(text)
  return ip === undefined ? [] : [formatNetwork(networkOf(ip, prefix))]
}

/**
 * The network of all first devices, where it is one, under a name that the VM reports too (no path, nothing encoded): a VM
 * without a network of that name would never become a node.
 */
function nameOfAll(around: Around): string | undefined {
  const names = new Set([
    ...machinesOf(around).flatMap(({ devices }) => devices.slice(0, 1).map(({ networkName }) => networkName)),
    ...around.zones.flatMap(({ networks, networkConfigurations }) => [
      ...networks.slice(0, 1),
      ...networkConfigurations.slice(0, 1).map(({ networkName }) => networkName),
    ]),
  ])
  const [name = ''] = names
  return names.size === 1 && !/[/%\\]/.test(name) ? name : undefined
}

/** The endpoint and what else wanders between the nodes is no address of one of them. */
function wandering({ endpoint, virtualAddresses }: PlannableCluster): readonly string[] {
  const ips = [parseIp(endpoint.host) ?? [], ...virtualAddresses.map(({ ip }) => ip)].flat()
  return [...new Set(ips.map(ip => `${formatIp(ip)}/${ip.family === 4 ? 32 : 128}`))]
}
