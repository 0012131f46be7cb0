// The endpoint is a host and a port that clients can dial, and nobody's address but the load balancer's.

import { formatIp, type Ip, parseIp } from '../../../addresses.ts'
import { specialUse } from '../../../facts/special-use.ts'
import type { Path, Problem } from '../../../problems/problem.ts'
import { apiServerPort } from '../../resolve/cluster-networks.ts'
import { type Device, devicesOf } from '../../resolve/devices.ts'
import { DEFAULT_ENDPOINT_PORT } from '../../resolve/resolve.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import type { Rules } from '../rules.ts'
import { field, quoted } from '../words.ts'

export const rules = {
  'invalid-endpoint': {
    severity: 'error',
    meaning: '`controlPlaneEndpoint` is not a host, or a host and a port, that other machines can reach.',
    cure: 'write `"[2001:db8::18]:6443"`: IPv6 in brackets, quoted',
    reads: ['spec.controlPlaneEndpoint'],
    source: 'RFC 1123 2.1, RFC 3986 3.2.2, RFC 6890',
  },
  'endpoint-is-node': {
    severity: 'error',
    meaning: 'The endpoint is the address of a node, which is gone when the node is.',
    cure: 'use an address of its own for the load balancer',
    reads: ['spec.controlPlaneEndpoint', 'spec.controlPlane.addresses', 'spec.workers[].addresses'],
    source: 'RFC 5227: one host of a link has an address',
  },
  'endpoint-is-gateway': {
    severity: 'error',
    meaning: 'The endpoint is the address of a gateway.',
    cure: 'use an address of its own for the load balancer',
    reads: [
      'spec.controlPlaneEndpoint',
      'spec.controlPlane.addresses',
      'spec.network.gateway',
      'spec.network.gateway6',
    ],
    source: 'RFC 5227: one host of a link has an address',
  },
} as const satisfies Rules

/** Returns `invalid-endpoint`, `endpoint-is-node` and `endpoint-is-gateway` at `spec.controlPlaneEndpoint`. */
export function checkEndpoint(cluster: ResolvedCluster): readonly Problem[] {
  const syntax = endpointProblem(cluster)
  if (syntax !== undefined) return [syntax]
  const ip = parseIp(cluster.endpoint.host)
  return ip === undefined ? [] : clashes(cluster, ip, pathOf(cluster))
}

function endpointProblem(cluster: ResolvedCluster): Problem | undefined {
  const { spec } = cluster.config
  const written = spec.controlPlaneEndpoint
  const path = pathOf(cluster)
  const serviceDomain = spec.clusterNetwork?.serviceDomain ?? 'cluster.local'
  return typeof written === 'string'
    ? textProblem(written, path, serviceDomain)
    : hostProblem(written.host, path, serviceDomain)
}

function pathOf({ config, endpoint }: ResolvedCluster): Path {
  return typeof config.spec.controlPlaneEndpoint === 'string' ? endpoint.path : [...endpoint.path, 'host']
}

const EXAMPLES = 'write it like "192.168.10.18:6443", "api.example.com" or, IPv6 in brackets, "[2001:db8::18]:6443"'

function textProblem(text: string, path: Path, serviceDomain: string): Problem | undefined {
  if (parseIp(text)?.family === 6 && !text.startsWith('[')) {
    const message = `${field(path)} ${quoted(text)} must hold its IPv6 address in brackets`
    return {
      code: 'invalid-endpoint',
      severity: 'error',
      path,
      message,
      fix: `write "[${text}]:6443", with the quotes`,
    }
  }
  const bare = bareOf(text)
  if (bare !== undefined) {
    const isSound = textProblem(bare, path, serviceDomain) === undefined
    return urlProblem(text, path, isSound ? bare : undefined)
  }
  const match = /^(?:\[([^[\]]*)\]|([^:[\]]*))(?::(.*))?$/.exec(text)
  if (match === null) return invalid(path, `${quoted(text)} must be a host, or a host and a port`)
  const [, bracketed, plain = '', port] = match
  if (port !== undefined && !isPort(port))
    return invalid(path, `port ${quoted(port)} must be a whole number from 1 to 65535`)
  if (bracketed === undefined) return hostProblem(plain, path, serviceDomain)
  return parseIp(bracketed)?.family === 6
    ? hostProblem(bracketed, path, serviceDomain)
    : invalid(path, `${quoted(text)} must hold nothing but an IPv6 address in brackets`)
}

/** What stands between the scheme and the path of a URL; `undefined` for a text that has neither. */
function bareOf(text: string): string | undefined {
  const [, scheme, bare, rest] = /^([a-z][-+.a-z\d]*:\/\/)?([^/?#]*)([/?#].*)?$/i.exec(text) ?? []
  return scheme === undefined && rest === undefined ? undefined : bare?.toLowerCase()
}

/** A URL without a port is at that of its scheme, an endpoint at 6443. */
function urlProblem(text: string, path: Path, bare: string | undefined): Problem {
  const problem = invalid(path, `${quoted(text)} must be a host, or a host and a port, without a scheme or a path`)
  if (bare === undefined) return problem
  const meaning = /:\d+$/.test(bare) ? '' : `, which means port ${DEFAULT_ENDPOINT_PORT}`
  return { ...problem, fix: `write ${quoted(bare)}${meaning}` }
}

function isPort(text: string): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65535
}

// Names as in RFC 1123; a last label of digits would be read as an IPv4 address (RFC 3696).
const DNS_NAME =
  /^(?=.{1,253}$)(?:[A-Za-z0-9](?:[-A-Za-z0-9]{0,61}[A-Za-z0-9])?\.)*(?!\d+$)[A-Za-z0-9](?:[-A-Za-z0-9]{0,61}[A-Za-z0-9])?$/

function hostProblem(host: string, path: Path, serviceDomain: string): Problem | undefined {
  const ip = parseIp(host)
  if (ip === undefined) {
    return DNS_NAME.test(host)
      ? nameProblem(host, path, serviceDomain)
      : invalid(path, `host ${quoted(host)} must be an IP address or a DNS name`)
  }
  const kind = unusable(ip)
  return kind === undefined
    ? undefined
    : invalid(path, `host ${quoted(host)} must not be ${kind} address: other machines cannot reach it`)
}

/** kubeadm refuses capitals (cmd/kubeadm/app/util/endpoint.go); the others are names that each machine has for itself. */
function nameProblem(host: string, path: Path, serviceDomain: string): Problem | undefined {
  const name = host.toLowerCase()
  if (name !== host) {
    const problem = invalid(path, `host ${quoted(host)} must be in lower case: kubeadm takes no capitals`)
    return { ...problem, fix: `write ${quoted(name)}` }
  }
  if (/^(.+\.)?localhost[46]?(\.localdomain[46]?)?$|^ip6-(localhost|loopback)$/.test(name))
    return invalid(
      path,
      `host ${quoted(host)} must not be a name of the machine itself: other machines cannot reach it`,
    )
  const isService = /^kubernetes(\.default)?$|\.svc$/.test(name) || name.endsWith(`.svc.${serviceDomain}`)
  return isService
    ? invalid(path, `host ${quoted(host)} must not be the name of a service: only pods can look it up`)
    : undefined
}

function unusable(ip: Ip): string | undefined {
  const { family, value } = ip
  if (value === 0n) return 'the unspecified'
  const use = specialUse(ip)
  if (use?.what.startsWith('a link-local')) return 'a link-local'
  if (use?.what.startsWith('an IPv4')) return 'an IPv4-mapped'
  if (family === 4 && value >> 24n === 0n) return 'a reserved'
  if (family === 4)
    return value >> 24n === 127n ? 'a loopback' : value >> 28n >= 14n ? 'a multicast or reserved' : undefined
  return value === 1n ? 'the loopback' : value >> 120n === 0xffn ? 'a multicast' : undefined
}

function invalid(path: Path, claim: string): Problem {
  return { code: 'invalid-endpoint', severity: 'error', path, message: `${field(path)}: ${claim}`, fix: EXAMPLES }
}

function clashes(cluster: ResolvedCluster, ip: Ip, path: Path): readonly Problem[] {
  const devices = devicesOf(cluster)
  const node = firstOwner(isAlone(cluster) ? devices.filter(({ kind }) => kind !== 'node') : devices, ip)
  const gateway = firstGateway(devices, ip)
  const address = quoted(formatIp(ip))
  const fix = 'use an address of its own for the load balancer'
  return [
    ...(node
      ? [
          {
            code: 'endpoint-is-node' as const,
            severity: 'error' as const,
            path,
            message: `${field(path)} must not be an address of a node: ${address}`,
            why: `${field(node.path)} gives it to ${node.owner}`,
            fix,
          },
        ]
      : []),
    ...(gateway
      ? [
          {
            code: 'endpoint-is-gateway' as const,
            severity: 'error' as const,
            path,
            message: `${field(path)} must not be the address of a gateway: ${address}`,
            why: `${field(gateway)} is the same address`,
            fix,
          },
        ]
      : []),
  ]
}

/** A single node without a balancer may be the endpoint: without it nothing of the control plane is left anyway. */
function isAlone({ controlPlane, config: { spec }, endpoint }: ResolvedCluster): boolean {
  if (controlPlane.type !== 'Machines' || controlPlane.slots !== 1) return false
  return spec.loadBalancer.type === 'External' && endpoint.port === apiServerPort(spec)
}

function firstOwner(devices: readonly Device[], ip: Ip): { readonly path: Path; readonly owner: string } | undefined {
  for (const { ranges, owner } of devices) {
    const range = ranges.find(
      ({ first, last }) => first.family === ip.family && ip.value >= first.value && ip.value <= last.value,
    )
    if (range) return { path: range.path, owner }
  }
  return undefined
}

function firstGateway(devices: readonly Device[], ip: Ip): Path | undefined {
  const same = devices.find(({ gateways }) => gateways[ip.family]?.value === ip.value)
  return same?.origin(ip.family === 4 ? 'gateway' : 'gateway6')
}
