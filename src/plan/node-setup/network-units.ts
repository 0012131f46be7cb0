// How the devices of a node that ignition sets up get their addresses: the provider hands a node its network in the form of
// cloud-init, which images for ignition do not read.
// Source: systemd.network(5); cluster-api-provider-vsphere pkg/util/constants.go, v1.16.1 (the same settings for cloud-init).

import type { Device, NodeFile } from '../model.ts'
import type { DhcpOverrides } from '../place-model.ts'

/** A unit for each device that needs more than the DHCP that images do by themselves; read before any other. */
export function networkUnits(devices: readonly Device[]): readonly NodeFile[] {
  return devices.flatMap((device, i) => {
    const text = unitOf(device)
    if (text === undefined) return []
    const path = `/etc/systemd/network/10-capv-ha-${i}.network`
    return [{ path, content: { text }, owner: 'root:root', permissions: '0644', append: false }]
  })
}

function unitOf(device: Device): string | undefined {
  const { dhcp4, dhcp6, mtu, routes, dhcp4Overrides, dhcp6Overrides } = device
  const network = networkLines(device)
  const sections = [
    section('Match', matchLines(device)),
    section('Link', mtu === undefined ? [] : [`MTUBytes=${mtu}`]),
    section('Network', [dhcpLine(device), ...network]),
    ...routes.map(({ to, via, metric }) =>
      section('Route', [`Destination=${to}`, `Gateway=${via}`, `Metric=${metric}`]),
    ),
    section('DHCPv4', dhcp4 ? overrideLines(dhcp4Overrides) : []),
    section('DHCPv6', dhcp6 ? overrideLines(dhcp6Overrides) : []),
  ]
  const saysMore = network.length > 0 || sections.some((text, i) => i !== 0 && i !== 2 && text !== '')
  return saysMore ? sections.filter(text => text !== '').join('\n') : undefined
}

/**
 * The only device may have any name that the kernel gives it: the provider makes all of them of one kind, which nothing that a
 * pod network adds is of. Several have to be told apart.
 * Source: cluster-api-provider-vsphere pkg/services/govmomi/vcenter/clone.go, v0.8 – v1.16.
 */
function matchLines({ macAddr, deviceName }: Device): readonly string[] {
  if (macAddr !== undefined) return [`MACAddress=${macAddr}`]
  return [deviceName === undefined ? 'Driver=vmxnet3' : `Name=${deviceName}`]
}

/** A device that says nothing of its addresses has them from DHCP too, by the word of its failure domain. */
function dhcpLine({ dhcp4, dhcp6, ipAddrs, skipIPAllocation }: Device): string {
  const isElsewhere = ipAddrs.length === 0 && !dhcp4 && !dhcp6 && !skipIPAllocation
  if ((dhcp4 && dhcp6) || isElsewhere) return 'DHCP=yes'
  if (dhcp4) return 'DHCP=ipv4'
  return dhcp6 ? 'DHCP=ipv6' : 'DHCP=no'
}

function networkLines({ ipAddrs, gateway4, gateway6, nameservers, searchDomains }: Device): readonly string[] {
  return [
    ...ipAddrs.map(address => `Address=${address}`),
    ...[gateway4, gateway6].flatMap(gateway => (gateway === undefined ? [] : [`Gateway=${gateway}`])),
    ...nameservers.map(server => `DNS=${server}`),
    ...(searchDomains.length === 0 ? [] : [`Domains=${searchDomains.join(' ')}`]),
  ]
}

function overrideLines(overrides: DhcpOverrides = {}): readonly string[] {
  const { hostname, routeMetric, sendHostname, useDNS, useDomains, useHostname, useMTU, useNTP, useRoutes } = overrides
  const fields = {
    Hostname: hostname,
    RouteMetric: routeMetric,
    SendHostname: sendHostname,
    UseDNS: useDNS,
    UseDomains: useDomains,
    UseHostname: useHostname,
    UseMTU: useMTU,
    UseNTP: useNTP,
    UseRoutes: useRoutes,
  }
  return Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}`]))
}

function section(name: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `[${name}]\n${lines.join('\n')}\n`
}
