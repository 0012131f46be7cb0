// Every device gets its addresses in exactly one way: static, from a pool, by DHCP, or it is left without on purpose.

import { hasField, NETWORKS_OF_ZONES } from '../../../facts/first-releases.ts'
import type { Path, Problem } from '../../../problems/problem.ts'
import { isUsable } from '../../releases/usable.ts'
import { type Device, devicesOf } from '../../resolve/devices.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import type { HAClusterSpec } from '../../schema/hacluster.ts'
import type { Rules } from '../rules.ts'
import { field } from '../words.ts'

export const rules = {
  'no-address-source': {
    severity: 'error',
    meaning: 'A device has neither addresses, nor a pool, nor DHCP.',
    cure: 'write `addresses`, or say `dhcp4: true`',
    reads: ['spec.network', 'spec.controlPlane.addresses', 'spec.workers[].addresses'],
    source: 'CAPV controllers/vspherevm_controller.go, v1.13: isWaitingForStaticIPAllocation',
  },
  'two-address-sources': {
    severity: 'error',
    meaning: 'A device with static addresses has DHCP of the same family, or a pool, as well.',
    cure: 'remove one of the two',
    reads: [
      'spec.network.dhcp4',
      'spec.network.dhcp6',
      'spec.network.addressesFromPools',
      'spec.network.skipIPAllocation',
      'spec.controlPlane.addresses',
    ],
    source: 'CAPV pkg/util/constants.go, v1.13: netplan takes all sources at once',
  },
  'shared-mac-address': {
    severity: 'error',
    meaning: 'Several machines would have one MAC address.',
    cure: 'set `macAddr` in `controlPlane.nodes[].network`',
    reads: ['spec.network.macAddr', 'spec.controlPlane.addresses'],
    source: 'IEEE 802: one station of a network has an address',
  },
} as const satisfies Rules

/** Returns `no-address-source`, `two-address-sources` and `shared-mac-address`, each once per place. */
export function checkAddressSource(cluster: ResolvedCluster): readonly Problem[] {
  const devices = devicesOf(cluster)
  const found = new Map<string, Problem>()
  for (const problem of devices.flatMap(device => deviceProblems(device, cluster))) {
    const key = `${problem.code} ${field(problem.path)}`
    if (!found.has(key)) found.set(key, problem)
  }
  const machines = devices.filter(({ kind }) => kind !== 'zone')
  return [...found.values(), ...macProblems(cluster, machines)]
}

function deviceProblems(device: Device, { release, config: { spec } }: ResolvedCluster): readonly Problem[] {
  const { config, list, whereabouts } = device
  const { dhcp4, dhcp6, addressesFromPools } = config
  const listed = list.entries.length > 0
  const families = new Set(device.ranges.map(({ first }) => first.family))
  const twice = [
    ...(dhcp4 && families.has(4) ? [two(device, 'dhcp4')] : []),
    ...(dhcp6 && families.has(6) ? [two(device, 'dhcp6')] : []),
    ...(addressesFromPools && listed ? [two(device, 'addressesFromPools')] : []),
    ...(config.skipIPAllocation && listed ? [two(device, 'skipIPAllocation')] : []),
  ]
  // A failure domain alone has no machines, and may leave it to them; one that exists may bring what is not known here.
  const mayBeGiven = whereabouts.isElsewhere && hasField(release, NETWORKS_OF_ZONES)
  if (device.kind === 'zone' || whereabouts.zones.length > 0 || mayBeGiven || hasSource(device)) return twice
  return [none(device, spec)]
}

/** Whether a device says by itself where addresses come from. */
export function hasSource({ config, list }: Pick<Device, 'config' | 'list'>): boolean {
  const { addressesFromPools, dhcp4, dhcp6, skipIPAllocation } = config
  return list.entries.length > 0 || Boolean(addressesFromPools || dhcp4 || dhcp6 || skipIPAllocation)
}

function none(device: Device, spec: HAClusterSpec): Problem {
  const { path } = device.list
  // The field itself where a layer switches it off, else the layer that could switch it on.
  const origin = device.origin('dhcp4')
  const place = origin.at(-1) === 'dhcp4' ? origin.slice(0, -1) : origin
  const canList = device.kind === 'node' || isUsable('workers[].addresses', spec)
  return {
    code: 'no-address-source',
    severity: 'error',
    path,
    message: `${field(path)} must say where ${device.owner} gets its addresses from`,
    why: 'without addresses, pool or DHCP the vSphere provider waits for an address for ever',
    fix: `${canList ? 'write addresses such as "192.168.10.31-33/24", or ' : ''}set \`dhcp4: true\` in ${field(place)}`,
  }
}

function two(device: Device, name: 'dhcp4' | 'dhcp6' | 'addressesFromPools' | 'skipIPAllocation'): Problem {
  const path = device.origin(name)
  return {
    code: 'two-address-sources',
    severity: 'error',
    path,
    message: `${field(path)} must not be set for a device with static addresses`,
    why: `${field(device.list.path)} gives ${device.owner} its addresses`,
    fix: 'remove one of the two',
  }
}

/** One network card, one address: two VMs with the same MAC on a network lose each other's packets. */
function macProblems(cluster: ResolvedCluster, devices: readonly Device[]): readonly Problem[] {
  const single = groupsOfOne(cluster)
  const firstUses = new Map<string, { readonly owner: string; readonly path: Path }>()
  const found = new Map<string, Problem>()
  for (const device of devices) {
    const { macAddr } = device.config
    if (typeof macAddr !== 'string') continue
    const path = device.origin('macAddr')
    const key = macAddr.toLowerCase().replaceAll('-', ':')
    const earlier = firstUses.get(key)
    if (earlier === undefined) firstUses.set(key, { owner: device.owner, path })
    if (earlier !== undefined || (device.kind === 'pool' && !single.has(device.owner))) {
      found.set(field(path), shared(device, path, earlier?.owner))
    }
  }
  return [...found.values()]
}

function groupsOfOne({ controlPlane, workers }: ResolvedCluster): ReadonlySet<string> {
  const pools = workers.filter(({ config }) => config.autoscale === undefined && (config.replicas ?? 1) === 1)
  const owners = pools.map(({ config }) => `worker pool "${config.name}"`)
  return new Set(controlPlane.config.replicas === 1 ? ['the control plane', ...owners] : owners)
}

function shared(device: Device, path: Path, other: string | undefined): Problem {
  return {
    code: 'shared-mac-address',
    severity: 'error',
    path,
    message: `${field(path)} must not be given to more than one machine`,
    why: other === undefined ? `${device.owner} has several` : `${other} and ${device.owner} have it`,
    fix: 'set `macAddr` for single nodes, in `spec.controlPlane.nodes[].network`',
  }
}
