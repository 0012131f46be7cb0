// The devices of a cluster by the machine that has them: what one of them lacks, another one may have.

import { type Ip, parseIp, parseNetwork } from '../../addresses.ts'
import type { Path } from '../../problems/problem.ts'
import { type Device, devicesOf } from './devices.ts'
import { oncePer } from './once-per.ts'
import type { AddressList, ResolvedCluster } from './resolved.ts'

/** A node of `Machines`, or any machine of a group that draws its addresses from a range. */
export interface Vm {
  readonly owner: string
  readonly kind: 'node' | 'pool'
  /** In the order of the virtual network cards. */
  readonly devices: readonly Device[]
}

/** In the order of the document, once per cluster; networks of failure domains belong to no machine of their own. */
export const vmsOf = oncePer((cluster: ResolvedCluster): readonly Vm[] => {
  const vms: { owner: string; kind: 'node' | 'pool'; devices: Device[] }[] = []
  for (const device of devicesOf(cluster)) {
    const { owner, kind, position } = device
    if (kind === 'zone') continue
    // The first device begins a machine: two pools of one name are two.
    if (position === 0) vms.push({ owner, kind, devices: [device] })
    else vms.at(-1)?.devices.push(device)
  }
  return vms
})

/** The address families that a machine surely has; `undefined` where a pool that is not ours decides, or a failure domain. */
export function familiesOf({ devices }: Vm): readonly (4 | 6)[] | undefined {
  if (devices.some(device => device.config.addressesFromPools || mayBring(device))) return undefined
  const has = (family: 4 | 6) =>
    devices.some(
      // A list that leaves single nodes without one is reported as that.
      ({ config, list }) => (family === 4 ? config.dhcp4 : config.dhcp6) === true || familiesIn(list).has(family),
    )
  const families = ([4, 6] as const).filter(has)
  return families.length === 0 ? undefined : families
}

/** All nodes of a control plane share one list. */
const familiesIn = oncePer(({ entries }: AddressList): ReadonlySet<4 | 6> => {
  const families = new Set<4 | 6>()
  for (const { range } of entries) if (range !== null && typeof range !== 'string') families.add(range.first.family)
  return families
})

/** Whether a failure domain may put addresses and routes of its own on the machine. */
export function mayBring({ whereabouts: { zones, isElsewhere } }: Device): boolean {
  return isElsewhere || zones.some(({ networks }) => networks.some(({ isName }) => !isName))
}

/** A way out of the connected networks. */
export interface DefaultRoute {
  readonly by: 'gateway' | 'route' | 'dhcp'
  readonly path: Path
  /** The router; of DHCP the server names it. */
  readonly via?: Ip
  /** A metric of the user's own says which of several is taken. */
  readonly isRanked?: boolean
}

/**
 * The default routes of a device in one family, as cloud-init's network configuration makes them of its fields. A gateway
 * counts only beside static addresses: it is written for no others.
 */
export function defaultRoutes(device: Device, family: 4 | 6): readonly DefaultRoute[] {
  const { config, gateways, ranges } = device
  const gateway = family === 4 ? 'gateway' : 'gateway6'
  const dhcp = family === 4 ? config.dhcp4 : config.dhcp6
  const overrides = family === 4 ? config.dhcp4Overrides : config.dhcp6Overrides
  const ip = gateways[family]
  const isStatic = ranges.some(({ first }) => first.family === family)
  return [
    ...(ip && isStatic ? [{ by: 'gateway' as const, path: device.origin(gateway), via: ip }] : []),
    ...(config.routes ?? []).flatMap(({ to, via }, i) => {
      const path = [...device.origin('routes'), i]
      const router = parseIp(via)
      return isDefault(to, family) ? [{ by: 'route' as const, path, ...(router ? { via: router } : {}) }] : []
    }),
    ...(dhcp && !isStatic && overrides?.useRoutes !== 'false'
      ? [
          {
            by: 'dhcp' as const,
            path: device.origin(`dhcp${family}`),
            isRanked: overrides?.routeMetric !== undefined,
          },
        ]
      : []),
  ]
}

/** 0.0.0.0/0 and ::/0, however they are written. */
export function isDefault(to: string, family: 4 | 6): boolean {
  const network = parseNetwork(to)
  return network !== undefined && network.prefix === 0 && network.base.family === family
}
