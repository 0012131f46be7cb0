// What a generated balancer must know: its backends, an address it can bind, a port that fits.

import { formatIp, parseIp } from '../../../addresses.ts'
import type { Problem } from '../../../problems/problem.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import type { Rules } from '../rules.ts'
import { field, quoted } from '../words.ts'

export const rules = {
  'balancer-without-backends': {
    severity: 'error',
    meaning: 'The configuration of nginx or HAProxy is wanted, but the addresses of the nodes are not known.',
    cure: 'write `controlPlane.addresses`, or use type External or KubeVIP',
    reads: ['spec.loadBalancer.type', 'spec.controlPlane.addresses'],
    source: 'nginx ngx_stream_upstream_module, HAProxy configuration manual: a backend is an address',
  },
  'balancer-family': {
    severity: 'error',
    meaning: '`bindAddress` is of another address family than the endpoint.',
    cure: 'remove `bindAddress`',
    reads: ['spec.loadBalancer.bindAddress', 'spec.controlPlaneEndpoint'],
    source: 'RFC 3493 3.7: a socket of one family takes no connection of the other',
  },
  'vip-unknown': {
    severity: 'error',
    meaning: 'kube-vip does not know which address to announce, or announces another one than the endpoint.',
    cure: 'write `loadBalancer.addresses: [192.168.10.18]`',
    reads: ['spec.loadBalancer.addresses', 'spec.controlPlaneEndpoint'],
    source: 'kube-vip documentation, static pods: `address`',
  },
  'vip-port': {
    severity: 'error',
    meaning: "With kube-vip the endpoint's port is the port of the API servers.",
    cure: 'use the same port in `controlPlaneEndpoint` and `clusterNetwork.apiServerPort`',
    reads: ['spec.controlPlaneEndpoint', 'spec.clusterNetwork.apiServerPort'],
    source: 'kube-vip documentation, static pods: `port`',
  },
} as const satisfies Rules

/** Returns `balancer-without-backends`, `balancer-family`, `vip-unknown` and `vip-port`. */
export function checkLoadBalancer(cluster: ResolvedCluster): readonly Problem[] {
  const { loadBalancer } = cluster.config.spec
  switch (loadBalancer.type) {
    case 'External':
      return []
    case 'Nginx':
    case 'HAProxy':
      return [...backends(cluster, loadBalancer.type), ...bindFamily(cluster, loadBalancer.bindAddress)]
    case 'KubeVIP':
      return [...vipAddress(cluster, loadBalancer.addresses ?? []), ...vipPort(cluster)]
    default:
      return loadBalancer satisfies never
  }
}

function backends({ controlPlane }: ResolvedCluster, type: string): readonly Problem[] {
  const { ipv4, ipv6, path, entries } = controlPlane.addresses
  if (ipv4.length > 0 || ipv6.length > 0 || entries.length > 0) return []
  const pool = controlPlane.shape.network.value.addressesFromPool
  return [
    {
      code: 'balancer-without-backends',
      severity: 'error',
      path: ['spec', 'loadBalancer', 'type'],
      message: `${field(['spec', 'loadBalancer', 'type'])} must not be ${quoted(type)} where the addresses of the control plane are not known`,
      why: `${field(path)} is empty: ${pool ? 'the pool that exists already' : 'DHCP'} decides, and the balancer needs its backends beforehand`,
      fix: `write ${field(path)}, or use type External or KubeVIP`,
    },
  ]
}

/** A socket bound to an IPv4 address takes no IPv6 connection, and the other way round. */
function bindFamily({ endpoint }: ResolvedCluster, bindAddress: string | undefined): readonly Problem[] {
  const bind = bindAddress === undefined ? undefined : parseIp(bindAddress)
  const host = parseIp(endpoint.host)
  if (bind === undefined || host === undefined || bind.family === host.family) return []
  const path = ['spec', 'loadBalancer', 'bindAddress']
  const message = `${field(path)} must be an IPv${host.family} address, as the endpoint is`
  const why = `${field(endpoint.path)} has the host ${quoted(endpoint.host)}`
  return [
    { code: 'balancer-family', severity: 'error', path, message, why, fix: 'remove it to listen on all addresses' },
  ]
}

function vipAddress({ endpoint }: ResolvedCluster, addresses: readonly string[]): readonly Problem[] {
  const path = ['spec', 'loadBalancer', 'addresses']
  const host = parseIp(endpoint.host)
  const vips = addresses.flatMap(text => parseIp(text) ?? [])
  if (host === undefined && addresses.length > 0) return []
  if (host === undefined) {
    const message = `${field(path)} must hold the virtual address that kube-vip announces`
    const why = `${field(endpoint.path)} is the DNS name ${quoted(endpoint.host)}, which nodes cannot look up to find the address`
    return [
      {
        code: 'vip-unknown',
        severity: 'error',
        path,
        message,
        why,
        fix: 'write `addresses: [192.168.10.18]`, the address of that name',
      },
    ]
  }
  if (vips.length === 0 || vips.some(({ family, value }) => family === host.family && value === host.value)) return []
  const message = `${field(path)} must hold the endpoint's address ${quoted(formatIp(host))}`
  const why = `${field(endpoint.path)} sends clients there`
  return [{ code: 'vip-unknown', severity: 'error', path, message, why, fix: 'add it, or leave the list out' }]
}

/** The virtual address leads to the API server itself: no process translates ports. */
function vipPort({ endpoint, config }: ResolvedCluster): readonly Problem[] {
  const port = config.spec.clusterNetwork?.apiServerPort ?? 6443
  if (endpoint.port === port) return []
  const message = `${field(endpoint.path)} must have port ${quoted(port)} with kube-vip, not ${quoted(endpoint.port)}`
  const why = `API servers listen on ${quoted(port)} (${field(['spec', 'clusterNetwork', 'apiServerPort'])}), and the virtual address leads straight to them`
  return [
    { code: 'vip-port', severity: 'error', path: endpoint.path, message, why, fix: 'use the same port in both fields' },
  ]
}
