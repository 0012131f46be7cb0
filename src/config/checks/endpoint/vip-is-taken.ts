// The addresses that kube-vip announces are nobody else's.

import { formatIp, isSameIp, parseIp } from '../../../addresses.ts'
import type { Path, Problem } from '../../../problems/problem.ts'
import { devicesOf } from '../../resolve/devices.ts'
import { normalServer } from '../../resolve/places.ts'
import type { ResolvedCluster, VirtualAddress } from '../../resolve/resolved.ts'
import type { Rules } from '../rules.ts'
import { field, quoted } from '../words.ts'

export const rules = {
  'vip-is-taken': {
    severity: 'error',
    meaning: 'The virtual address is that of a gateway, a name server, a next hop or the vCenter.',
    cure: 'use an unused address of the network',
    reads: [
      'spec.controlPlaneEndpoint',
      'spec.loadBalancer.addresses',
      'spec.network.gateway',
      'spec.network.gateway6',
      'spec.network.nameservers',
      'spec.network.routes[].via',
      'spec.vsphere.server',
    ],
    source: 'RFC 5227: one host of a link has an address',
  },
} as const satisfies Rules

interface Taken {
  readonly text: string
  readonly path: Path
  readonly what: string
}

/** Returns `vip-is-taken`, once for each address; nodes, and the endpoint as a gateway, have codes of their own. */
export function checkVipIsTaken(cluster: ResolvedCluster): readonly Problem[] {
  const all = cluster.virtualAddresses.length === 0 ? [] : takenBy(cluster)
  return cluster.virtualAddresses.flatMap(vip => {
    const owner = all.find(({ text, what }) => {
      const ip = parseIp(text)
      return ip !== undefined && isSameIp(ip, vip.ip) && !(what === GATEWAY && isEndpoint(cluster, vip))
    })
    return owner === undefined ? [] : [problem(vip, owner)]
  })
}

const GATEWAY = 'a gateway'

function takenBy(cluster: ResolvedCluster): readonly Taken[] {
  const { server } = cluster.config.spec.vsphere
  const ofDevices = devicesOf(cluster).flatMap(({ config, origin }) => [
    ...(['gateway', 'gateway6'] as const).map(name => ({ text: config[name], path: origin(name), what: GATEWAY })),
    ...(config.nameservers ?? []).map((text, i) => ({
      text,
      path: [...origin('nameservers'), i],
      what: 'a name server',
    })),
    ...(config.routes ?? []).map(({ via }, i) => ({
      text: via,
      path: [...origin('routes'), i, 'via'],
      what: 'a next hop',
    })),
  ])
  const all = [...ofDevices, { text: normalServer(server), path: ['spec', 'vsphere', 'server'], what: 'the vCenter' }]
  return all.flatMap(({ text, path, what }) => (typeof text === 'string' ? [{ text, path, what }] : []))
}

function isEndpoint({ endpoint }: ResolvedCluster, { ip }: VirtualAddress): boolean {
  const host = parseIp(endpoint.host)
  return host !== undefined && isSameIp(host, ip)
}

function problem({ ip, path }: VirtualAddress, { path: other, what }: Taken): Problem {
  return {
    code: 'vip-is-taken',
    severity: 'error',
    path,
    message: `${field(path)} must not hold ${quoted(formatIp(ip))} with kube-vip, the address of ${what}`,
    why: `${field(other)} says so`,
    fix: 'use an unused address of the network',
  }
}
