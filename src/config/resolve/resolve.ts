// From the HACluster as written to nodes and pools as they will be: overrides merged, names derived, addresses shared out.
// Refuses nothing: what cannot be resolved is left out here and reported by the check that looks at it.

import { resolveRelease } from '../../facts/releases.ts'
import type { Path } from '../../problems/problem.ts'
import type { HACluster, HAClusterSpec } from '../schema/hacluster.ts'
import { mergeMachine, mergeNetwork, mergeNode } from './merge.ts'
import { addressPoolName, controlPlaneName, nodeName, poolName } from './names.ts'
import { ownAddresses } from './own-addresses.ts'
import type {
  AddressList,
  ExtraDevice,
  KubeadmControlPlaneConfig,
  MachineConfig,
  MachinesConfig,
  Merged,
  NetworkConfig,
  NodeConfig,
  ResolvedCluster,
  ResolvedKubeadmControlPlane,
  ResolvedMachines,
  ResolvedNode,
  ResolvedParts,
  ResolvedShape,
  ResolvedWorkerPool,
  SlotAddress,
  WorkerPoolConfig,
} from './resolved.ts'
import { type Drawing, MOST_SLOTS, rangesOf, shareOut, slotCount, slotOf } from './slots.ts'
import { rolloutsOf, suppliesOf } from './supplies.ts'
import { virtualAddresses } from './virtual-addresses.ts'
import { resolveZones } from './zones.ts'

export const DEFAULT_ENDPOINT_PORT = 6443
/** Of a KubeadmControlPlane; never derived from its addresses. Frozen. */
const DEFAULT_REPLICAS = 3

interface Overrides {
  readonly value: {
    readonly machine?: MachineConfig | undefined
    readonly network?: NetworkConfig | undefined
    readonly node?: NodeConfig | undefined
  }
  readonly path: Path
}

export function resolve(config: HACluster): ResolvedCluster {
  const { spec } = config
  const { name } = config.metadata
  const namespace = config.metadata.namespace ?? 'default'
  const release = resolveRelease(spec.capvVersion, spec.capiVersion)
  const endpoint = { ...readEndpoint(spec.controlPlaneEndpoint), path: ['spec', 'controlPlaneEndpoint'] }
  const parts: ResolvedParts = {
    config,
    name,
    namespace,
    id: `${namespace}.${name}`,
    ...(typeof release === 'string' ? {} : { release }),
    endpoint,
    virtualAddresses: virtualAddresses(spec, endpoint),
    controlPlane:
      spec.controlPlane.type === 'Machines'
        ? resolveMachines(name, spec, spec.controlPlane)
        : resolveKubeadm(name, spec, spec.controlPlane),
    workers: (spec.workers ?? []).map((pool, i) => resolvePool(name, spec, pool, ['spec', 'workers', i])),
    zones: resolveZones(config),
  }
  const supplies = suppliesOf(parts)
  return { ...parts, supplies, rollouts: rolloutsOf(parts, supplies) }
}

/** `host[:port]`, IPv6 in brackets, or the object form. What is no host is left to the check of the endpoint. */
export function readEndpoint(endpoint: HAClusterSpec['controlPlaneEndpoint']): { host: string; port: number } {
  if (typeof endpoint !== 'string') return { host: endpoint.host, port: endpoint.port ?? DEFAULT_ENDPOINT_PORT }
  const match = /^(?:\[([^\]]*)\]|([^:]*))(?::(\d{1,5}))?$/.exec(endpoint)
  return { host: match?.[1] ?? match?.[2] ?? endpoint, port: Number(match?.[3] ?? DEFAULT_ENDPOINT_PORT) }
}

function resolveMachines(cluster: string, spec: HAClusterSpec, config: MachinesConfig): ResolvedMachines {
  const path = ['spec', 'controlPlane']
  const shape = resolveShape(spec, path, [{ value: config, path }])
  const addresses = shareOut(config.addresses, [...path, 'addresses'])
  const extraAddresses = extraLists(shape.network)
  const slots = config.addresses === undefined ? Math.min(config.replicas ?? 0, MOST_SLOTS) : slotCount(addresses)
  const overrides = new Map((config.nodes ?? []).map(({ index }, position) => [index, position] as const).reverse())
  const nodes: ResolvedNode[] = []
  for (let index = 0; index < slots; index++) {
    const own = slotOf(addresses, index)
    if (own !== null)
      nodes.push(resolveNode(cluster, spec, config, { index, position: overrides.get(index) }, own, extraAddresses))
  }
  return { type: 'Machines', config, shape, addresses, extraAddresses, slots, nodes }
}

function resolveNode(
  cluster: string,
  spec: HAClusterSpec,
  config: MachinesConfig,
  { index, position = -1 }: { readonly index: number; readonly position: number | undefined },
  addresses: readonly SlotAddress[],
  shared: readonly AddressList[],
): ResolvedNode {
  const override = config.nodes?.[position]
  const role: Overrides = { value: config, path: ['spec', 'controlPlane'] }
  const path = override ? [...role.path, 'nodes', position] : role.path
  const shape = resolveShape(spec, path, override ? [role, { value: override, path }] : [role])
  const failureDomain = override?.failureDomain ?? config.failureDomains?.[index % config.failureDomains.length]
  // Extra devices that the node lists itself hold that node's addresses alone.
  const ownDevices = override?.network?.extraDevices
    ? extraLists(shape.network).map(list => slotOf(list, 0) ?? [])
    : undefined
  const extraAddresses = ownDevices ?? shared.map(list => slotOf(list, index) ?? [])
  return {
    ...shape,
    index,
    name: override?.name ?? nodeName(cluster, index),
    kubernetesVersion: override?.kubernetesVersion ?? spec.kubernetesVersion,
    ...(failureDomain === undefined ? {} : { failureDomain }),
    addresses,
    extraAddresses,
    own: ownAddresses(spec, { ...shape, addresses, extraAddresses }),
  }
}

function resolveKubeadm(
  cluster: string,
  spec: HAClusterSpec,
  config: KubeadmControlPlaneConfig,
): ResolvedKubeadmControlPlane {
  const path = ['spec', 'controlPlane']
  const shape = resolveShape(spec, path, [{ value: config, path }])
  const name = controlPlaneName(cluster)
  return {
    type: 'KubeadmControlPlane',
    config,
    name,
    replicas: config.replicas ?? DEFAULT_REPLICAS,
    shape,
    addresses: rangesOf(config.addresses, [...path, 'addresses'], drawing(name, 0, shape.network.value)),
    extraAddresses: drawnLists(name, shape.network),
  }
}

function resolvePool(cluster: string, spec: HAClusterSpec, config: WorkerPoolConfig, path: Path): ResolvedWorkerPool {
  const shape = resolveShape(spec, path, [{ value: config, path }])
  const name = poolName(cluster, config.name)
  return {
    ...shape,
    config,
    name,
    mostMachines: config.autoscale?.max ?? config.replicas ?? 1,
    addresses: rangesOf(config.addresses, [...path, 'addresses'], drawing(name, 0, shape.network.value)),
    extraAddresses: drawnLists(name, shape.network),
  }
}

function resolveShape(spec: HAClusterSpec, path: Path, overrides: readonly Overrides[]): ResolvedShape {
  const layers: readonly Overrides[] = [{ value: spec, path: ['spec'] }, ...overrides]
  return {
    path,
    machine: mergeMachine(layers.map(({ value, path }) => ({ value: value.machine, path: [...path, 'machine'] }))),
    network: mergeNetwork(layers.map(({ value, path }) => ({ value: value.network, path: [...path, 'network'] }))),
    node: mergeNode(layers.map(({ value, path }) => ({ value: value.node, path: [...path, 'node'] }))),
  }
}

function extraLists(network: Merged<NetworkConfig>): readonly AddressList[] {
  const path = network.origin('extraDevices')
  return (network.value.extraDevices ?? []).map((device, i) => shareOut(device.addresses, [...path, i, 'addresses']))
}

/** The same of machines that a controller makes. */
function drawnLists(owner: string, network: Merged<NetworkConfig>): readonly AddressList[] {
  const path = network.origin('extraDevices')
  return (network.value.extraDevices ?? []).map((device, i) =>
    rangesOf(device.addresses, [...path, i, 'addresses'], drawing(owner, i + 1, device)),
  )
}

function drawing(owner: string, position: number, { gateway, gateway6 }: NetworkConfig | ExtraDevice): Drawing {
  return { gateway, gateway6, nameOf: family => addressPoolName(owner, position, family) }
}
