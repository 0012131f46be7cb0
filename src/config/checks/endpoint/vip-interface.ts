// The interface that kube-vip uses: where none is named it takes that of the default route.

import { defaultKubeVipVersion, IPV6_ROUTES_SINCE } from '../../../facts/kube-vip.ts'
import { isAtLeast, parseVersion } from '../../../facts/releases.ts'
import type { Problem } from '../../../problems/problem.ts'
import type { Device } from '../../resolve/devices.ts'
import { type EndpointHolder, endpointHolders, interfaceName, rangeAround } from '../../resolve/endpoint-holders.ts'
import type { ResolvedCluster, VirtualAddress } from '../../resolve/resolved.ts'
import { defaultRoutes } from '../../resolve/vms.ts'
import { lacksGateway } from '../addresses/gateway.ts'
import type { Rules } from '../rules.ts'
import { field, quoted } from '../words.ts'

export const rules = {
  'vip-interface': {
    severity: 'error',
    meaning:
      'kube-vip would not find the interface of its address, since the default route is on another one or nowhere.',
    cure: 'write `loadBalancer.interface: eth1`, the name of the device in whose network the address is',
    reads: [
      'spec.loadBalancer.interface',
      'spec.loadBalancer.version',
      'spec.network.gateway',
      'spec.network.gateway6',
      'spec.network.routes',
      'spec.network.extraDevices',
      'spec.controlPlane.addresses',
      'spec.controlPlaneEndpoint',
      'spec.loadBalancer.addresses',
    ],
    source: 'kube-vip pkg/vip/util.go (GetDefaultGatewayInterface), v0.4.4, v0.9.2, v1.2.3',
  },
  'unknown-interface': {
    severity: 'warning',
    meaning: '`loadBalancer.interface` is no device of a control-plane node.',
    cure: 'write the `deviceName` of the device, or "eth0", "eth1" … by its position',
    reads: ['spec.loadBalancer.interface', 'spec.network.deviceName', 'spec.network.extraDevices'],
    source: 'CAPV pkg/util/constants.go (set-name), v0.8 - v1.17; kube-vip documentation: `vip_interface`',
  },
} as const satisfies Rules

/** Returns `vip-interface` and the warning `unknown-interface`, once. */
export function checkVipInterface(cluster: ResolvedCluster): readonly Problem[] {
  const { loadBalancer } = cluster.config.spec
  if (loadBalancer.type !== 'KubeVIP') return []
  if (loadBalancer.interface !== undefined) return unknown(cluster, loadBalancer.interface)
  const { kubernetesVersion } = cluster.config.spec
  const kubeVip = parseVersion(loadBalancer.version ?? defaultKubeVipVersion(kubernetesVersion))
  const [vip] = cluster.virtualAddresses
  if (vip === undefined) return []
  return first(endpointHolders(cluster), holder => {
    const device = holder.devices.find(each => rangeAround(vip.ip, each) !== undefined)
    const why = device && unfound(vip, device, holder, isAtLeast(kubeVip, IPV6_ROUTES_SINCE))
    return device === undefined || why === undefined ? undefined : problem(vip, why, nameIn(cluster, device))
  })
}

/** Without cloud-init the kernel names what has no `deviceName`. */
function nameIn(cluster: ResolvedCluster, device: Device): string | undefined {
  return isByIgnition(cluster) ? (device.config.deviceName ?? undefined) : interfaceName(device)
}

function isByIgnition({ controlPlane }: ResolvedCluster): boolean {
  return controlPlane.shape.node.value.format === 'ignition'
}

function first<T>(list: readonly T[], look: (each: T) => Problem | undefined): readonly Problem[] {
  for (const each of list) {
    const problem = look(each)
    if (problem !== undefined) return [problem]
  }
  return []
}

const PATH = ['spec', 'loadBalancer', 'interface']

/** Why kube-vip would not find the device: IPv4 comes first, and before kube-vip v1.0 alone. */
function unfound(
  vip: VirtualAddress,
  device: Device,
  { devices, owner }: EndpointHolder,
  looksAtIpv6: boolean,
): string | undefined {
  for (const family of looksAtIpv6 ? ([4, 6] as const) : ([4] as const)) {
    const routed = devices.filter(each => defaultRoutes(each, family).length > 0)
    if (routed.includes(device)) return undefined
    const [other] = routed
    const route = other && defaultRoutes(other, family)[0]
    if (route !== undefined) return `the default route of ${owner} is on another device (${field(route.path)})`
  }
  // A pool that is not ours may name a gateway, and routers announce themselves to IPv6.
  const isUnknown = devices.some(({ config }) => (config.addressesFromPools ?? []).length > 0)
  if (isUnknown || (looksAtIpv6 && vip.ip.family === 6)) return undefined
  // What is missing is the gateway, and is reported as that (gateway.ts).
  if (lacksGateway(devices, 4)) return undefined
  return `${owner} has no${looksAtIpv6 ? '' : ' IPv4'} default route, by which kube-vip would find it`
}

function problem({ path }: VirtualAddress, why: string, name: string | undefined): Problem {
  return {
    code: 'vip-interface',
    severity: 'error',
    path: PATH,
    message: `${field(PATH)} must name the interface in whose network ${field(path)} is`,
    why,
    fix:
      name === undefined
        ? 'write the name that the kernel gives it, such as `interface: ens224`'
        : `write \`interface: ${name}\``,
  }
}

/** The names are CAPV's as long as cloud-init sets them. */
function unknown(cluster: ResolvedCluster, wanted: string): readonly Problem[] {
  if (isByIgnition(cluster)) return []
  return first(endpointHolders(cluster), ({ devices, owner }) => {
    const names = devices.map(interfaceName)
    if (names.includes(wanted)) return undefined
    return {
      code: 'unknown-interface',
      severity: 'warning',
      path: PATH,
      message: `${field(PATH)} must be an interface of ${owner}: ${quoted(wanted)}`,
      why: `cloud-init names them ${names.join(', ')}, and kube-vip does not start without its interface`,
      fix: `write ${quoted(names[0])}, or \`deviceName: ${wanted}\` at the device`,
    }
  })
}
