// What nodes talk to must not be the network or broadcast address of one of their own networks: nobody answers there.

import {
  formatIp,
  formatNetwork,
  type Ip,
  isSameIp,
  lastOf,
  type Network,
  networkOf,
  parseIp,
} from '../../../addresses.ts'
import type { Path, Problem } from '../../../problems/problem.ts'
import { type Device, devicesOf } from '../../resolve/devices.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import type { Rules } from '../rules.ts'
import { field, quoted } from '../words.ts'

/** `reserved-address` is described in address-subnet.ts, which looks at the nodes' own addresses. */
export const rules = {} as const satisfies Rules

/** Returns `reserved-address` at a gateway, next hop, name server, or endpoint, once per place. */
export function checkNetworkEnds(cluster: ResolvedCluster): readonly Problem[] {
  const devices = devicesOf(cluster)
  const all = new Map(devices.flatMap(networksOf).map(network => [formatNetwork(network), network]))
  const networks = [...all.values()]
  const found = new Map<string, Problem>()
  for (const device of devices) {
    const own = networksOf(device)
    for (const { ip, path } of routersOf(device)) report(ip, path, own)
    for (const { ip, path } of nameServersOf(device)) report(ip, path, networks)
  }
  for (const { ip, path } of endpointsOf(cluster)) report(ip, path, networks)
  return [...found.values()]

  function report(ip: Ip, path: Path, of: readonly Network[]): void {
    const end = of.find(network => isSameIp(ip, network.base) || isSameIp(ip, lastOf(network)))
    if (end !== undefined && !found.has(field(path))) found.set(field(path), problem(ip, path, end))
  }
}

interface Spoken {
  readonly ip: Ip
  readonly path: Path
}

/** Of IPv4: in IPv6 nothing is broadcast, and the first address is that of all routers. Of a /31 both ends are hosts (RFC 3021). */
function networksOf({ ranges }: Device): readonly Network[] {
  return ranges.flatMap(({ first, prefix }) => (first.family === 4 && prefix <= 30 ? [networkOf(first, prefix)] : []))
}

function routersOf({ gateways, config, origin }: Device): readonly Spoken[] {
  const gateway = gateways[4] === undefined ? [] : [{ ip: gateways[4], path: origin('gateway') }]
  return [...gateway, ...(config.routes ?? []).flatMap(({ via }, i) => spoken(via, [...origin('routes'), i, 'via']))]
}

function nameServersOf({ config, origin }: Device): readonly Spoken[] {
  return (config.nameservers ?? []).flatMap((server, i) => spoken(server, [...origin('nameservers'), i]))
}

/** Of virtual addresses it is `vip-network`. */
function endpointsOf({ endpoint, config }: ResolvedCluster): readonly Spoken[] {
  return config.spec.loadBalancer.type === 'KubeVIP' ? [] : spoken(endpoint.host, endpoint.path)
}

function spoken(text: string | undefined, path: Path): readonly Spoken[] {
  const ip = parseIp(text ?? '')
  return ip === undefined ? [] : [{ ip, path }]
}

function problem(ip: Ip, path: Path, network: Network): Problem {
  const what = isSameIp(ip, network.base) ? 'the network address' : 'the broadcast address'
  return {
    code: 'reserved-address',
    severity: 'error',
    path,
    message: `${field(path)} must not be ${quoted(formatIp(ip))}, ${what} of ${quoted(formatNetwork(network))}`,
    why: 'nodes are in that network, where no host has this address',
    fix: 'use the address of the host that is meant, or correct the prefix length of the nodes',
  }
}
