// A pool has one prefix length and one gateway: its addresses lie in one network.

import { formatNetwork, isInside, type Network, networkOf } from '../../../addresses.ts'
import type { Problem } from '../../../problems/problem.ts'
import { type Device, devicesOf, type OwnedRange } from '../../resolve/devices.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import type { Rules } from '../rules.ts'
import { field, quoted } from '../words.ts'

export const rules = {
  'pool-in-two-networks': {
    severity: 'error',
    meaning: 'A range that machines are drawn from has two prefix lengths, or addresses of two networks.',
    cure: 'write addresses of one network with one prefix length',
    reads: [
      'spec.controlPlane.addresses',
      'spec.workers[].addresses',
      'spec.network.extraDevices[].addresses',
      'spec.failureDomains[].networks[].addresses',
    ],
    source: 'cluster-api-ipam-provider-in-cluster internal/webhooks/inclusterippool.go, v1.0.3',
  },
} as const satisfies Rules

/**
 * Returns `pool-in-two-networks` at the entry, for ranges that machines are drawn from.
 * Source: kubernetes-sigs/cluster-api-ipam-provider-in-cluster v1.0.3 internal/webhooks/inclusterippool.go.
 */
export function checkPoolNetwork(cluster: ResolvedCluster): readonly Problem[] {
  const pools = devicesOf(cluster).filter(({ kind, ranges }) => kind !== 'node' && ranges.length > 0)
  return pools.flatMap(device => ([4, 6] as const).flatMap(family => strays(device, family)))
}

const LINK_LOCAL: Network = { base: { family: 6, value: 0xfe80n << 112n }, prefix: 10 }

/** What a gateway cannot reach is reported for that; one that is link-local reaches everything. */
function strays({ ranges, gateways }: Device, family: 4 | 6): readonly Problem[] {
  const [first, ...others] = ranges.filter(range => range.first.family === family)
  if (first === undefined) return []
  const network = networkOf(first.first, first.prefix)
  return [first, ...others].flatMap(range => {
    const gateway = gateways[family]
    const isReported = gateway !== undefined && !isInside(gateway, LINK_LOCAL)
    const isInOne = isReported || [range.first, range.last].every(ip => isInside(ip, network))
    const isStray = range.prefix !== first.prefix || !isInOne
    return isStray ? [stray(range, first, formatNetwork(network))] : []
  })
}

function stray({ path, prefix }: OwnedRange, first: OwnedRange, network: string): Problem {
  const message = `${field(path)} must lie in ${quoted(network)}, as the first entry of the pool does`
  const why =
    path === first.path
      ? 'the range goes beyond the network of its first address'
      : prefix === first.prefix
        ? `${field(first.path)} is in that network, and a pool is for one`
        : `${field(first.path)} has the prefix length ${quoted(first.prefix)}, and a pool has one`
  const fix =
    'write addresses of one network with one prefix length; machines in another network are a pool of their own'
  return { code: 'pool-in-two-networks', severity: 'error', path, message, why, fix }
}
