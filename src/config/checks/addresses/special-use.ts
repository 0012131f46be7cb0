// Addresses that are set aside for something else than hosts: as node, gateway, router, name server, virtual address or balancer.

import { formatIp, type Ip, isInside, isSameIp, parseIp } from '../../../addresses.ts'
import { type SpecialUse, specialUse } from '../../../facts/special-use.ts'
import type { Path, Problem } from '../../../problems/problem.ts'
import { type DevicePlace, devicePlaces } from '../../resolve/device-places.ts'
import { devicesOf, type OwnedRange } from '../../resolve/devices.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import type { Rules } from '../rules.ts'
import { field, quoted } from '../words.ts'

/** `reserved-address` is described in address-subnet.ts. */
export const rules = {} as const satisfies Rules

/** Returns `reserved-address` at what the user wrote, once per place. */
export function checkSpecialUse(cluster: ResolvedCluster): readonly Problem[] {
  const found = new Map<string, Problem>()
  for (const { ranges } of devicesOf(cluster)) {
    for (const range of ranges) {
      const use = useOf(range)
      if (use !== undefined) found.set(field(range.path), problem(range.path, inside(range, use), use))
    }
  }
  for (const { path, ip, use } of [...devicePlaces(cluster).flatMap(ofDevice), ...ofBalancer(cluster)]) {
    found.set(field(path), problem(path, ip, use))
  }
  return [...found.values()]
}

function useOf({ first, last }: OwnedRange): SpecialUse | undefined {
  return specialUse(first) ?? (isSameIp(first, last) ? undefined : specialUse(last))
}

function inside({ first, last }: OwnedRange, { network }: SpecialUse): Ip {
  return isInside(first, network) ? first : last
}

interface Misuse {
  readonly path: Path
  readonly ip: Ip
  readonly use: SpecialUse
}

function ofDevice({ config, path }: DevicePlace): readonly Misuse[] {
  const { gateway, gateway6, nameservers, routes } = config
  return [
    ...misuse(gateway, [...path, 'gateway'], true),
    ...misuse(gateway6, [...path, 'gateway6'], true),
    ...(nameservers ?? []).flatMap((server, i) => misuse(server, [...path, 'nameservers', i], true, true)),
    ...(routes ?? []).flatMap(({ via }, i) => misuse(via, [...path, 'routes', i, 'via'], true)),
  ]
}

function ofBalancer({ config: { spec } }: ResolvedCluster): readonly Misuse[] {
  const { loadBalancer } = spec
  const path = ['spec', 'loadBalancer']
  if (loadBalancer.type === 'External') return []
  if (loadBalancer.type === 'KubeVIP') {
    return (loadBalancer.addresses ?? []).flatMap((address, i) => misuse(address, [...path, 'addresses', i], false))
  }
  // To listen on all addresses is what the unspecified one is for.
  const ip = parseIp(loadBalancer.bindAddress ?? '')
  return ip?.value === 0n ? [] : misuse(loadBalancer.bindAddress, [...path, 'bindAddress'], false)
}

/** A resolver of the node's own listens on a loopback address. */
function misuse(
  text: string | null | undefined,
  path: Path,
  mayBeOnLink: boolean,
  mayBeLoopback = false,
): readonly Misuse[] {
  const ip = parseIp(text ?? '')
  const use = ip && specialUse(ip)
  if (ip === undefined || use === undefined || (use.onLink && mayBeOnLink)) return []
  return mayBeLoopback && use.what.includes('loopback') ? [] : [{ path, ip, use }]
}

function problem(path: Path, ip: Ip, { what }: SpecialUse): Problem {
  return {
    code: 'reserved-address',
    severity: 'error',
    path,
    message: `${field(path)} must not hold ${quoted(formatIp(ip))}: it is ${what}`,
    why: 'such addresses are set aside, and no other host reaches one',
    fix: `use an address of your network, such as ${ip.family === 4 ? '"192.168.10.31"' : '"2001:db8::31"'}`,
  }
}
