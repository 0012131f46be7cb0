// Clusters on one network of one vCenter must not share addresses: neither nodes, nor ranges, nor endpoints.

import { formatHostPort, formatIp, type Ip, isSameIp, parseIp } from '../../../addresses.ts'
import { type Interval, meetingIntervals } from '../../../intervals.ts'
import type { Path, Problem } from '../../../problems/problem.ts'
import { devicesOf } from '../../resolve/devices.ts'
import { keysOf, type Place } from '../../resolve/places.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import type { ClusterProblem } from '../check.ts'
import type { Rules } from '../rules.ts'
import { clusterNamed, field, quoted } from '../words.ts'
import { freeAfter, highestPerFamily } from './duplicate-address.ts'

export const rules = {
  'duplicate-endpoint': {
    severity: 'error',
    meaning: 'The endpoint of one cluster is taken by another one on the same vCenter, datacenter and network.',
    cure: 'use another address, or another port of a shared balancer',
    reads: [
      'spec.controlPlaneEndpoint',
      'spec.loadBalancer.type',
      'spec.loadBalancer.addresses',
      'spec.vsphere.server',
      'spec.vsphere.datacenter',
      'spec.machine.datacenter',
      'spec.network.name',
    ],
    source: 'RFC 5227: one host of a link has an address',
  },
} as const satisfies Rules

/** Returns `duplicate-address` and `duplicate-endpoint` at the later cluster. */
export function checkAddressesAcross(clusters: readonly ResolvedCluster[]): readonly ClusterProblem[] {
  if (clusters.length < 2) return []
  const uses = clusters.flatMap(usesOf)
  const keyOf = keysOf(uses.map(({ place }) => place))
  const networks = new Map<string, Interval<Use>[]>()
  for (const { place, interval } of uses) listAt(networks, keyOf(place)).push(interval)
  return [...[...networks.values()].flatMap(intervals => onOneNetwork(clusters, intervals)), ...sameNames(clusters)]
}

function onOneNetwork(
  clusters: readonly ResolvedCluster[],
  intervals: readonly Interval<Use>[],
): readonly ClusterProblem[] {
  const highest = highestPerFamily(intervals)
  // Once for each two entries, however many addresses of theirs meet.
  const reported = new Set<string>()
  return meetingIntervals(intervals).flatMap(([earlier, later]) => {
    const entries = JSON.stringify([earlier, later].map(({ owner: { cluster, path } }) => [cluster, path]))
    if (reported.has(entries)) return []
    reported.add(entries)
    return meeting(clusters, earlier, later, highest)
  })
}

interface Use {
  readonly cluster: number
  readonly path: Path
  readonly what: 'addresses' | 'endpoint'
  readonly owner: string
  readonly prefix: number
}

interface PlacedUse {
  readonly place: Place
  readonly interval: Interval<Use>
}

/** The addresses of a cluster, each on its network: those of its machines, its endpoint and the virtual ones. */
function usesOf(resolved: ResolvedCluster, cluster: number): readonly PlacedUse[] {
  const { server, datacenter } = resolved.config.spec.vsphere
  const { machine, network } = resolved.controlPlane.shape
  const ofDevices = devicesOf(resolved).flatMap(device => {
    const { name } = device.config
    if (typeof name !== 'string') return []
    const place = { server, datacenter: device.datacenter, network: name }
    return device.ranges.map(({ first, last, path, prefix }) => {
      const owner = { cluster, path, prefix, what: 'addresses' as const, owner: device.owner }
      return { place, interval: { first, last, owner } }
    })
  })
  const { name } = network.value
  if (typeof name !== 'string') return ofDevices
  const place = { server, datacenter: machine.value.datacenter ?? datacenter, network: name }
  const endpoints = endpointsOf(resolved).map(({ ip, path }) => {
    const owner = { cluster, path, prefix: 0, what: 'endpoint' as const, owner: 'the endpoint' }
    return { place, interval: { first: ip, last: ip, owner } }
  })
  return [...ofDevices, ...endpoints]
}

function endpointsOf({ endpoint, config }: ResolvedCluster): readonly { readonly ip: Ip; readonly path: Path }[] {
  const { loadBalancer } = config.spec
  const host = parseIp(endpoint.host)
  const vips = loadBalancer.type === 'KubeVIP' ? (loadBalancer.addresses ?? []) : []
  return [
    ...(host === undefined ? [] : [{ ip: host, path: endpoint.path }]),
    ...vips.flatMap((text, i) => {
      const ip = parseIp(text)
      const isHost = ip !== undefined && host !== undefined && isSameIp(ip, host)
      return ip === undefined || isHost ? [] : [{ ip, path: ['spec', 'loadBalancer', 'addresses', i] }]
    }),
  ]
}

/** A DNS name is one place wherever the clusters are. */
function sameNames(clusters: readonly ResolvedCluster[]): readonly ClusterProblem[] {
  const earliest = new Map<string, number>()
  return clusters.flatMap((resolved, cluster) => {
    const { host, port, path } = resolved.endpoint
    if (parseIp(host) !== undefined) return []
    const name = host.toLowerCase().replace(/\.$/, '')
    const isVip = resolved.config.spec.loadBalancer.type === 'KubeVIP'
    // kube-vip holds its address alone, on all ports.
    const keys = isVip ? [`${name}:vip`, `${name}:any`] : [`${name}:vip`, `${name}:${port}`]
    const other = keys.map(key => earliest.get(key)).find(known => known !== undefined)
    for (const key of [isVip ? `${name}:vip` : `${name}:${port}`, `${name}:any`])
      if (!earliest.has(key)) earliest.set(key, cluster)
    const first = other === undefined ? undefined : clusters[other]
    return first === undefined || isSameCluster(first, resolved)
      ? []
      : [{ cluster, problem: sameName(first, path, name, port) }]
  })
}

function sameName(first: ResolvedCluster, path: Path, name: string, port: number): Problem {
  return {
    code: 'duplicate-endpoint',
    severity: 'error',
    path,
    message: `${field(path)} must not be ${quoted(formatHostPort(name, port))}, which another cluster has`,
    why: `${field(first.endpoint.path)} of ${clusterNamed(first)} is the same`,
    fix: 'use another name, or another port where one balancer serves both',
  }
}

function isSameCluster(a: ResolvedCluster, b: ResolvedCluster): boolean {
  return a === b || (a.name === b.name && a.namespace === b.namespace)
}

function listAt(networks: Map<string, Interval<Use>[]>, key: string): Interval<Use>[] {
  const list = networks.get(key) ?? []
  networks.set(key, list)
  return list
}

function meeting(
  clusters: readonly ResolvedCluster[],
  earlier: Interval<Use>,
  later: Interval<Use>,
  highest: (near: Ip) => Ip,
): readonly ClusterProblem[] {
  const [a, b] = [clusters[earlier.owner.cluster], clusters[later.owner.cluster]]
  // What one cluster has twice is the business of its own checks; the same cluster twice is the host's.
  if (a === undefined || b === undefined || isSameCluster(a, b)) return []
  if (earlier.owner.what === 'endpoint' && later.owner.what === 'endpoint' && mayShare(a, b)) return []
  const ip = earlier.first.value > later.first.value ? earlier.first : later.first
  return [{ cluster: later.owner.cluster, problem: duplicate(a, b, earlier.owner, later.owner, ip, highest) }]
}

/** One balancer may serve several clusters on different ports; kube-vip holds its address alone. */
function mayShare(a: ResolvedCluster, b: ResolvedCluster): boolean {
  const types = [a.config.spec.loadBalancer.type, b.config.spec.loadBalancer.type]
  return a.endpoint.port !== b.endpoint.port && !types.includes('KubeVIP')
}

function duplicate(
  a: ResolvedCluster,
  b: ResolvedCluster,
  earlier: Use,
  later: Use,
  ip: Ip,
  highest: (near: Ip) => Ip,
): Problem {
  const isEndpoint = later.what === 'endpoint' || earlier.what === 'endpoint'
  const what = later.what === 'endpoint' ? formatHostPort(formatIp(ip), b.endpoint.port) : formatIp(ip)
  const isShared = earlier.what === 'endpoint' && later.what === 'endpoint'
  const use = isShared ? 'is the same' : `gives it to ${earlier.owner}`
  const fix = isShared
    ? 'use an unused address, or another port where one balancer serves both'
    : 'use an unused address'
  const free = later.prefix > 0 ? freeAfter(highest(ip), ip, later.prefix) : undefined
  return {
    code: isEndpoint ? 'duplicate-endpoint' : 'duplicate-address',
    severity: 'error',
    path: later.path,
    message: `${field(later.path)} must not hold ${quoted(what)}, which another cluster has`,
    why: `${field(earlier.path)} of ${clusterNamed(a)} ${use}, on the same vCenter, datacenter and network`,
    fix: free === undefined ? fix : `use an unused address such as ${quoted(formatIp(free))}`,
  }
}
