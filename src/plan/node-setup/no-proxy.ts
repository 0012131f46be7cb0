// What a node reaches without its proxy: what the user lists, and everything of the cluster that is not the world outside.

import { compressed, formatNetwork, networkOf, parseRange } from '../../addresses.ts'
import type { ResolvedShape } from '../../config/resolve/resolved.ts'
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
      ...('addresses' in spec.loadBalancer ? (spec.loadBalancer.addresses ?? []).map(compressed) : []),
      compressed(hostAndPort(spec.vsphere.server).host),
      ...(shape.node.value.registryMirrors ?? []).flatMap(({ endpoints }) =>
        endpoints.map(({ url }) => compressed(hostAndPort(url).host)),
      ),
    ]),
  ]
}

const LOOPBACK = ['localhost', '127.0.0.1', '::1']

/** Of all nodes of the role, as their addresses say; those that a server hands out are not known here. */
function networksOf(cluster: PlannableCluster, { path, network }: ResolvedShape): readonly string[] {
  const { controlPlane } = cluster
  const isControlPlane = path[1] === 'controlPlane'
  if (isControlPlane && controlPlane.type === 'Machines') {
    const addresses = controlPlane.nodes.flatMap(node => [...node.addresses, ...node.extraAddresses.flat()])
    return addresses.map(({ ip, prefix }) => formatNetwork(networkOf(ip, prefix)))
  }
  const pool = cluster.workers.find(each => each.path === path)
  const own = isControlPlane ? controlPlane.config.addresses : pool?.config.addresses
  const extra = (network.value.extraDevices ?? []).flatMap(({ addresses }) => addresses ?? [])
  return [...(own ?? []), ...zoneAddresses(cluster, pool?.config.failureDomain), ...extra].flatMap(networksOfRange)
}

/** Of the failure domain of a pool, or of all that a control plane may use. */
function zoneAddresses({ config: { spec } }: PlannableCluster, ofPool: string | undefined): readonly (string | null)[] {
  const named = ofPool === undefined ? spec.controlPlane.failureDomains : [ofPool]
  const zones = (spec.failureDomains ?? []).filter(zone =>
    named === undefined ? zone.controlPlane !== false : named.includes(zone.name),
  )
  const networks = zones.flatMap(zone => zone.networks ?? [])
  return networks.flatMap(network => (typeof network === 'string' ? [] : (network.addresses ?? [])))
}

/** A range that is longer than its network goes on in the next one. */
function networksOfRange(text: string | null): readonly string[] {
  const range = text === null ? 'syntax' : parseRange(text)
  if (typeof range === 'string') return []
  return [range.first, range.last].map(ip => formatNetwork(networkOf(ip, range.prefix)))
}
