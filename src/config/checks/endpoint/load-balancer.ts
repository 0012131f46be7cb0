// What a generated balancer must know: its backends, an address it can bind, a port that fits.

import { formatIp, parseIp, sizeOf } from '../../../addresses.ts'
import { ADDRESSES_OF_POOLS, hasField } from '../../../facts/first-releases.ts'
import type { Problem } from '../../../problems/problem.ts'
import { isUsable } from '../../releases/usable.ts'
import { apiServerPort } from '../../resolve/cluster-networks.ts'
import { type Device, devicesOf } from '../../resolve/devices.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import { MOST_SLOTS } from '../../resolve/slots.ts'
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
      return [
        ...backends(cluster, loadBalancer.type),
        ...bindFamily(cluster, loadBalancer.type, loadBalancer.bindAddress),
      ]
    case 'KubeVIP':
      return [...vipAddress(cluster, loadBalancer.addresses ?? []), ...vipPort(cluster)]
    default:
      return loadBalancer satisfies never
  }
}

function backends(cluster: ResolvedCluster, type: string): readonly Problem[] {
  const unknown = devicesOf(cluster).find(
    device => isOfControlPlane(device) && device.position === 0 && !isKnown(device),
  )
  if (unknown === undefined) return tooMany(cluster)
  const { path } = cluster.controlPlane.addresses
  const own = ['spec', 'loadBalancer', 'type']
  const hasKubeVip = isUsable('loadBalancer.type=KubeVIP', cluster.config.spec)
  return [
    {
      code: 'balancer-without-backends',
      severity: 'error',
      path: own,
      message: `${field(own)} must not be ${quoted(type)} where the addresses of the control plane are not known`,
      why: `${field(path)} is empty: ${deciding(unknown)}, and the balancer needs its backends beforehand`,
      fix: hasField(cluster.release, ADDRESSES_OF_POOLS)
        ? `write ${field(path)}, or use type External${hasKubeVip ? ' or KubeVIP' : ''}`
        : 'use type External, or a control plane of type Machines, which has fixed addresses',
    },
  ]
}

/** Every address of a pool is a backend. */
function tooMany({ controlPlane, zones }: ResolvedCluster): readonly Problem[] {
  const ofZones = zones.flatMap(({ networks: [first] }) => (first === undefined ? [] : [first.addresses]))
  return [...(controlPlane.type === 'Machines' ? [] : [controlPlane.addresses]), ...ofZones].flatMap(
    ({ path, entries }) => {
      const size = entries.reduce(
        (sum, { range }) => sum + (range === null || typeof range === 'string' ? 0n : sizeOf(range)),
        0n,
      )
      if (size <= BigInt(MOST_SLOTS)) return []
      const message = `${field(path)} must not hold more than ${MOST_SLOTS} addresses where a balancer is generated`
      const why = 'each of them is a backend'
      const fix = 'write only the addresses that control-plane nodes may have'
      return [{ code: 'range-too-large', severity: 'error', path, message, why, fix }]
    },
  )
}

function isOfControlPlane({ kind, owner }: Device): boolean {
  return kind === 'node' || (kind === 'pool' && owner === 'the control plane')
}

/** From ranges that are written here: its own, or those of each failure domain that it may be in. */
function isKnown({ list, whereabouts: { zones } }: Device): boolean {
  if (list.entries.length > 0) return true
  return zones.length > 0 && zones.every(({ networks: [first] }) => (first?.addresses.entries.length ?? 0) > 0)
}

function deciding({ config, whereabouts: { zones, isElsewhere } }: Device): string {
  if (config.addressesFromPools) return 'the pool that exists already decides'
  const other = zones.find(({ networks: [first] }) => (first?.addresses.entries.length ?? 0) === 0)
  if (other?.networks[0]?.config.addressesFromPools) return `the pool of failure domain "${other.config.name}" decides`
  if (zones.length > 0 && zones.some(zone => zone !== other))
    return `in failure domain "${other?.config.name}" DHCP decides`
  return isElsewhere && !config.dhcp4 && !config.dhcp6 ? 'failure domains that exist already decide' : 'DHCP decides'
}

/** A socket bound to an IPv4 address takes no IPv6 connection, and the other way round. */
function bindFamily({ endpoint }: ResolvedCluster, type: string, bindAddress: string | undefined): readonly Problem[] {
  const bind = bindAddress === undefined ? undefined : parseIp(bindAddress)
  const host = parseIp(endpoint.host)
  if (bind === undefined || host === undefined || bind.family === host.family) return []
  // HAProxy takes both families on "::" (configuration manual, `bind`, v4v6); nginx does not (`ipv6only`, on by default).
  if (type === 'HAProxy' && bind.family === 6 && bind.value === 0n) return []
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
  const port = apiServerPort(config.spec)
  if (endpoint.port === port) return []
  const message = `${field(endpoint.path)} must have port ${quoted(port)} with kube-vip, not ${quoted(endpoint.port)}`
  const why = `API servers listen on ${quoted(port)} (${field(['spec', 'clusterNetwork', 'apiServerPort'])}), and the virtual address leads straight to them`
  return [
    { code: 'vip-port', severity: 'error', path: endpoint.path, message, why, fix: 'use the same port in both fields' },
  ]
}
