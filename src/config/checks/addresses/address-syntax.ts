// Every address, range and network of the document is one, and of the family that its field takes. The schema has only looked
// at the letters.

import { parseIp, parseNetwork, type RangeFault } from '../../../addresses.ts'
import type { Path, Problem } from '../../../problems/problem.ts'
import { type Device, devicesOf } from '../../resolve/devices.ts'
import { layersOf } from '../../resolve/groups.ts'
import type { AddressEntry, ResolvedCluster } from '../../resolve/resolved.ts'
import { MOST_SLOTS } from '../../resolve/slots.ts'
import type { Rules } from '../rules.ts'
import { field, quoted } from '../words.ts'

export const rules = {
  'invalid-address': {
    severity: 'error',
    meaning: 'A text is no address, range or network, or not of the family of its field.',
    cure: 'write `192.168.10.31/24`, `192.168.10.31-33/24` or `2001:db8::31-33/64`',
    reads: [
      'spec.controlPlane.addresses',
      'spec.network',
      'spec.clusterNetwork',
      'spec.loadBalancer.bindAddress',
      'spec.loadBalancer.addresses',
      'spec.failureDomains[].networks',
    ],
    source: 'RFC 4291 2.2, RFC 6943 3.1.1: an octet with leading zeros is read in two ways',
  },
  'reversed-range': {
    severity: 'error',
    meaning: 'A range ends below its first address.',
    cure: 'write the lower address first',
    reads: ['spec.controlPlane.addresses', 'spec.workers[].addresses'],
    source: 'capv-ha: a range is written from its first to its last address',
  },
  'range-too-large': {
    severity: 'error',
    meaning: 'A list holds more addresses than any cluster has nodes.',
    cure: 'write only the addresses that nodes may have',
    reads: ['spec.controlPlane.addresses', 'spec.workers[].addresses'],
    source: 'capv-ha: bounded work',
  },
} as const satisfies Rules

/** Returns `invalid-address`, `reversed-range` and `range-too-large` at what the user wrote. */
export function checkAddressSyntax(cluster: ResolvedCluster): readonly Problem[] {
  // A control plane whose only entry is faulty has no nodes, and so no devices.
  const all = [cluster.controlPlane.addresses, ...devicesOf(cluster).map(device => device.list)]
  // One list may be that of several groups.
  const lists = [...new Map(all.map(list => [field(list.path), list])).values()]
  return [
    ...lists.flatMap(list => list.entries.flatMap(rangeProblem)),
    ...tooManyReplicas(cluster),
    ...lists.flatMap(list => (list.tooLarge ? [tooLarge(list.path, list.entries)] : [])),
    ...layersOf(cluster).flatMap(({ network, path }) => (network ? deviceProblems(network, [...path, 'network']) : [])),
    ...balancerProblems(cluster),
    ...zoneProblems(cluster),
    ...clusterNetworkProblems(cluster),
  ]
}

const FAULTS: Readonly<Record<Exclude<RangeFault, 'reversed'>, { readonly claim: string; readonly fix: string }>> = {
  syntax: {
    claim: 'must be an address or a range with a prefix length',
    fix: 'write it like "192.168.10.31/24", "192.168.10.31-33/24" or "2001:db8::31-33/64"; octets are 0 to 255, without leading zeros',
  },
  families: { claim: 'must begin and end in one address family', fix: 'write one range for IPv4 and one for IPv6' },
  prefix: {
    claim: 'must have a prefix length of at most 32 (IPv4) or 128 (IPv6)',
    fix: 'write the prefix length of the network, such as "/24"',
  },
}

function rangeProblem({ path, text, range }: AddressEntry): readonly Problem[] {
  if (typeof range !== 'string' || text === null) return []
  if (range !== 'reversed') {
    const { claim, fix } = FAULTS[range]
    return [
      { code: 'invalid-address', severity: 'error', path, message: `${field(path)} ${quoted(text)} ${claim}`, fix },
    ]
  }
  const message = `${field(path)} ${quoted(text)} must not end below its first address`
  return [{ code: 'reversed-range', severity: 'error', path, message, fix: 'write the lower address first' }]
}

function tooLarge(list: Path, entries: readonly AddressEntry[]): Problem {
  const path = entries.find(({ range }) => range !== null && typeof range !== 'string' && isLong(range))?.path ?? list
  const message = `${field(path)} must not hold more than ${MOST_SLOTS} addresses`
  const fix = 'write only the addresses that nodes may have, such as "192.168.10.31-33/24"'
  return { code: 'range-too-large', severity: 'error', path, message, fix }
}

/** Of nodes whose addresses DHCP hands out. */
function tooManyReplicas({ controlPlane: { type, config } }: ResolvedCluster): readonly Problem[] {
  if (type !== 'Machines' || config.addresses !== undefined || (config.replicas ?? 0) <= MOST_SLOTS) return []
  const path = ['spec', 'controlPlane', 'replicas']
  const message = `${field(path)} must not be more than ${MOST_SLOTS}`
  return [{ code: 'range-too-large', severity: 'error', path, message, fix: 'write the number of nodes, such as 3' }]
}

function isLong({ first, last }: { readonly first: { value: bigint }; readonly last: { value: bigint } }): boolean {
  return last.value - first.value >= BigInt(MOST_SLOTS)
}

type NetworkLayer = Device['config'] & { readonly extraDevices?: readonly Device['config'][] | null | undefined }

function deviceProblems(network: NetworkLayer, path: Path): readonly Problem[] {
  const { gateway, gateway6, nameservers, routes, extraDevices } = network
  return [
    ...ipProblem(gateway, [...path, 'gateway'], 4),
    ...ipProblem(gateway6, [...path, 'gateway6'], 6),
    ...(nameservers ?? []).flatMap((server, i) => ipProblem(server, [...path, 'nameservers', i])),
    ...(routes ?? []).flatMap(({ to, via }, i) => [
      ...networkProblem(to, [...path, 'routes', i, 'to']),
      ...ipProblem(via, [...path, 'routes', i, 'via']),
    ]),
    ...(extraDevices ?? []).flatMap((device, i) => deviceProblems(device, [...path, 'extraDevices', i])),
  ]
}

function balancerProblems({ config }: ResolvedCluster): readonly Problem[] {
  const { loadBalancer } = config.spec
  const path = ['spec', 'loadBalancer']
  if (loadBalancer.type === 'External') return []
  if (loadBalancer.type !== 'KubeVIP') return ipProblem(loadBalancer.bindAddress, [...path, 'bindAddress'])
  return (loadBalancer.addresses ?? []).flatMap((address, i) => ipProblem(address, [...path, 'addresses', i]))
}

function zoneProblems({ config }: ResolvedCluster): readonly Problem[] {
  return (config.spec.failureDomains ?? []).flatMap((domain, i) =>
    (domain.networks ?? []).flatMap((network, k) => {
      const path = ['spec', 'failureDomains', i, 'networks', k]
      if (typeof network === 'string') return []
      const servers = (network.nameservers ?? []).flatMap((server, n) => ipProblem(server, [...path, 'nameservers', n]))
      return [...ipProblem(network.gateway, [...path, 'gateway']), ...servers]
    }),
  )
}

function clusterNetworkProblems({ config }: ResolvedCluster): readonly Problem[] {
  const path = ['spec', 'clusterNetwork']
  const { pods, services } = config.spec.clusterNetwork ?? {}
  return [
    ...(pods ?? []).flatMap((network, i) => networkProblem(network, [...path, 'pods', i])),
    ...(services ?? []).flatMap((network, i) => networkProblem(network, [...path, 'services', i])),
  ]
}

function ipProblem(text: string | null | undefined, path: Path, family?: 4 | 6): readonly Problem[] {
  if (text === null || text === undefined) return []
  const ip = parseIp(text)
  if (ip !== undefined && (family === undefined || ip.family === family)) return []
  const kind = family === undefined ? 'an IP address' : `an IPv${family} address`
  const examples = { 4: '"192.168.10.1"', 6: '"2001:db8::1"' }
  const fix =
    ip === undefined
      ? `write an address such as ${examples[family ?? 4]}; octets are 0 to 255, without leading zeros`
      : `write it as \`${ip.family === 4 ? 'gateway' : 'gateway6'}\``
  return [
    {
      code: 'invalid-address',
      severity: 'error',
      path,
      message: `${field(path)} ${quoted(text)} must be ${kind}`,
      fix,
    },
  ]
}

function networkProblem(text: string, path: Path): readonly Problem[] {
  if (parseNetwork(text) !== undefined) return []
  const message = `${field(path)} ${quoted(text)} must be a network: an address and a prefix length`
  return [
    {
      code: 'invalid-address',
      severity: 'error',
      path,
      message,
      fix: 'write it like "10.244.0.0/16" or "fd00:10::/64"',
    },
  ]
}
