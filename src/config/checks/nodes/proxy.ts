// The proxy of the nodes, and what they reach without it.

import { parseIp, parseNetwork } from '../../../addresses.ts'
import type { Path, Problem } from '../../../problems/problem.ts'
import { secretInText } from '../../../problems/secret-in-text.ts'
import { groupsOf, layersOf } from '../../resolve/groups.ts'
import type { NodeConfig, ResolvedCluster } from '../../resolve/resolved.ts'
import { isHostName, readWebAddress } from '../../web-address.ts'
import type { Rules } from '../rules.ts'
import { field, quoted } from '../words.ts'

export const rules = {
  'invalid-proxy': {
    severity: 'error',
    meaning: 'A proxy is missing or no URL of one, or an entry of `noProxy` matches nothing.',
    cure: 'write `httpsProxy: http://proxy.example.com:3128`',
    reads: ['spec.node.proxy.httpProxy', 'spec.node.proxy.httpsProxy', 'spec.node.proxy.noProxy'],
    source:
      'golang.org/x/net/http/httpproxy/proxy.go (Config, useProxy), which containerd and the kubelet read the proxy by',
  },
} as const satisfies Rules

/** Returns `invalid-proxy`. */
export function checkProxy(cluster: ResolvedCluster): readonly Problem[] {
  return [
    ...layersOf(cluster).flatMap(({ node, path }) =>
      node?.proxy ? layerProblems(node.proxy, [...path, 'node', 'proxy']) : [],
    ),
    ...withoutProxy(cluster),
  ]
}

type Proxy = NonNullable<NodeConfig['proxy']>

function layerProblems({ httpProxy, httpsProxy, noProxy }: Proxy, path: Path): readonly Problem[] {
  const urls = [
    ['httpProxy', httpProxy],
    ['httpsProxy', httpsProxy],
  ] as const
  return [
    ...urls.flatMap(([name, url]) => (url === undefined ? [] : urlProblem(url, [...path, name]))),
    ...(noProxy ?? []).flatMap((entry, i) => (isMatching(entry) ? [] : [entryProblem(entry, [...path, 'noProxy', i])])),
  ]
}

function urlProblem(url: string, path: Path): readonly Problem[] {
  // Reported already, without a word of it.
  if (secretInText(url) !== undefined) return []
  const read = readWebAddress(url)
  const fault = typeof read === 'string' ? read : read.path.length > 1 ? 'must not hold a path' : undefined
  if (fault === undefined) return []
  return [problem(path, fault, 'write scheme, host and port, such as "http://proxy.example.com:3128"')]
}

/** What Go matches a host against: names with their subdomains, addresses, networks, each with or without a port. */
function isMatching(entry: string): boolean {
  if (entry === '*' || parseIp(entry) !== undefined) return true
  if (entry.includes('/')) return parseNetwork(entry) !== undefined
  const [, inBrackets, name = ''] = /^(?:\[([^\]]*)\]|([^:]*))(?::\d{1,5})?$/.exec(entry) ?? []
  return inBrackets === undefined ? isHostName(name.replace(/^\*?\./, '')) : parseIp(inBrackets) !== undefined
}

function entryProblem(entry: string, path: Path): Problem {
  const fix = entry.includes(',') ? 'write each entry by itself' : 'write it without scheme, path, blanks and wildcards'
  return problem(path, `must be a host, a domain, an address, a network or "*", not ${quoted(entry)}`, fix)
}

/** Overrides may share out the two URLs, so that only what comes together counts. */
function withoutProxy(cluster: ResolvedCluster): readonly Problem[] {
  const found = new Map<string, Problem>()
  for (const { node } of groupsOf(cluster)) {
    const { proxy } = node.value
    if (!proxy || proxy.httpProxy !== undefined || proxy.httpsProxy !== undefined) continue
    const path = node.origin('proxy')
    found.set(
      field(path),
      problem(path, 'must have `httpProxy`, `httpsProxy` or both', 'name the proxy, or remove the field'),
    )
  }
  return [...found.values()]
}

function problem(path: Path, claim: string, fix: string): Problem {
  return { code: 'invalid-proxy', severity: 'error', path, message: `${field(path)} ${claim}`, fix }
}
