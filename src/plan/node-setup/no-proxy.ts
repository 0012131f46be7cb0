// What a node reaches without its proxy: what the user lists, and everything of the cluster that is not the world outside.

import { compressed, formatIp, formatNetwork, networkOf } from '../../addresses.ts'
import type { AddressList, ResolvedShape } from '../../config/resolve/resolved.ts'
import { clusterNetworkOf } from '../cluster-network.ts'
import { hostAndPort } from '../host-and-port.ts'
import type { PlannableCluster } from '../plannable.ts'

/**
 * In a frozen order, each entry once. Only networks of the role itself are in it: a new pool with a network of its own
 * replaces nobody else. Go reads the list (golang.org/x/net/http/httpproxy): a leading dot means all below a domain, networks
 * match addresses, IPv6 stands without brackets.
 */
export function completeNoProxy(cluster: PlannableCluster, shape: ResolvedShape): readonly string[] {
  const { spec } = cluster.config
  const { serviceDomain, pods, services } = clusterNetworkOf(spec)
  return [
    ...new Set([
      ...(shape.node.value.proxy?.noProxy ?? []),
      ...LOOPBACK,
      ...[`.${serviceDomain}`, '.svc'],
      ...pods,
      ...services,
      ...networksOf(cluster, shape),
      compressed(cluster.endpoint.host),
      ...cluster.virtualAddresses.map(({ ip }) => formatIp(ip)),
      compressed(hostAndPort(spec.vsphere.server).host),
      ...(shape.node.value.registryMirrors ?? []).flatMap(({ endpoints }) =>
        endpoints.map(({ url }) => compressed(hostAndPort(url).host)),
      ),
    ]),
  ]
}

const LOOPBACK = ['localhost', '127.0.0.1', '::1']

/** Of all nodes of the role, as their addresses say; those that a server hands out are not known here. */
function networksOf({ controlPlane, supplies }: PlannableCluster, { path }: ResolvedShape): readonly string[] {
  const isControlPlane = path[1] === 'controlPlane'
  const nodes = isControlPlane && controlPlane.type === 'Machines' ? controlPlane.nodes : []
  const fixed = nodes.flatMap(node => [...node.addresses, ...node.extraAddresses.flat()])
  const drawn = supplies.byRole.get(isControlPlane ? controlPlane.shape.path : path) ?? []
  return [
    ...fixed.map(({ ip, prefix }) => formatNetwork(networkOf(ip, prefix))),
    ...[...new Set(drawn.map(({ list }) => list))].flatMap(networksOfList),
  ]
}

/** A range that is longer than its network goes on in the next one. */
function networksOfList({ entries }: AddressList): readonly string[] {
  return entries.flatMap(({ range }) =>
    range === null || typeof range === 'string'
      ? []
      : [range.first, range.last].map(ip => formatNetwork(networkOf(ip, range.prefix))),
  )
}
