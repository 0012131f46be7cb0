// No two nodes of a cluster, and no node and pool, have an address in common. The same address on two networks is two addresses.

import { formatIp, type Ip, isInside, lastOf, networkOf } from '../../../addresses.ts'
import { type Interval, meetingIntervals } from '../../../intervals.ts'
import type { Problem } from '../../../problems/problem.ts'
import { type Device, devicesOf, type OwnedRange } from '../../resolve/devices.ts'
import { keysOf } from '../../resolve/places.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import type { Rules } from '../rules.ts'
import { field, quoted } from '../words.ts'

export const rules = {
  'duplicate-address': {
    severity: 'error',
    meaning: 'An address is given twice on one network, in a cluster or in two.',
    cure: 'use the unused address that the message suggests',
    reads: [
      'spec.controlPlane.addresses',
      'spec.workers[].addresses',
      'spec.network.extraDevices[].addresses',
      'spec.network.name',
      'spec.vsphere.server',
      'spec.vsphere.datacenter',
      'spec.machine.datacenter',
    ],
    source: 'RFC 5227: one host of a link has an address',
  },
} as const satisfies Rules

/** Returns `duplicate-address` at the later of the two entries. */
export function checkDuplicateAddress(cluster: ResolvedCluster): readonly Problem[] {
  const networks = new Map<string, Interval<Use>[]>()
  const { server } = cluster.config.spec.vsphere
  // A device without a network is reported for that.
  const devices = devicesOf(cluster).flatMap(device => {
    const { name } = device.config
    return typeof name === 'string' ? [{ device, place: { server, datacenter: device.datacenter, network: name } }] : []
  })
  const keyOf = keysOf(devices.map(({ place }) => place))
  for (const { device, place } of devices) {
    const key = keyOf(place)
    const intervals = networks.get(key) ?? []
    networks.set(key, intervals)
    for (const range of device.ranges)
      intervals.push({ first: range.first, last: range.last, owner: { device, range } })
  }
  return [...networks.values()].flatMap(intervals => {
    const highest = highestPerFamily(intervals)
    return meetingIntervals(intervals).map(([earlier, later]) => duplicate(earlier, later, highest))
  })
}

interface Use {
  readonly device: Device
  readonly range: OwnedRange
}

function duplicate(earlier: Interval<Use>, later: Interval<Use>, highest: (near: Ip) => Ip): Problem {
  const { path, prefix } = later.owner.range
  const shared = earlier.first.value > later.first.value ? earlier.first : later.first
  const free = freeAfter(highest(shared), shared, prefix)
  return {
    code: 'duplicate-address',
    severity: 'error',
    path,
    message: `${field(path)} must not hold ${quoted(formatIp(shared))} a second time (${later.owner.device.owner})`,
    why: `${field(earlier.owner.range.path)} gives it to ${earlier.owner.device.owner}`,
    fix: free === undefined ? 'use an unused address' : `use an unused address such as ${quoted(formatIp(free))}`,
  }
}

/** The address after `last`, the highest one in use, where it is a host's in the subnet of `near`. */
export function freeAfter(last: Ip, near: Ip, prefix: number): Ip | undefined {
  const network = networkOf(near, prefix)
  const next = { family: last.family, value: last.value + 1n }
  return isInside(next, network) && next.value < lastOf(network).value ? next : undefined
}

/** The highest address of the family of another one: looked up once per family, however many addresses meet. */
export function highestPerFamily(intervals: readonly Interval<unknown>[]): (near: Ip) => Ip {
  const known = new Map<number, Ip>()
  return near => {
    const highest = known.get(near.family) ?? highestOf(intervals, near)
    known.set(near.family, highest)
    return highest
  }
}

/** `near` where there is none above. */
function highestOf(intervals: readonly Interval<unknown>[], near: Ip): Ip {
  let highest = near
  for (const { last } of intervals) if (last.family === near.family && last.value > highest.value) highest = last
  return highest
}
