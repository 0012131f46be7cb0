// What a load balancer in front of the API servers needs to know, and the figures that every kind of balancer shares.
// Knows no program's syntax: each program has its own file beside this one.

import type { HealthCheck } from './health-check.ts'

/** One API server that the balancer may send a connection to. */
export interface Backend {
  /** Unique in the balancer; letters, digits, `.`, `-`, `_`: HAProxy takes it as the server's name. */
  readonly name: string
  /** IPv4 or compressed IPv6, without brackets. */
  readonly address: string
  /** Where API servers listen: `clusterNetwork.apiServerPort`. */
  readonly port: number
}

export interface Balancer {
  readonly namespace: string
  /** The cluster's name: it stands in the file's head. */
  readonly cluster: string
  /** The only address to listen on, IPv4 or compressed IPv6, without brackets. Absent: see `listenAddresses`. */
  readonly bindAddress?: string
  /** The host of `controlPlaneEndpoint`: where it is an IPv6 address, the balancer must listen on IPv6. */
  readonly endpointHost: string
  /** Where the balancer listens: the port of `controlPlaneEndpoint`. */
  readonly port: number
  /** Every address that the control plane can ever have; at least one. */
  readonly backends: readonly Backend[]
  /** How a balancer that asks on its own finds out which backends may get connections; nginx only sees what fails. */
  readonly healthCheck: HealthCheck
}

/** The clusters that one balancer serves, each on a port or an address of its own. */
export type Balancers = readonly [Balancer, ...Balancer[]]

/** For the file's head: `cluster capv-5`, or all of them by namespace and name. */
export function describeClusters([first, ...more]: Balancers): string {
  if (more.length === 0) return `cluster ${first.cluster}`
  return `clusters ${[first, ...more].map(({ namespace, cluster }) => `${namespace}/${cluster}`).join(', ')}`
}

/** What a cluster's part of the file is called; a single one needs no name of its own. Namespaces hold no underscore. */
export function partName({ namespace, cluster }: Balancer, balancers: Balancers): string {
  return balancers.length === 1 ? 'kube_api' : `kube_api_${namespace}_${cluster}`
}

/** Whether two balancers cannot listen on one machine, because an address and the port are the same. */
export function isSameListener(a: Balancer, b: Balancer): boolean {
  if (a.port !== b.port) return false
  return listenAddresses(a).some(one => listenAddresses(b).some(other => isSameAddress(one, other)))
}

function isSameAddress(a: string, b: string): boolean {
  if (a.includes(':') !== b.includes(':')) return false
  return a === b || [a, b].some(address => address === '0.0.0.0' || address === '::')
}

/**
 * Short enough for a client that happens on dead backends: Go's TLS handshake gives up after 10 s (net/http,
 * DefaultTransport.TLSHandshakeTimeout), and the handshake waits until the balancer has found a live one.
 * Long enough for one lost SYN, which Linux repeats after 1 s.
 */
export const CONNECT_TIMEOUT = '2s'

/**
 * How long an answer to a check may take once the connection stands. A server without its etcd says so after 2 s
 * (k8s.io/apiserver, pkg/storage/storagebackend/config.go: DefaultReadinessTimeout); one that is only slow must not hand its
 * load to the others.
 */
export const CHECK_TIMEOUT = '5s'

/**
 * The longest that an API server lets a watch live without a timeout of its own: twice --min-request-timeout, by default
 * 2 × 1800 s (k8s.io/apiserver, pkg/endpoints/handlers/get.go). A quiet watch carries no bytes at all meanwhile.
 */
export const IDLE_TIMEOUT = '1h'

/** How long a reload leaves old connections on the old list of backends. */
export const RELOAD_GRACE = '10m'

/**
 * The addresses to listen on. Without `bindAddress` that is every IPv4 address, and every IPv6 address as well only where the
 * endpoint or a backend has one: on a machine without IPv6 a listener on `::` keeps nginx and HAProxy from starting at all.
 */
export function listenAddresses(balancer: Balancer): readonly string[] {
  if (balancer.bindAddress !== undefined) return [balancer.bindAddress]
  const hasIpv6 = [balancer.endpointHost, ...balancer.backends.map(backend => backend.address)].some(host =>
    host.includes(':'),
  )
  return hasIpv6 ? ['0.0.0.0', '::'] : ['0.0.0.0']
}
