// What config/ hands on: the HACluster with overrides merged, names derived and addresses shared out, each part still knowing
// which field of the user's document it came from, so that checks can point there. Defaults are not applied yet.

import type { Ip, IpRange, RangeFault } from '../../addresses.ts'
import type { Release } from '../../facts/releases.ts'
import type { Path } from '../../problems/problem.ts'
import type { HACluster, HAClusterSpec } from '../schema/hacluster.ts'

export type MachineConfig = NonNullable<HAClusterSpec['machine']>
export type NetworkConfig = NonNullable<HAClusterSpec['network']>
export type NodeConfig = NonNullable<HAClusterSpec['node']>
export type ExtraDevice = NonNullable<NetworkConfig['extraDevices']>[number]
export type MachinesConfig = Extract<HAClusterSpec['controlPlane'], { type: 'Machines' }>
export type KubeadmControlPlaneConfig = Extract<HAClusterSpec['controlPlane'], { type: 'KubeadmControlPlane' }>
export type FailureDomainConfig = NonNullable<HAClusterSpec['failureDomains']>[number]
export type ZoneNetworkConfig = Exclude<NonNullable<FailureDomainConfig['networks']>[number], string>
export type WorkerPoolConfig = NonNullable<HAClusterSpec['workers']>[number]

export interface VirtualAddress {
  readonly ip: Ip
  /** Where it is written. */
  readonly path: Path
}

/** A cluster with what follows from all its parts together. */
export interface ResolvedCluster extends ResolvedParts {
  readonly supplies: Supplies
  readonly rollouts: Rollouts
}

export interface ResolvedParts {
  readonly config: HACluster
  readonly name: string
  readonly namespace: string
  /** <namespace>.<name>: the parts hold no dot, so that no two clusters share it. */
  readonly id: string
  /** Absent where `capvVersion` names no release that can be rendered: a check says why. */
  readonly release?: Release
  readonly endpoint: { readonly host: string; readonly port: number; readonly path: Path }
  /** What kube-vip announces; none with any other load balancer. */
  readonly virtualAddresses: readonly VirtualAddress[]
  readonly controlPlane: ResolvedMachines | ResolvedKubeadmControlPlane
  readonly workers: readonly ResolvedWorkerPool[]
  /** Failure domains, in the order of the document. */
  readonly zones: readonly ResolvedZone[]
}

/** A value merged from layers; `origin` is the path of the layer that had the last word on a field. */
export interface Merged<T> {
  readonly value: T
  origin(field: string): Path
}

/** What every group of equal nodes, and every single node of `Machines`, is made of. */
export interface ResolvedShape {
  /** Where the group or node stands in the document. */
  readonly path: Path
  readonly machine: Merged<MachineConfig>
  readonly network: Merged<NetworkConfig>
  readonly node: Merged<NodeConfig>
}

export interface ResolvedMachines {
  readonly type: 'Machines'
  readonly config: MachinesConfig
  readonly shape: ResolvedShape
  readonly addresses: AddressList
  /** Addresses of each extra device, by its position. */
  readonly extraAddresses: readonly AddressList[]
  /** Number of slots, retired ones included. */
  readonly slots: number
  /** The nodes that are not retired, by slot. */
  readonly nodes: readonly ResolvedNode[]
}

export interface ResolvedNode extends ResolvedShape {
  readonly index: number
  readonly name: string
  readonly kubernetesVersion: string
  readonly failureDomain?: string
  /** Of the first device: at most one per family. */
  readonly addresses: readonly SlotAddress[]
  /** Of the extra devices, by position. */
  readonly extraAddresses: readonly (readonly SlotAddress[])[]
  readonly own: OwnAddresses
}

/** Nothing where there is no choice, or where an address is not known beforehand. */
export interface OwnAddresses {
  /** Of the first device, in the family of the first service network: kube-apiserver takes no other family. */
  readonly advertised?: Ip
  /** One of each family that the cluster uses, that of services first; the first device goes before others. */
  readonly ofNode: readonly Ip[]
}

export interface ResolvedKubeadmControlPlane {
  readonly type: 'KubeadmControlPlane'
  readonly config: KubeadmControlPlaneConfig
  readonly name: string
  /** With its default, which rules count with. */
  readonly replicas: number
  readonly shape: ResolvedShape
  readonly addresses: AddressList
  /** Of the extra devices, by position. */
  readonly extraAddresses: readonly AddressList[]
}

export interface ResolvedWorkerPool extends ResolvedShape {
  readonly config: WorkerPoolConfig
  /** <cluster>-<pool> */
  readonly name: string
  /** How many there can be, without those of a rollout: the maximum of an autoscaler counts. */
  readonly mostMachines: number
  readonly addresses: AddressList
  /** Of the extra devices, by position. */
  readonly extraAddresses: readonly AddressList[]
}

/** A failure domain: a place where VMs stand, which may bring networks of its own. */
export interface ResolvedZone {
  readonly path: Path
  readonly config: FailureDomainConfig
  /** Of its VSphereDeploymentZone: what machines name. */
  readonly objectName: string
  /** Whether it exists already and is only used. */
  readonly existing: boolean
  /** Whether control-plane nodes may stand there. */
  readonly controlPlane: boolean
  /** In the order of the devices. */
  readonly networks: readonly ZoneNetwork[]
}

export interface ZoneNetwork {
  readonly path: Path
  readonly config: ZoneNetworkConfig
  /** Whether only a name was written: the device keeps everything else that its role says. */
  readonly isName: boolean
  readonly addresses: AddressList
}

/** A list of `addresses` as written, and shared out. */
export interface AddressList {
  readonly path: Path
  readonly entries: readonly AddressEntry[]
  /** The family of the first entry that has one. */
  readonly family: 4 | 6
  /** By slot: `null` is retired, `undefined` has no address in that family. */
  readonly ipv4: readonly (SlotAddress | null)[]
  readonly ipv6: readonly (SlotAddress | null)[]
  /** Where nobody has a slot: the pools that the addresses make, one for each family; none where an entry is faulty. */
  readonly pools: readonly AddressPool[]
  /** Set where the ranges hold more addresses than `MOST_SLOTS`: the rest is not shared out. */
  readonly tooLarge: boolean
}

/** A pool of the in-cluster provider. */
export interface AddressPool {
  readonly name: string
  readonly family: 4 | 6
  readonly ranges: readonly IpRange[]
  readonly gateway: Ip | undefined
  /** What the provider hands out to nobody, though it may be listed. */
  readonly withheld: readonly Ip[]
  /** How many addresses the provider hands out. */
  readonly capacity: number
}

/** Who draws from the pools that are made with a cluster, and from others. */
export interface Supplies {
  /** In the order of the document. */
  readonly all: readonly Supply[]
  /** The pools made here that machines of a role draw from; roles go by their path. */
  readonly byRole: ReadonlyMap<Path, readonly Supply[]>
  /** Draws from pools that are not made here: another cluster may make them, or nobody who is known. */
  readonly foreign: readonly Draw[]
}

export interface Supply {
  readonly pool: AddressPool
  /** The range as written; the pool of the other family may come from the same one. */
  readonly list: AddressList
  readonly draws: readonly Draw[]
  /** Without the addresses that machines need while none is being replaced; less than 0: some get none. */
  readonly spare: number
}

export interface Draw {
  readonly role: Role
  readonly machines: number
  /** Name of an InClusterIPPool in the namespace of the cluster. */
  readonly pool: string
  /** The range, or the reference. */
  readonly path: Path
}

/** Machines that are made alike. */
export interface Role {
  /** In words: `the control plane`, `worker pool "md-0"`. */
  readonly owner: string
  readonly path: Path
  /** At most, where an autoscaler decides. */
  readonly machines: number
  /** Failure domains of this cluster that they may stand in; none: anywhere. */
  readonly zones: readonly ResolvedZone[]
  /** How many of them stand in one zone, while none is being replaced. */
  readonly share: number
}

/** How many machines come before others go: what was written, or what the addresses allow. */
export interface Rollouts {
  /** Of a KubeadmControlPlane. */
  readonly maxSurge: number
  /** By the position of the pool. */
  readonly workers: readonly { readonly maxSurge: number | string; readonly maxUnavailable: number | string }[]
}

export interface AddressEntry {
  readonly path: Path
  readonly text: string | null
  readonly range: IpRange | RangeFault | null
}

export interface SlotAddress {
  readonly ip: Ip
  readonly prefix: number
  /** The entry of `addresses` that it comes from. */
  readonly path: Path
}
