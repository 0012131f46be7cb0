// From the HACluster as written to nodes and pools as they will be: overrides merged, names derived, addresses shared out.
// Refuses nothing: what cannot be resolved is left out here and reported by the check that looks at it.

import { resolveRelease } from '../../facts/releases.ts'
import type { Path } from '../../problems/problem.ts'
import type { HACluster, HAClusterSpec } from '../schema/hacluster.ts'
import { mergeMachine, mergeNetwork, mergeNode } from './merge.ts'
import { controlPlaneName, nodeName, poolName } from './names.ts'
import type {
  AddressList,
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
  ResolvedShape,
  ResolvedWorkerPool,
  SlotAddress,
  WorkerPoolConfig,
} from './resolved.ts'
import { shareOut, slotCount, slotOf } from './slots.ts'

export const DEFAULT_ENDPOINT_PORT = 6443

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
  const release = resolveRelease(spec.capvVersion, spec.capiVersion)
  return {
    config,
    name,
    namespace: config.metadata.namespace ?? 'default',
    ...(typeof release === 'string' ? {} : { release }),
    endpoint: { ...readEndpoint(spec.controlPlaneEndpoint), path: ['spec', 'controlPlaneEndpoint'] },
    controlPlane:
      spec.controlPlane.type === 'Machines'
        ? resolveMachines(name, spec, spec.controlPlane)
        : resolveKubeadm(name, spec, spec.controlPlane),
    workers: (spec.workers ?? []).map((pool, i) => resolvePool(name, spec, pool, ['spec', 'workers', i])),
  }
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
  const slots = config.addresses === undefined ? (config.replicas ?? 0) : slotCount(addresses)
  const nodes: ResolvedNode[] = []
  for (let index = 0; index < slots; index++) {
    const own = slotOf(addresses, index)
    if (own !== null) nodes.push(resolveNode(cluster, spec, config, index, own, extraAddresses))
  }
  return { type: 'Machines', config, shape, addresses, extraAddresses, slots, nodes }
}

function resolveNode(
  cluster: string,
  spec: HAClusterSpec,
  config: MachinesConfig,
  index: number,
  addresses: readonly SlotAddress[],
  shared: readonly AddressList[],
): ResolvedNode {
  const position = (config.nodes ?? []).findIndex(node => node.index === index)
  const override = config.nodes?.[position]
  const role: Overrides = { value: config, path: ['spec', 'controlPlane'] }
  const path = override ? [...role.path, 'nodes', position] : role.path
  const shape = resolveShape(spec, path, override ? [role, { value: override, path }] : [role])
  const failureDomain = override?.failureDomain ?? config.failureDomains?.[index % config.failureDomains.length]
  // Extra devices that the node lists itself hold that node's addresses alone.
  const ownDevices = override?.network?.extraDevices
    ? extraLists(shape.network).map(list => slotOf(list, 0) ?? [])
    : undefined
  return {
    ...shape,
    index,
    name: override?.name ?? nodeName(cluster, index),
    kubernetesVersion: override?.kubernetesVersion ?? spec.kubernetesVersion,
    ...(failureDomain === undefined ? {} : { failureDomain }),
    addresses,
    extraAddresses: ownDevices ?? shared.map(list => slotOf(list, index) ?? []),
  }
}

function resolveKubeadm(
  cluster: string,
  spec: HAClusterSpec,
  config: KubeadmControlPlaneConfig,
): ResolvedKubeadmControlPlane {
  const path = ['spec', 'controlPlane']
  return {
    type: 'KubeadmControlPlane',
    config,
    name: controlPlaneName(cluster),
    shape: resolveShape(spec, path, [{ value: config, path }]),
    addresses: shareOut(config.addresses, [...path, 'addresses']),
  }
}

function resolvePool(cluster: string, spec: HAClusterSpec, config: WorkerPoolConfig, path: Path): ResolvedWorkerPool {
  return {
    ...resolveShape(spec, path, [{ value: config, path }]),
    config,
    name: poolName(cluster, config.name),
    addresses: shareOut(config.addresses, [...path, 'addresses']),
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
