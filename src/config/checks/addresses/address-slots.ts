// Every slot of a dual-stack list has an address in both families, every device an address for every node.

import { sizeOf } from '../../../addresses.ts'
import type { Path, Problem } from '../../../problems/problem.ts'
import { devicesOf } from '../../resolve/devices.ts'
import type { AddressList, ResolvedCluster } from '../../resolve/resolved.ts'
import { slotCount } from '../../resolve/slots.ts'
import type { Rules } from '../rules.ts'
import { field, quoted } from '../words.ts'

export const rules = {
  'unequal-families': {
    severity: 'error',
    meaning: 'A dual-stack list has not as many IPv4 as IPv6 addresses.',
    cure: 'add the partners that are missing',
    reads: ['spec.controlPlane.addresses'],
    source: 'capv-ha: position in `addresses` is identity',
  },
  'retired-in-one-family': {
    severity: 'error',
    meaning: 'A slot is retired in one address family only.',
    cure: 'write `null` in place of its other address as well',
    reads: ['spec.controlPlane.addresses'],
    source: 'capv-ha: position in `addresses` is identity',
  },
  'retired-in-a-pool': {
    severity: 'error',
    meaning: '`null` stands in a range that machines are drawn from; only slots of `Machines` are retired.',
    cure: 'remove the entry',
    reads: ['spec.workers[].addresses'],
    source:
      'cluster-api-ipam-provider-in-cluster api/v1alpha2/inclusterippool_types.go, v0.1: a pool is a set of ranges',
  },
  'slot-without-address': {
    severity: 'error',
    meaning: 'An extra device has no address for one of the nodes.',
    cure: 'list its addresses in the order of the nodes',
    reads: ['spec.controlPlane.addresses', 'spec.network.extraDevices[].addresses'],
    source: 'CAPV controllers/vspherevm_controller.go, v1.13: isWaitingForStaticIPAllocation',
  },
  'replicas-differ': {
    severity: 'error',
    meaning: '`replicas` is not the number of slots in `addresses`.',
    cure: 'remove `replicas`',
    reads: ['spec.controlPlane.replicas', 'spec.controlPlane.addresses'],
    source: 'capv-ha: position in `addresses` is identity',
  },
} as const satisfies Rules

/** Returns `unequal-families`, `retired-in-one-family`, `retired-in-a-pool`, `slot-without-address` and `replicas-differ`. */
export function checkAddressSlots(cluster: ResolvedCluster): readonly Problem[] {
  const lists = new Map(devicesOf(cluster).map(device => [device.list, device.kind]))
  return [
    ...[...lists].flatMap(([list, kind]) =>
      hasFaults(list) ? [] : kind === 'node' ? slotProblems(list) : poolProblems(list),
    ),
    ...extraDeviceProblems(cluster),
    ...replicaProblems(cluster),
  ]
}

function hasFaults(list: AddressList): boolean {
  return list.tooLarge || list.entries.some(({ range }) => typeof range === 'string')
}

function slotProblems(list: AddressList): readonly Problem[] {
  const { ipv4, ipv6, path } = list
  if (ipv4.length === 0 || ipv6.length === 0) return []
  if (ipv4.length !== ipv6.length) {
    return [unequal(path, ipv4.length, ipv6.length, 'the first of each belong to slot 0, the second to slot 1')]
  }
  return ipv4.flatMap((address, slot) => {
    const other = ipv6[slot] ?? null
    if ((address === null) === (other === null)) return []
    const at = (address ?? other)?.path ?? path
    const family = address === null ? 'IPv6' : 'IPv4'
    const message = `${field(path)} must retire slot ${slot} in both families or in none`
    const why = `${field(at)} still gives it an ${family} address`
    const fix = `write null in place of its ${family} address as well`
    return [{ code: 'retired-in-one-family', severity: 'error', path: at, message, why, fix }]
  })
}

function unequal(path: Path, ipv4: number | bigint, ipv6: number | bigint, reason: string): Problem {
  return {
    code: 'unequal-families',
    severity: 'error',
    path,
    message: `${field(path)} must hold as many IPv4 as IPv6 addresses`,
    why: `it holds ${ipv4} of IPv4 and ${ipv6} of IPv6; ${reason}`,
    fix: `${ipv4 < ipv6 ? 'add IPv4' : 'add IPv6'} addresses, or remove those that have no partner`,
  }
}

function poolProblems({ entries, path: list }: AddressList): readonly Problem[] {
  const retired = entries.filter(({ text }) => text === null)
  const sizes = { 4: 0n, 6: 0n }
  for (const { range } of entries) {
    if (range !== null && typeof range !== 'string') sizes[range.first.family] += sizeOf(range)
  }
  const isUneven = sizes[4] > 0n && sizes[6] > 0n && sizes[4] !== sizes[6]
  const nulls = retired.map(({ path }): Problem => {
    const message = `${field(path)} must not be null: machines of a pool take any free address`
    return { code: 'retired-in-a-pool', severity: 'error', path, message, fix: 'remove the entry' }
  })
  return isUneven ? [...nulls, unequal(list, sizes[4], sizes[6], 'a machine takes one of each')] : nulls
}

/** The first device names the nodes; a further one with addresses must have one for each of them. */
function extraDeviceProblems(cluster: ResolvedCluster): readonly Problem[] {
  const { controlPlane } = cluster
  if (controlPlane.type !== 'Machines') return []
  const extras = devicesOf(cluster).filter(
    ({ kind, position, list }) => kind === 'node' && position > 0 && list.entries.length > 0,
  )
  const short = new Map(
    extras.flatMap(({ list, ranges, owner }) =>
      ranges.length === 0 && !hasFaults(list) ? [[list, owner] as const] : [],
    ),
  )
  return [...short].map(([list, owner]) => ({
    code: 'slot-without-address',
    severity: 'error',
    path: list.path,
    message: `${field(list.path)} must hold an address for every node: ${owner} has none`,
    why: `${field(controlPlane.addresses.path)} has ${controlPlane.slots} slots, and this list ${slotCount(list)}`,
    fix: 'list the addresses in the order of the nodes, with null where a node is retired',
  }))
}

function replicaProblems({ controlPlane }: ResolvedCluster): readonly Problem[] {
  if (controlPlane.type !== 'Machines') return []
  const { replicas, addresses } = controlPlane.config
  if (replicas === undefined || addresses === undefined || replicas === controlPlane.slots) return []
  const path = ['spec', 'controlPlane', 'replicas']
  const why = `${field(controlPlane.addresses.path)} has ${controlPlane.slots} slots`
  const message = `${field(path)} ${quoted(replicas)} must be the number of slots`
  return [{ code: 'replicas-differ', severity: 'error', path, message, why, fix: 'remove it: the slots are counted' }]
}
