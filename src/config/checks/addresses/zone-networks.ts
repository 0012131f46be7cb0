// A failure domain may bring addresses for a device, or leave them to the machines: every device has them from one of the two.

import type { Path, Problem } from '../../../problems/problem.ts'
import { type Device, devicesOf } from '../../resolve/devices.ts'
import type { ResolvedCluster, ResolvedZone, ZoneNetwork } from '../../resolve/resolved.ts'
import type { Rules } from '../rules.ts'
import { field } from '../words.ts'
import { hasSource } from './address-source.ts'

export const rules = {
  'failure-domain-addresses': {
    severity: 'error',
    meaning:
      'A device gets addresses from the machines and from the failure domain that they stand in, or from neither.',
    cure: 'give every failure domain that the machines may stand in addresses of its own, or none of them',
    reads: [
      'spec.failureDomains[].networks',
      'spec.controlPlane.addresses',
      'spec.controlPlane.failureDomains',
      'spec.workers[].addresses',
      'spec.workers[].failureDomain',
      'spec.network',
    ],
    source: 'CAPV pkg/services/vimmachine.go, v1.16.1: generateOverrideFunc',
  },
} as const satisfies Rules

/**
 * Returns `failure-domain-addresses`, once per place. The vSphere
 * provider lays networks over devices by their position: pools replace pools, DHCP stays unless it is denied, and a network
 * beyond the last device is a device of its own.
 * Source: kubernetes-sigs/cluster-api-provider-vsphere v1.16.1 pkg/services/vimmachine.go, generateOverrideFunc.
 */
export function checkZoneNetworks(cluster: ResolvedCluster): readonly Problem[] {
  if (cluster.zones.length === 0) return []
  const owners = new Map<string, Device[]>()
  for (const device of devicesOf(cluster)) {
    if (device.kind === 'zone' || device.whereabouts.zones.length === 0) continue
    const devices = owners.get(device.owner) ?? []
    owners.set(device.owner, devices)
    devices.push(device)
  }
  const found = new Map<string, Problem>()
  for (const problem of [...owners.values()].flatMap(problemsOf)) {
    const key = `${problem.code} ${field(problem.path)}`
    if (!found.has(key)) found.set(key, problem)
  }
  return [...found.values()]
}

function problemsOf(devices: readonly Device[]): readonly Problem[] {
  const { owner = '', whereabouts: { zones } = { zones: [] } } = devices[0] ?? {}
  const positions = Math.max(devices.length, ...zones.map(({ networks }) => networks.length))
  return Array.from({ length: positions }, (_, i) => i).flatMap(position => {
    const device = devices[position]
    const given = zones.filter(zone => gives(zone.networks[position]))
    if (device !== undefined && hasSource(device)) {
      return given.flatMap(zone => conflicts(device, zone.networks[position]))
    }
    const lacking = zones.filter(zone => !gives(zone.networks[position]))
    // Where no failure domain has any, it is the machines that lack them.
    if (device !== undefined && given.length === 0) return [noneAtAll(device, zones)]
    return lacking.flatMap(zone => (device || zone.networks[position] ? [none(owner, zone, position)] : []))
  })
}

/** Whether a failure domain says where the addresses of a device come from. */
function gives(network: ZoneNetwork | undefined): boolean {
  return network !== undefined && !network.isName && hasSource({ config: network.config, list: network.addresses })
}

function conflicts(device: Device, network: ZoneNetwork | undefined): readonly Problem[] {
  if (network === undefined) return []
  const { config, addresses, path } = network
  const source = ownSource(device)
  const drawn =
    addresses.entries.length > 0 ? 'addresses' : config.addressesFromPools ? 'addressesFromPools' : undefined
  if (drawn !== undefined && source !== undefined)
    return [two([...path, drawn], device, source, 'remove one of the two')]
  const families = familiesIn(addresses.entries)
  return ([4, 6] as const).flatMap(family => {
    const dhcp = `dhcp${family}` as const
    if (device.config[dhcp] && families.has(family) && config[dhcp] !== false) {
      return [
        two(
          [...path, 'addresses'],
          device,
          device.origin(dhcp),
          `write \`${dhcp}: false\` beside it, or remove one of the two`,
        ),
      ]
    }
    const isStatic = device.ranges.some(({ first }) => first.family === family)
    return config[dhcp] && isStatic ? [two([...path, dhcp], device, device.list.path, 'remove one of the two')] : []
  })
}

function familiesIn(entries: Device['list']['entries']): ReadonlySet<4 | 6> {
  return new Set(
    entries.flatMap(({ range }) => (range === null || typeof range === 'string' ? [] : [range.first.family])),
  )
}

/** Where a device gets addresses that a failure domain would replace, or that would be lost beside its own. */
function ownSource({ list, config, origin }: Device): Path | undefined {
  if (list.entries.length > 0) return list.path
  if (config.addressesFromPools) return origin('addressesFromPools')
  return config.skipIPAllocation ? origin('skipIPAllocation') : undefined
}

function two(path: Path, { owner }: Device, source: Path, fix: string): Problem {
  const message = `${field(path)} must not be set where machines bring a source of addresses of their own`
  const why = `${field(source)} gives ${owner} another one`
  return { code: 'failure-domain-addresses', severity: 'error', path, message, why, fix }
}

function noneAtAll({ owner, list }: Device, zones: readonly ResolvedZone[]): Problem {
  return {
    code: 'failure-domain-addresses',
    severity: 'error',
    path: list.path,
    message: `${field(list.path)} must say where ${owner} gets its addresses from`,
    why: `without addresses, pool or DHCP the vSphere provider waits for an address for ever, and none of its ${zones.length} failure domains brings any`,
    fix: 'write addresses such as "192.168.10.31-33/24" here or in each of the failure domains, or set `dhcp4: true`',
  }
}

function none(owner: string, { path, networks, config }: ResolvedZone, position: number): Problem {
  const own = networks[position] === undefined ? [...path, 'networks'] : [...path, 'networks', position]
  return {
    code: 'failure-domain-addresses',
    severity: 'error',
    path: own,
    message: `${field(own)} must say where ${owner} gets its addresses from`,
    why: `device ${position} has none of its own, and without addresses, pool or DHCP the vSphere provider waits for an address for ever`,
    fix: `give the network at position ${position} of failure domain "${config.name}" addresses, a pool or \`dhcp4: true\``,
  }
}
