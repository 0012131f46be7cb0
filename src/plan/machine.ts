// A VM: the merged machine config with its defaults, placement from spec.vsphere, and its network devices.

import { compressed, formatIp } from '../addresses.ts'
import type {
  AddressList,
  ExtraDevice,
  MachineConfig,
  NetworkConfig,
  ResolvedShape,
  SlotAddress,
} from '../config/resolve/resolved.ts'
import type { HAClusterSpec } from '../config/schema/hacluster.ts'
import { poolReferences } from './address-pools.ts'
import { MACHINE } from './defaults.ts'
import type { Device, MachineShape, Placement, Resources } from './model.ts'
import { present } from './present.ts'
import { canonicalQuantity } from './quantity.ts'

export function planMachine(spec: HAClusterSpec, shape: ResolvedShape, devices: readonly Device[]): MachineShape {
  const machine = shape.machine.value
  return {
    template: required(machine.template),
    cloneMode: machine.cloneMode ?? MACHINE.cloneMode,
    numCPUs: machine.numCPUs ?? MACHINE.numCPUs,
    memoryMiB: required(machine.memoryMiB),
    diskGiB: required(machine.diskGiB),
    ...present(
      machine,
      'snapshot',
      'numCoresPerSocket',
      'hardwareVersion',
      'powerOffMode',
      'guestSoftPowerOffTimeoutSeconds',
      'cryptoKeyID',
      'cryptoProfile',
      'migrateEncryption',
      'ftEncryptionMode',
      'nestedHV',
    ),
    ...(machine.resources ? { resources: canonical(machine.resources) } : {}),
    additionalDisksGiB: machine.additionalDisksGiB ?? [],
    dataDisks: machine.dataDisks ?? [],
    tagIDs: machine.tagIDs ?? [],
    pciDevices: machine.pciDevices ?? [],
    customVMXKeys: machine.customVMXKeys ?? {},
    ...(machine.naming ? { namingTemplate: machine.naming.template } : {}),
    placement: placementOf(spec, machine),
    devices,
  }
}

/** The devices of machines that a controller makes: each draws from the pools of its ranges, or from pools that exist already. */
export function planDevicesOfRole(network: NetworkConfig, lists: readonly AddressList[]): readonly Device[] {
  return [network, ...(network.extraDevices ?? [])].map((device, position) => {
    const list = lists[position]
    const own = list && poolReferences(list)
    return planDevice(own?.length ? { ...device, addressesFromPools: [...own] } : device, [])
  })
}

/** The first device, spelled out under `network`, then the extra ones; each with the addresses of one slot. */
export function planDevices(
  network: NetworkConfig,
  addresses: readonly SlotAddress[],
  extraAddresses: readonly (readonly SlotAddress[])[],
): readonly Device[] {
  const extra = network.extraDevices ?? []
  return [planDevice(network, addresses), ...extra.map((device, i) => planDevice(device, extraAddresses[i] ?? []))]
}

/** A gateway is only meant for static addresses: with DHCP the server names it, with a pool the pool does. */
function planDevice(device: NetworkConfig | ExtraDevice, addresses: readonly SlotAddress[]): Device {
  const isStatic = (family: 4 | 6) => addresses.some(({ ip }) => ip.family === family)
  return {
    networkName: required(device.name),
    ...present(device, 'deviceName', 'macAddr', 'mtu', 'dhcp4Overrides', 'dhcp6Overrides'),
    dhcp4: device.dhcp4 ?? false,
    dhcp6: device.dhcp6 ?? false,
    addressesFromPools: device.addressesFromPools ?? [],
    ipAddrs: addresses.map(({ ip, prefix }) => `${formatIp(ip)}/${prefix}`),
    ...(device.gateway && isStatic(4) ? { gateway4: device.gateway } : {}),
    ...(device.gateway6 && isStatic(6) ? { gateway6: compressed(device.gateway6) } : {}),
    nameservers: (device.nameservers ?? []).map(compressed),
    searchDomains: device.searchDomains ?? [],
    routes: (device.routes ?? []).map(({ to, via, metric }) => ({ to: compressed(to), via: compressed(via), metric })),
    skipIPAllocation: device.skipIPAllocation ?? false,
  }
}

function placementOf({ vsphere }: HAClusterSpec, machine: MachineConfig): Placement {
  const merged = {
    ...vsphere,
    ...present(machine, 'datacenter', 'datastore', 'folder', 'resourcePool', 'storagePolicyName'),
  }
  const unset = (key: keyof MachineConfig & keyof Placement) => machine[key] === null
  const kept = (['datastore', 'folder', 'resourcePool', 'storagePolicyName'] as const).filter(key => !unset(key))
  return { datacenter: merged.datacenter, ...present(merged, ...kept) }
}

function canonical({ requests, limits, shares }: Resources): Resources {
  return { requests: quantities(requests), limits: quantities(limits), shares }
}

function quantities(list: Resources['requests']): Resources['requests'] {
  const { cpu, memory } = list ?? {}
  return {
    ...(cpu === undefined ? {} : { cpu: canonicalQuantity(cpu) }),
    ...(memory === undefined ? {} : { memory: canonicalQuantity(memory) }),
  }
}

/** What a check has made sure of. */
function required<T>(value: T | null | undefined): T {
  if (value === null || value === undefined)
    throw new Error('a check refuses machines without template, size or network')
  return value
}
