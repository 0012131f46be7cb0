// What lies outside a cluster must not have an address inside its pod or service network: packets would go to pods.

import {
  formatIp,
  formatNetwork,
  type Ip,
  isInside,
  type Network,
  networkOf,
  parseIp,
  parseNetwork,
} from '../../../addresses.ts'
import type { Path, Problem } from '../../../problems/problem.ts'
import { type ClusterNetwork, clusterNetworks } from '../../resolve/cluster-networks.ts'
import { devicePlaces } from '../../resolve/device-places.ts'
import { devicesOf } from '../../resolve/devices.ts'
import { normalServer } from '../../resolve/places.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import type { Rules } from '../rules.ts'
import { field, quoted } from '../words.ts'

/** `networks-overlap` is described in cluster-network.ts. */
export const rules = {
  'inside-cluster-networks': {
    severity: 'warning',
    meaning: 'A name server or the vCenter has an address inside the pod or service network.',
    cure: 'set `clusterNetwork` to networks that are free at your site',
    reads: ['spec.network.nameservers', 'spec.vsphere.server', 'spec.clusterNetwork'],
    source: 'Kubernetes documentation, cluster networking: the ranges must not overlap with others in use',
  },
} as const satisfies Rules

interface Outside {
  readonly path: Path
  readonly what: string
  readonly network: Network
}

/**
 * Returns `networks-overlap` for the endpoint, virtual addresses, the balancer's own and routes, and the warning
 * `inside-cluster-networks` for name servers and the vCenter. A route to more than the pod network is sound: that of the
 * pods is the narrower one. What lies in a network of the nodes is reported as that network's.
 */
export function checkInsideClusterNetworks(cluster: ResolvedCluster): readonly Problem[] {
  const { pods, services } = clusterNetworks(cluster)
  const inside = [...pods, ...services]
  const outside = [...endpoints(cluster), ...routes(cluster), ...servers(cluster)]
  const met = outside.flatMap(each => {
    const own = inside.find(
      ({ network }) => network.prefix <= each.network.prefix && isInside(each.network.base, network),
    )
    return own === undefined ? [] : [{ each, own }]
  })
  if (met.length === 0) return []
  const nodes = nodeNetworks(cluster)
  return met.flatMap(({ each, own }) =>
    nodes.some(network => isInside(each.network.base, network)) ? [] : [problem(each, own)],
  )
}

function nodeNetworks(cluster: ResolvedCluster): readonly Network[] {
  const found = new Map<Path, Network>()
  for (const { ranges } of devicesOf(cluster)) {
    for (const { first, prefix, path } of ranges) if (!found.has(path)) found.set(path, networkOf(first, prefix))
  }
  return [...found.values()]
}

function endpoints({ endpoint, config: { spec } }: ResolvedCluster): readonly Outside[] {
  const { loadBalancer } = spec
  const path = ['spec', 'loadBalancer']
  const vips = loadBalancer.type === 'KubeVIP' ? (loadBalancer.addresses ?? []) : []
  const bind = loadBalancer.type === 'Nginx' || loadBalancer.type === 'HAProxy' ? loadBalancer.bindAddress : undefined
  return [
    ...host(endpoint.host, endpoint.path, 'the endpoint'),
    ...vips.flatMap((vip, i) =>
      vip === endpoint.host ? [] : host(vip, [...path, 'addresses', i], 'a virtual address'),
    ),
    ...(bind === undefined || bind === endpoint.host ? [] : host(bind, [...path, 'bindAddress'], 'the balancer')),
  ]
}

function routes(cluster: ResolvedCluster): readonly Outside[] {
  return devicePlaces(cluster).flatMap(({ config, path }) =>
    (config.routes ?? []).flatMap(({ to }, i) => {
      const network = parseNetwork(to)
      return network === undefined ? [] : [{ path: [...path, 'routes', i, 'to'], what: 'a route', network }]
    }),
  )
}

function servers(cluster: ResolvedCluster): readonly Outside[] {
  return [
    ...devicePlaces(cluster).flatMap(({ config, path }) =>
      (config.nameservers ?? []).flatMap((server, i) => host(server, [...path, 'nameservers', i], NAME_SERVER)),
    ),
    ...host(normalServer(cluster.config.spec.vsphere.server), ['spec', 'vsphere', 'server'], VCENTER),
  ]
}

const NAME_SERVER = 'a name server'
const VCENTER = 'the vCenter'

function host(text: string, path: Path, what: string): readonly Outside[] {
  const ip = parseIp(text)
  return ip === undefined ? [] : [{ path, what, network: single(ip) }]
}

function single(ip: Ip): Network {
  return { base: ip, prefix: ip.family === 4 ? 32 : 128 }
}

function problem({ path, what, network }: Outside, own: ClusterNetwork): Problem {
  const isServer = what === NAME_SERVER || what === VCENTER
  const shown = what === 'a route' ? formatNetwork(network) : formatIp(network.base)
  const list = field(['spec', 'clusterNetwork', own.list])
  return {
    code: isServer ? 'inside-cluster-networks' : 'networks-overlap',
    severity: isServer ? 'warning' : 'error',
    path,
    message: `${field(path)} ${quoted(shown)} must not lie inside ${quoted(formatNetwork(own.network))}, the network of ${own.list}`,
    why: `${list} ${own.isDefault ? 'is that by default' : 'says so'}; on the nodes packets for ${what} would go to ${own.list}`,
    fix: `use an address outside, or set ${list} to a private network that is free at your site`,
  }
}
