// Clusters on one network of one vCenter must not share addresses: neither nodes, nor ranges, nor endpoints.

import { formatHostPort, formatIp, type Ip, parseIp } from '../../../addresses.ts'
import { type Interval, meetingIntervals } from '../../../intervals.ts'
import type { Path, Problem } from '../../../problems/problem.ts'
import { devicesOf } from '../../resolve/devices.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import type { Rules } from '../rules.ts'
import { clusterNamed, field, quoted } from '../words.ts'
import { freeAfter, highestOf } from './duplicate-address.ts'

export const rules = {
  'duplicate-endpoint': {
    severity: 'error',
    meaning: 'The endpoint of one cluster is taken by another one on the same vCenter, datacenter and network.',
    cure: 'use another address, or another port of a shared balancer',
    reads: ['spec.controlPlaneEndpoint', 'spec.loadBalancer.type', 'spec.vsphere', 'spec.network.name'],
    source: 'RFC 5227: one host of a link has an address',
  },
} as const satisfies Rules

/** Returns `duplicate-address` and `duplicate-endpoint` at the later cluster. */
export function checkAddressesAcross(
  clusters: readonly ResolvedCluster[],
): readonly { readonly cluster: number; readonly problem: Problem }[] {
  if (clusters.length < 2) return []
  const networks = new Map<string, Interval<Use>[]>()
  for (const [cluster, resolved] of clusters.entries()) collect(networks, resolved, cluster)
  return [...networks.values()].flatMap(intervals => {
    const highest = highestPerFamily(intervals)
    // Once for each two entries, however many addresses of theirs meet.
    const reported = new Set<string>()
    return meetingIntervals(intervals).flatMap(([earlier, later]) => {
      const entries = JSON.stringify([earlier, later].map(({ owner: { cluster, path } }) => [cluster, path]))
      if (reported.has(entries)) return []
      reported.add(entries)
      return meeting(clusters, earlier, later, highest)
    })
  })
}

/** Looked up once per family, however many addresses meet. */
function highestPerFamily(intervals: readonly Interval<Use>[]): (near: Ip) => Ip {
  const known = new Map<number, Ip>()
  return near => {
    const highest = known.get(near.family) ?? highestOf(intervals, near)
    known.set(near.family, highest)
    return highest
  }
}

interface Use {
  readonly cluster: number
  readonly path: Path
  readonly what: 'addresses' | 'endpoint'
  readonly owner: string
  readonly prefix: number
}

function collect(networks: Map<string, Interval<Use>[]>, resolved: ResolvedCluster, cluster: number): void {
  const { server, datacenter } = resolved.config.spec.vsphere
  for (const device of devicesOf(resolved)) {
    const { name } = device.config
    if (typeof name !== 'string' || device.ranges.length === 0) continue
    const list = listAt(networks, `${server}\n${datacenter}\n${name}`)
    for (const { first, last, path, prefix } of device.ranges) {
      list.push({ first, last, owner: { cluster, path, prefix, what: 'addresses', owner: device.owner } })
    }
  }
  const ip = parseIp(resolved.endpoint.host)
  const { name } = resolved.controlPlane.shape.network.value
  if (ip === undefined || typeof name !== 'string') return
  const owner = { cluster, path: resolved.endpoint.path, prefix: 0, what: 'endpoint' as const, owner: 'the endpoint' }
  listAt(networks, `${server}\n${datacenter}\n${name}`).push({ first: ip, last: ip, owner })
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
): readonly { readonly cluster: number; readonly problem: Problem }[] {
  const [a, b] = [clusters[earlier.owner.cluster], clusters[later.owner.cluster]]
  // What one cluster has twice is the business of its own checks; the same cluster twice is the host's.
  if (a === undefined || b === undefined || a === b || (a.name === b.name && a.namespace === b.namespace)) return []
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
