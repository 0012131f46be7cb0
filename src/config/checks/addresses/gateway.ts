// Gateways: a machine with static addresses needs one on any of its devices, no node may have its address, DHCP brings its own.

import { formatIp, type Ip } from '../../../addresses.ts'
import type { Path, Problem } from '../../../problems/problem.ts'
import { type Device, devicesOf } from '../../resolve/devices.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import { defaultRoutes, mayBring, type Vm, vmsOf } from '../../resolve/vms.ts'
import type { Rules } from '../rules.ts'
import { field, quoted } from '../words.ts'

export const rules = {
  'missing-gateway': {
    severity: 'error',
    meaning: 'Nodes with static addresses have no gateway.',
    cure: 'write `gateway: 192.168.10.1` in `spec.network`',
    reads: [
      'spec.network.gateway',
      'spec.network.gateway6',
      'spec.network.extraDevices',
      'spec.network.routes',
      'spec.controlPlane.addresses',
      'spec.failureDomains[].networks',
    ],
    source: 'RFC 1122 3.3.1.2: what is not on a connected network needs a router',
  },
  'address-is-gateway': {
    severity: 'error',
    meaning: 'A node would get the address of its gateway.',
    cure: 'use another address, or correct the gateway',
    reads: ['spec.network.gateway', 'spec.network.gateway6', 'spec.controlPlane.addresses'],
    source: 'RFC 5227: one host of a link has an address',
  },
  'gateway-ignored': {
    severity: 'warning',
    meaning: 'A gateway is set for a device that takes it from DHCP, or from a pool that exists already.',
    cure: 'remove it',
    reads: [
      'spec.network.gateway',
      'spec.network.gateway6',
      'spec.network.dhcp4',
      'spec.network.dhcp6',
      'spec.network.addressesFromPools',
      'spec.controlPlane.addresses',
      'spec.workers[].addresses',
    ],
    source: 'capv-ha: no gateway is written for a device with DHCP or a pool',
  },
} as const satisfies Rules

const GATEWAYS = [
  [4, 'gateway'],
  [6, 'gateway6'],
] as const

/** Returns `missing-gateway`, `address-is-gateway` and the warning `gateway-ignored`, each once per field. */
export function checkGateway(cluster: ResolvedCluster): readonly Problem[] {
  const found = new Map<string, Problem>()
  const missing = [...vmsOf(cluster).flatMap(missingOf), ...missingInZones(cluster)]
  const problems = [...missing, ...devicesOf(cluster).flatMap(ownProblems)]
  for (const problem of problems) {
    const key = `${problem.code} ${field(problem.path)}`
    if (!found.has(key)) found.set(key, problem)
  }
  const used = usedGateways(cluster)
  return [...found.values()].filter(({ code, path }) => code !== 'gateway-ignored' || !used.has(field(path)))
}

function missingOf({ devices }: Vm): readonly Problem[] {
  const device = talkingDevice(devices)
  if (device === undefined) return []
  return GATEWAYS.flatMap(([family, name]) => (lacksGateway(devices, family) ? [missing(device, family, name)] : []))
}

/** The first device with addresses is the one that clusters talk over; a further one may lie in a network without a router. */
function talkingDevice(devices: readonly Device[]): Device | undefined {
  return devices.find(({ ranges }) => ranges.length > 0)
}

/** Whether a machine with these devices has static addresses of the family, and nothing that may bring a default route. */
export function lacksGateway(devices: readonly Device[], family: 4 | 6): boolean {
  if (devices.some(each => each.config.addressesFromPools || mayBring(each))) return false
  const isStatic = talkingDevice(devices)?.ranges.some(({ first }) => first.family === family)
  return isStatic === true && devices.every(each => defaultRoutes(each, family).length === 0)
}

/** Networks of a zone take the place of the first devices of its machines, gateway and all; routes of a role stay. */
function missingInZones(cluster: ResolvedCluster): readonly Problem[] {
  const devices = devicesOf(cluster)
  const others = devices.filter(({ kind }) => kind !== 'zone')
  const zones = Map.groupBy(
    devices.filter(({ kind }) => kind === 'zone'),
    ({ owner }) => owner,
  )
  return [...zones.values()].flatMap(own => {
    const first = own.find(({ ranges }) => ranges.length > 0)
    if (first === undefined || own.some(({ config }) => config.addressesFromPools)) return []
    return GATEWAYS.flatMap(([family, name]) => {
      const isStatic = first.ranges.some(({ first }) => first.family === family)
      const hasRoute =
        own.some(each => defaultRoutes(each, family).length > 0) ||
        others.some(each => defaultRoutes(each, family).some(({ by }) => by === 'route' || each.position >= own.length))
      return isStatic && !hasRoute ? [missing(first, family, name)] : []
    })
  })
}

function ownProblems(device: Device): readonly Problem[] {
  return GATEWAYS.flatMap(([family, name]) => {
    const ip = device.gateways[family]
    const own = device.ranges.filter(({ first }) => first.family === family)
    const taken = ip && own.find(({ first, last }) => ip.value >= first.value && ip.value <= last.value)
    // A pool does not hand out its gateway.
    if (ip !== undefined && taken !== undefined && device.kind === 'node')
      return [isGateway(device, name, ip, taken.path)]
    const dhcp = family === 4 ? device.config.dhcp4 : device.config.dhcp6
    const isSet = typeof device.config[name] === 'string'
    const giver = dhcp === true ? `dhcp${family}` : device.config.addressesFromPools && 'addressesFromPools'
    return isSet && own.length === 0 && giver ? [ignored(device, name, giver)] : []
  })
}

function isGateway(device: Device, name: 'gateway' | 'gateway6', ip: Ip, path: Path): Problem {
  return {
    code: 'address-is-gateway',
    severity: 'error',
    path,
    message: `${field(path)} must not hold the gateway's address ${quoted(formatIp(ip))}`,
    why: `${field(device.origin(name))} is ${quoted(formatIp(ip))}`,
    fix: 'use another address, or correct the gateway',
  }
}

function missing(device: Device, family: 4 | 6, name: 'gateway' | 'gateway6'): Problem {
  const unset = device.config[name] === null
  // The network's name decides: a layer with a name of its own inherits no gateway.
  const naming = device.origin('name')
  const layer = naming.at(-1) === 'name' ? naming.slice(0, -1) : ['spec', 'network']
  const path = unset ? device.origin(name) : [...layer, name]
  const inherits = unset || layer.length === 2 ? '' : `, and another network (${field(naming)}) inherits no gateway`
  return {
    code: 'missing-gateway',
    severity: 'error',
    path,
    message: `${field(path)} must be set where nodes have static IPv${family} addresses`,
    why: `${field(device.list.path)} gives ${device.owner} one${inherits}`,
    fix: `write the router of the network, such as \`${name}: ${family === 4 ? '192.168.10.1' : '"2001:db8::1"'}\``,
  }
}

function ignored(device: Device, name: 'gateway' | 'gateway6', giver: string): Problem {
  const path = device.origin(name)
  const isPool = giver === 'addressesFromPools'
  return {
    code: 'gateway-ignored',
    severity: 'warning',
    path,
    message: `${field(path)} must not be set where ${isPool ? 'a pool' : 'DHCP'} names the gateway (${device.owner}); it is ignored`,
    why: isPool
      ? `${field(device.origin(giver))} names a pool, which has a gateway of its own`
      : `${field(device.origin(giver))} is true`,
    fix: `remove \`${name}\`, or give static addresses instead of ${isPool ? 'the pool' : 'DHCP'}`,
  }
}

/** A gateway written once for the cluster may serve the static nodes and not the others. */
function usedGateways(cluster: ResolvedCluster): ReadonlySet<string> {
  const used = new Set<string>()
  for (const { origin, ranges } of devicesOf(cluster)) {
    const families = new Set(ranges.map(({ first }) => first.family))
    for (const family of families) used.add(field(origin(family === 4 ? 'gateway' : 'gateway6')))
  }
  return used
}
