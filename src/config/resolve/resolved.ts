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
export type WorkerPoolConfig = NonNullable<HAClusterSpec['workers']>[number]

export interface ResolvedCluster {
  readonly config: HACluster
  readonly name: string
  readonly namespace: string
  /** Absent where `capvVersion` names no release that can be rendered: a check says why. */
  readonly release?: Release
  readonly endpoint: { readonly host: string; readonly port: number; readonly path: Path }
  readonly controlPlane: ResolvedMachines | ResolvedKubeadmControlPlane
  readonly workers: readonly ResolvedWorkerPool[]
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
}

export interface ResolvedKubeadmControlPlane {
  readonly type: 'KubeadmControlPlane'
  readonly config: KubeadmControlPlaneConfig
  readonly name: string
  readonly shape: ResolvedShape
  readonly addresses: AddressList
}

export interface ResolvedWorkerPool extends ResolvedShape {
  readonly config: WorkerPoolConfig
  /** <cluster>-<pool> */
  readonly name: string
  readonly addresses: AddressList
}

/** A list of `addresses` as written, and shared out. */
export interface AddressList {
  readonly path: Path
  readonly entries: readonly AddressEntry[]
  /** By slot: `null` is retired, `undefined` has no address in that family. */
  readonly ipv4: readonly (SlotAddress | null)[]
  readonly ipv6: readonly (SlotAddress | null)[]
  /** Set where the ranges hold more addresses than `MOST_SLOTS`: the rest is not shared out. */
  readonly tooLarge: boolean
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
