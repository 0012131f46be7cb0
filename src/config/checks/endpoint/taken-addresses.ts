// Addresses that are somebody's already: a node must have neither a name server's, nor the vCenter's, a router's or the balancer's.

import { formatIp, type Ip, parseIp } from '../../../addresses.ts'
import type { Path, Problem } from '../../../problems/problem.ts'
import { type Device, devicesOf } from '../../resolve/devices.ts'
import { normalServer } from '../../resolve/places.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import type { Rules } from '../rules.ts'
import { field, quoted } from '../words.ts'

export const rules = {
  'address-is-taken': {
    severity: 'error',
    meaning: 'A node would get the address of a name server, of the vCenter, of a next hop or of the load balancer.',
    cure: 'use another address for the node',
    reads: [
      'spec.controlPlane.addresses',
      'spec.workers[].addresses',
      'spec.network.nameservers',
      'spec.network.routes[].via',
      'spec.vsphere.server',
      'spec.loadBalancer',
    ],
    source: 'RFC 5227: one host of a link has an address',
  },
} as const satisfies Rules

interface Taken {
  readonly ip: Ip
  readonly path: Path
  readonly what: string
}

/** Returns `address-is-taken` at the entry, once for each owner; the endpoint and gateways have codes of their own. */
export function checkTakenAddresses(cluster: ResolvedCluster): readonly Problem[] {
  const found = new Map<string, Problem>()
  const everywhere = [...ofCluster(cluster), ...nameServers(cluster)]
  for (const device of devicesOf(cluster)) {
    const taken = [...everywhere, ...ofDevice(device)]
    for (const { first, last, path } of device.ranges) {
      for (const other of taken) {
        const { ip } = other
        if (ip.family !== first.family || ip.value < first.value || ip.value > last.value) continue
        const key = JSON.stringify([path, other.path])
        if (!found.has(key)) found.set(key, problem(path, other))
      }
    }
  }
  return [...found.values()]
}

function ofCluster({ config: { spec }, endpoint }: ResolvedCluster): readonly Taken[] {
  const { loadBalancer, vsphere } = spec
  const path = ['spec', 'loadBalancer']
  const vips = loadBalancer.type === 'KubeVIP' ? (loadBalancer.addresses ?? []) : []
  const bind = loadBalancer.type === 'Nginx' || loadBalancer.type === 'HAProxy' ? loadBalancer.bindAddress : undefined
  return [
    ...taken(normalServer(vsphere.server), ['spec', 'vsphere', 'server'], 'the vCenter'),
    ...vips.flatMap((vip, i) =>
      vip === endpoint.host ? [] : taken(vip, [...path, 'addresses', i], 'the control plane, a virtual one'),
    ),
    ...(bind === endpoint.host ? [] : taken(bind, [...path, 'bindAddress'], 'the load balancer')),
  ]
}

/** Each list, and each address, once, however many groups inherit it. */
function nameServers(cluster: ResolvedCluster): readonly Taken[] {
  const found = new Map<string, Taken>()
  const lists = new Set<readonly string[]>()
  for (const { config, origin } of devicesOf(cluster)) {
    const { nameservers } = config
    if (!nameservers || lists.has(nameservers)) continue
    lists.add(nameservers)
    for (const [i, server] of nameservers.entries()) {
      for (const own of taken(server, [...origin('nameservers'), i], 'a name server')) {
        if (!found.has(formatIp(own.ip))) found.set(formatIp(own.ip), own)
      }
    }
  }
  return [...found.values()]
}

/** A next hop that is the node itself is told at the route (next-hop.ts). */
function ofDevice(device: Device): readonly Taken[] {
  const { routes } = device.config
  return [
    ...(device.kind === 'node' ? [] : (routes ?? [])).flatMap(({ via }, i) =>
      taken(via, [...device.origin('routes'), i, 'via'], 'a next hop'),
    ),
  ]
}

function taken(text: string | undefined, path: Path, what: string): readonly Taken[] {
  const ip = parseIp(text ?? '')
  return ip === undefined ? [] : [{ ip, path, what }]
}

function problem(path: Path, { ip, path: other, what }: Taken): Problem {
  return {
    code: 'address-is-taken',
    severity: 'error',
    path,
    message: `${field(path)} must not hold ${quoted(formatIp(ip))}, the address of ${what}`,
    why: `${field(other)} says so`,
    fix: 'use another address for the node, or correct the other one',
  }
}
