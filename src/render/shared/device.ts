// What every generation knows of a network device. DHCP is left to the generation: the older ones write it always, v1beta1 and
// later only where it is on.

import type { Json } from '../../manifest.ts'
import type { Device } from '../../plan/model.ts'
import type { DhcpOverrides } from '../../plan/place-model.ts'
import { omitEmpty } from './omit-empty.ts'

type Fields = Readonly<Record<string, Json | undefined>>

export function deviceFields(device: Device): Fields {
  return {
    networkName: device.networkName,
    deviceName: device.deviceName,
    macAddr: device.macAddr,
    gateway4: device.gateway4,
    gateway6: device.gateway6,
    ipAddrs: device.ipAddrs,
    nameservers: device.nameservers,
    searchDomains: device.searchDomains,
    routes: device.routes.map(route => ({ ...route })),
    mtu: device.mtu,
  }
}

/** What came with v1beta1; each field has a first release, which a check holds the cluster against. */
export function claimFields(device: Device): Fields {
  return {
    addressesFromPools: device.addressesFromPools.map(pool => ({ ...pool })),
    dhcp4Overrides: overrides(device.dhcp4Overrides),
    dhcp6Overrides: overrides(device.dhcp6Overrides),
    skipIPAllocation: whereOn(device.skipIPAllocation),
  }
}

/** `true`, or nothing: the server removes a `false` that says what an absent field says. */
export function whereOn(flag: boolean): true | undefined {
  return flag ? true : undefined
}

function overrides(wanted: DhcpOverrides | undefined): Json | undefined {
  return wanted === undefined ? undefined : omitEmpty({ ...wanted })
}
