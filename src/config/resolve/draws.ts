// Machines that are made alike, and the pools that they draw their addresses from: pools of their own ranges, of the failure
// domains that they may stand in, and pools that are only named.

import type { Path } from '../../problems/problem.ts'
import type { AddressList, Draw, Merged, NetworkConfig, ResolvedParts, Role } from './resolved.ts'
import { whereaboutsOf } from './whereabouts.ts'

export function drawsOf(cluster: ResolvedParts): readonly Draw[] {
  return [
    ...controlPlaneDraws(cluster),
    ...cluster.workers.flatMap(pool => {
      const { config, path, network, mostMachines: machines, addresses, extraAddresses } = pool
      const { zones } = whereaboutsOf(cluster, pool)
      const role = { owner: `worker pool "${config.name}"`, path, machines, zones, share: machines }
      return drawsOfRole(role, network, [addresses, ...extraAddresses])
    }),
  ]
}

const OWNER = 'the control plane'

function controlPlaneDraws(cluster: ResolvedParts): readonly Draw[] {
  const { controlPlane } = cluster
  const { path } = controlPlane.shape
  if (controlPlane.type === 'Machines') {
    return controlPlane.nodes.flatMap(node => {
      const { zones } = whereaboutsOf(cluster, node)
      const role = { owner: OWNER, path, machines: 1, zones, share: 1 }
      return drawsOfRole(role, node.network, [])
    })
  }
  const { replicas: machines, shape, addresses, extraAddresses } = controlPlane
  const { zones } = whereaboutsOf(cluster, undefined)
  const share = zones.length === 0 ? machines : Math.ceil(machines / zones.length)
  const role = { owner: OWNER, path, machines, zones, share }
  return drawsOfRole(role, shape.network, [addresses, ...extraAddresses])
}

function drawsOfRole(role: Role, network: Merged<NetworkConfig>, lists: readonly AddressList[]): readonly Draw[] {
  const from = (machines: number, pools: readonly Source[]) => pools.map(pool => ({ role, machines, ...pool }))
  return [
    ...from(role.machines, [...lists.flatMap(made), ...referencesOf(network)]),
    ...role.zones.flatMap(({ networks }) =>
      networks.flatMap(({ addresses, config: { addressesFromPools }, path }) =>
        from(role.share, [...made(addresses), ...named(addressesFromPools, [...path, 'addressesFromPools'])]),
      ),
    ),
  ]
}

type Source = Pick<Draw, 'pool' | 'path'>

function made({ pools, path }: AddressList): readonly Source[] {
  return pools.map(({ name }) => ({ pool: name, path }))
}

function referencesOf(network: Merged<NetworkConfig>): readonly Source[] {
  const extra = network.origin('extraDevices')
  return [
    ...named(network.value.addressesFromPools, network.origin('addressesFromPools')),
    ...(network.value.extraDevices ?? []).flatMap(({ addressesFromPools }, i) =>
      named(addressesFromPools, [...extra, i, 'addressesFromPools']),
    ),
  ]
}

/** Pools of other kinds are not made here, whatever they are called. */
function named(pools: NetworkConfig['addressesFromPools'], path: Path): readonly Source[] {
  return (pools ?? []).flatMap(({ apiGroup, kind, name }, i) =>
    apiGroup === 'ipam.cluster.x-k8s.io' && kind === 'InClusterIPPool' ? [{ pool: name, path: [...path, i] }] : [],
  )
}
