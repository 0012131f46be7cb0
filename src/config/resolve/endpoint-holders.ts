// Which machines may hold the address that kube-vip announces, and by which of their devices.

import { type Ip, isInside, type Network, networkOf } from '../../addresses.ts'
import { type Device, devicesOf, type OwnedRange } from './devices.ts'
import type { ResolvedCluster } from './resolved.ts'
import { mayBring, type Vm, vmsOf } from './vms.ts'

/** A control-plane node, or any of a group, where it stands in one failure domain. */
export interface EndpointHolder {
  /** In words. */
  readonly owner: string
  readonly devices: readonly Device[]
}

/** None where failure domains that exist already decide: what they bring is not known. */
export function endpointHolders(cluster: ResolvedCluster): readonly EndpointHolder[] {
  const vms = vmsOf(cluster).filter(({ kind, owner }) => kind === 'node' || owner === 'the control plane')
  return vms.flatMap(vm => inItsPlaces(cluster, vm))
}

function inItsPlaces(cluster: ResolvedCluster, { owner, devices }: Vm): readonly EndpointHolder[] {
  const [first] = devices
  if (first === undefined || !mayBring(first)) return [{ owner, devices }]
  return first.whereabouts.zones.map(zone => {
    const brought = devicesOf(cluster).filter(
      ({ kind, whereabouts: { zones } }) => kind === 'zone' && zones[0] === zone,
    )
    return {
      owner: `${owner} in failure domain "${zone.config.name}"`,
      devices: devices.map(device => brought.find(({ position }) => position === device.position) ?? device),
    }
  })
}

/** What CAPV names a device: as written, or after its position. Source: CAPV pkg/util/constants.go (`set-name`), v0.8 - v1.17. */
export function interfaceName({ config, position }: Device): string {
  return config.deviceName ?? `eth${position}`
}

/** The first of the ranges in whose network an address is. */
export function rangeAround(ip: Ip, { ranges }: Device): OwnedRange | undefined {
  return ranges.find(range => networksOf(range).some(network => isInside(ip, network)))
}

/** Most often one; a range that is longer than its network goes on in the next one. */
export function networksOf({ first, last, prefix }: OwnedRange): readonly Network[] {
  return [networkOf(first, prefix), networkOf(last, prefix)]
}

/** Whether a device has, or may have, addresses of a family that are not known here. */
export function isOpen({ config, ranges }: Device, family: 4 | 6): boolean {
  const isDhcp = family === 4 ? config.dhcp4 === true : config.dhcp6 === true
  return isDhcp || (ranges.length === 0 && (config.addressesFromPools ?? []).length > 0)
}
