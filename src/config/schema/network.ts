// spec.network: the devices of a VM. The first device is spelled out directly under `network`; further ones in `extraDevices`.

import * as z from 'zod/mini'
import { poolReference } from './machine.ts'
import {
  about,
  addressRange,
  cidr,
  count,
  interfaceName,
  ipAddress,
  object,
  optional,
  searchDomain,
  text,
  unsettable,
} from './scalars.ts'

/** Pools that exist already. */
export const poolReferences = z
  .array(poolReference)
  .check(
    z.minLength(1, { error: 'must hold at least one pool' }),
    z.maxLength(2, { error: 'must not hold more than two pools, one per address family' }),
  )

/** One slot or range of `addresses`; `null` retires the node of its slot (`Machines` only). */
export const addressList = z.array(z.nullable(addressRange))

const route = object(() => ({
  to: about('Destination network.', cidr),
  via: about('Next hop.', ipAddress),
  metric: about('Route metric.', count(0)),
}))

const dhcpOverrides = object(
  () => ({
    hostname: optional('Host name to send.', text),
    routeMetric: optional('Metric of the routes.', count(0)),
    sendHostname: optional('Whether the host name is sent.', z.boolean()),
    useDNS: optional("Whether the server's nameservers are used.", z.boolean()),
    useDomains: optional(
      'Whether its search domains are used: "true", "false" or "route".',
      z.enum(['true', 'false', 'route']),
    ),
    useHostname: optional('Whether its host name is used.', z.boolean()),
    useMTU: optional('Whether its MTU is used.', z.boolean()),
    useNTP: optional('Whether its time servers are used.', z.boolean()),
    useRoutes: optional(
      'Whether its routes are used: "true", "false" or "gateway".',
      z.enum(['true', 'false', 'gateway']),
    ),
  }),
  'dhcpOverrides',
)

const device = {
  name: unsettable('vSphere network (port group): name or inventory path.', text),
  deviceName: unsettable('Name of the interface in the guest; eth<i> where absent.', interfaceName),
  macAddr: unsettable(
    'MAC address, for a single node only.',
    z.string().check(
      z.regex(/^[0-9A-Fa-f][02468ACEace]([:-][0-9A-Fa-f]{2}){5}$/, {
        error: 'must be a MAC address such as "00:50:56:00:00:01"',
      }),
    ),
  ),
  addressesFromPools: unsettable(
    'Existing IPAM pools that addresses are claimed from, one per address family.',
    poolReferences,
  ),
  gateway: unsettable('IPv4 gateway.', ipAddress),
  gateway6: unsettable('IPv6 gateway.', ipAddress),
  nameservers: unsettable('DNS servers.', z.array(ipAddress)),
  searchDomains: unsettable('DNS search domains.', z.array(searchDomain)),
  routes: unsettable('Static routes of the device.', z.array(route)),
  mtu: unsettable('MTU in bytes.', count(68, 9190)),
  dhcp4: unsettable('Whether IPv4 is configured by DHCP.', z.boolean()),
  dhcp6: unsettable('Whether IPv6 is configured by DHCP.', z.boolean()),
  dhcp4Overrides: unsettable('What to take from the DHCPv4 server.', dhcpOverrides),
  dhcp6Overrides: unsettable('What to take from the DHCPv6 server.', dhcpOverrides),
  skipIPAllocation: unsettable('Whether the device stays without an address.', z.boolean()),
}

const extraDevice = object(() => ({
  ...device,
  addresses: unsettable('Addresses of this device, shared out by slot as those of the first device.', addressList),
}))

export const network = object(
  () => ({
    ...device,
    extraDevices: unsettable('Further network devices, in order.', z.array(extraDevice)),
  }),
  'network',
)
