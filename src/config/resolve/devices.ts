// Every network device of a cluster with the addresses that it gets: of each standalone node, of each group that draws its
// addresses from a range, and of the networks of failure domains.

import { type Ip, parseIp } from '../../addresses.ts'
import type { Path } from '../../problems/problem.ts'
import { oncePer } from './once-per.ts'
import type {
  AddressList,
  NetworkConfig,
  ResolvedCluster,
  ResolvedKubeadmControlPlane,
  ResolvedMachines,
  ResolvedNode,
  ResolvedShape,
  ResolvedZone,
  SlotAddress,
} from './resolved.ts'
import { shareOut } from './slots.ts'
import { type Whereabouts, whereaboutsOf } from './whereabouts.ts'

export type DeviceConfig = Omit<NetworkConfig, 'extraDevices'>

export interface Device {
  /** In words: `node "capv-5-controlplane-0"`, `worker pool "md-0"`. */
  readonly owner: string
  /** `node`: fixed addresses of one VM; `pool`: a range that VMs are drawn from; `zone`: the same in a failure domain. */
  readonly kind: 'node' | 'pool' | 'zone'
  /** Position among the devices of the VM. */
  readonly position: number
  /** Of the VM, as written. */
  readonly datacenter: string
  readonly config: DeviceConfig
  /** The list that the ranges come from. */
  readonly list: AddressList
  readonly ranges: readonly OwnedRange[]
  /** In which failure domains the machines may stand, which may give the device another network and other addresses. */
  readonly whereabouts: Whereabouts
  /** Of a pool: the list is that of other machines too, so that `ranges` is empty. */
  readonly inherits?: boolean
  /** Absent where the field is, or holds no address of its family. */
  readonly gateways: { readonly 4: Ip | undefined; readonly 6: Ip | undefined }
  origin(field: string): Path
}

/** `path` is the entry as written; a node's range holds its one address. */
export interface OwnedRange {
  readonly first: Ip
  readonly last: Ip
  readonly prefix: number
  readonly path: Path
}

/** In the order of the document. */
export const devicesOf = oncePer((cluster: ResolvedCluster): readonly Device[] => withGateways(listDevices(cluster)))

type Found = Omit<Device, 'gateways' | 'datacenter'>
type Placed = Omit<Device, 'gateways'>

/** Nodes of a cluster mostly share their gateway, which is read once. */
function withGateways(devices: readonly Placed[]): readonly Device[] {
  const read = new Map<string, Ip | undefined>()
  const gateway = (text: string | null | undefined, family: 4 | 6): Ip | undefined => {
    if (text === null || text === undefined) return undefined
    if (!read.has(text)) read.set(text, parseIp(text))
    const ip = read.get(text)
    return ip?.family === family ? ip : undefined
  }
  return devices.map(device => {
    const { gateway: ipv4, gateway6: ipv6 } = device.config
    return { ...device, gateways: { 4: gateway(ipv4, 4), 6: gateway(ipv6, 6) } }
  })
}

function listDevices(cluster: ResolvedCluster): readonly Placed[] {
  const { controlPlane, workers } = cluster
  const { datacenter } = cluster.config.spec.vsphere
  const placed = (devices: readonly Found[], own: string | null | undefined): readonly Placed[] =>
    devices.map(device => ({ ...device, datacenter: own ?? datacenter }))
  // Machines of several groups cannot draw on one list of addresses; the first that has it keeps it.
  const first = [controlPlane.shape, ...workers].find(inheritsDevices)
  const ofControlPlane =
    controlPlane.type === 'Machines'
      ? controlPlane.nodes.flatMap(node =>
          placed(devicesOfNode(controlPlane, node, whereaboutsOf(cluster, node)), node.machine.value.datacenter),
        )
      : placed(
          devicesOfPool('the control plane', controlPlane.shape, controlPlane, whereaboutsOf(cluster, undefined)),
          controlPlane.shape.machine.value.datacenter,
        )
  return [
    ...ofControlPlane,
    ...workers.flatMap(pool => {
      const owner = `worker pool "${pool.config.name}"`
      const inherits = pool !== first && inheritsDevices(pool)
      const devices = devicesOfPool(owner, pool, pool, whereaboutsOf(cluster, pool), inherits)
      return placed(devices, pool.machine.value.datacenter)
    }),
    ...cluster.zones.flatMap(zone => placed(devicesOfZone(zone), zone.config.datacenter)),
  ]
}

function inheritsDevices({ network }: ResolvedShape): boolean {
  return network.origin('extraDevices')[1] === 'network'
}

function devicesOfNode(controlPlane: ResolvedMachines, node: ResolvedNode, whereabouts: Whereabouts): readonly Found[] {
  const owner = `node "${node.name}"`
  const { network } = node
  const first = { owner, kind: 'node', position: 0, whereabouts, config: network.value } as const
  const base = network.origin('extraDevices')
  // A node that lists its extra devices itself has lists of its own, for itself alone.
  const shared = base.length === controlPlane.shape.network.origin('extraDevices').length
  const extras = (network.value.extraDevices ?? []).map((config, i) => ({
    owner,
    kind: 'node' as const,
    position: i + 1,
    whereabouts,
    config,
    list:
      (shared ? controlPlane.extraAddresses[i] : undefined) ?? shareOut(config.addresses, [...base, i, 'addresses']),
    ranges: (node.extraAddresses[i] ?? []).map(single),
    origin: (name: string) => [...base, i, name],
  }))
  const { addresses: list } = controlPlane
  return [{ ...first, list, ranges: node.addresses.map(single), origin: network.origin }, ...extras]
}

function devicesOfPool(
  owner: string,
  { network }: ResolvedShape,
  { addresses, extraAddresses }: Pick<ResolvedKubeadmControlPlane, 'addresses' | 'extraAddresses'>,
  whereabouts: Whereabouts,
  inherits = false,
): readonly Found[] {
  const base = network.origin('extraDevices')
  const pool = (position: number, config: DeviceConfig, list: AddressList, origin: Found['origin']): Found => ({
    ...{ owner, kind: 'pool', position, whereabouts, config, list, origin },
    ...(inherits && position > 0 && list.entries.length > 0 ? { ranges: [], inherits } : { ranges: ownedRanges(list) }),
  })
  const extras = extraAddresses.map((list, i) =>
    pool(i + 1, network.value.extraDevices?.[i] ?? {}, list, name => [...base, i, name]),
  )
  return [pool(0, network.value, addresses, network.origin), ...extras]
}

function devicesOfZone(zone: ResolvedZone): readonly Found[] {
  const owner = `failure domain "${zone.config.name}"`
  const whereabouts = { zones: [zone], isElsewhere: false }
  return zone.networks.flatMap(({ config, isName, addresses, path }, position) => {
    const origin = (field: string) => [...path, field]
    const ranges = ownedRanges(addresses)
    return isName ? [] : [{ owner, kind: 'zone', position, whereabouts, config, list: addresses, ranges, origin }]
  })
}

function single({ ip, prefix, path }: SlotAddress): OwnedRange {
  return { first: ip, last: ip, prefix, path }
}

function ownedRanges(list: AddressList): readonly OwnedRange[] {
  return list.entries.flatMap(({ range, path }) =>
    range === null || typeof range === 'string' ? [] : [{ ...range, path }],
  )
}
