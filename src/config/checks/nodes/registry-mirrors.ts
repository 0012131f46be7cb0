// Mirrors of container registries, as containerd reads them: a folder for each registry, a list of hosts in it.

import type { Path, Problem } from '../../../problems/problem.ts'
import { secretInText } from '../../../problems/secret-in-text.ts'
import { layersOf } from '../../resolve/groups.ts'
import type { NodeConfig, ResolvedCluster } from '../../resolve/resolved.ts'
import { readWebAddress, type WebAddress } from '../../web-address.ts'
import type { Rules } from '../rules.ts'
import { field, quoted } from '../words.ts'

export const rules = {
  'invalid-mirror': {
    severity: 'error',
    meaning:
      'A registry is not written as images name it, or a mirror has no endpoint, or one that is no URL, or one twice.',
    cure: 'write `registry: docker.io`, without "https://"',
    reads: ['spec.node.registryMirrors[].registry', 'spec.node.registryMirrors[].endpoints'],
    source: 'containerd docs/hosts.md; core/remotes/docker/config/hosts.go, 1.6 - 2.2',
  },
  'doubtful-mirror': {
    severity: 'warning',
    meaning: 'An endpoint says two things that do not go together, or leads to a path where no registry answers.',
    cure: 'set `overridePath` where the URL holds "/v2/…"',
    reads: [
      'spec.node.registryMirrors[].endpoints[].url',
      'spec.node.registryMirrors[].endpoints[].overridePath',
      'spec.node.registryMirrors[].endpoints[].skipVerify',
      'spec.node.registryMirrors[].endpoints[].ca',
      'spec.node.registryMirrors[].endpoints[].caSecret',
    ],
    source: 'containerd core/remotes/docker/config/hosts.go, 1.6 - 2.2 (parseHostConfig)',
  },
} as const satisfies Rules

/** Returns `invalid-mirror` and `doubtful-mirror`. */
export function checkRegistryMirrors(cluster: ResolvedCluster): readonly Problem[] {
  return layersOf(cluster).flatMap(({ node, path }) =>
    (node?.registryMirrors ?? []).flatMap((mirror, i) =>
      mirrorProblems(mirror, [...path, 'node', 'registryMirrors', i]),
    ),
  )
}

type Mirror = NonNullable<NodeConfig['registryMirrors']>[number]
type Endpoint = Mirror['endpoints'][number]

function mirrorProblems({ registry, endpoints }: Mirror, path: Path): readonly Problem[] {
  const list = [...path, 'endpoints']
  const empty =
    endpoints.length === 0 ? [error(list, 'must hold at least one mirror', 'name one, or remove the entry')] : []
  const seen = new Map<string, number>()
  return [
    ...registryProblem(registry, [...path, 'registry']),
    ...empty,
    ...endpoints.flatMap((endpoint, i) => {
      const own = [...list, i]
      const earlier = seen.get(endpoint.url)
      seen.set(endpoint.url, i)
      if (earlier === undefined) return endpointProblems(endpoint, own)
      const why = `${field([...list, earlier, 'url'])} is the same`
      return [error([...own, 'url'], `must not be ${quoted(endpoint.url)} a second time`, 'remove one of the two', why)]
    }),
  ]
}

function registryProblem(registry: string, path: Path): readonly Problem[] {
  const alias = ALIASES.get(registry)
  if (alias !== undefined)
    return [
      error(
        path,
        `must be ${quoted(alias)}, not ${quoted(registry)}`,
        `write ${quoted(alias)}`,
        'that is the name that images have',
      ),
    ]
  if (registry === '_default' || isRegistry(registry)) return []
  const claim = `must be a registry as images name it, such as "docker.io" or "registry.example.com:5000", or "_default"; not ${quoted(registry)}`
  return [error(path, claim, 'write host and port, without "https://" and without a path')]
}

/** What some take for the name of Docker Hub: no image has it in its name by the time that containerd looks for it. */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ['index.docker.io', 'docker.io'],
  ['hub.docker.com', 'docker.io'],
])

function isRegistry(text: string): boolean {
  const address = readWebAddress(`https://${text}`)
  return typeof address !== 'string' && address.path === '' && !text.endsWith('.')
}

function endpointProblems(endpoint: Endpoint, path: Path): readonly Problem[] {
  // Reported already, without a word of it.
  if (secretInText(endpoint.url) !== undefined) return []
  const address = readWebAddress(endpoint.url)
  const url = [...path, 'url']
  if (typeof address === 'string')
    return [error(url, address, 'write scheme, host and if need be a path, such as "https://mirror.example.com"')]
  return [...pathProblem(endpoint, address, url), ...tlsProblem(endpoint, address, path)]
}

/** containerd puts "/v2" behind the path of a URL unless it is told that the path is whole. */
function pathProblem({ overridePath }: Endpoint, { path }: WebAddress, url: Path): readonly Problem[] {
  if (overridePath !== true && /\/v2\/./.test(path)) {
    const why = `without \`overridePath\` containerd asks for ${quoted(`${path.replace(/\/$/, '')}/v2/…`)}`
    return [
      warning(
        url,
        'must not hold "/v2/" on the way to a folder without `overridePath`',
        'set `overridePath: true`',
        why,
      ),
    ]
  }
  if (overridePath === true && /^\/?$/.test(path)) {
    const why = 'with `overridePath` containerd leaves out the "/v2" that registries answer at'
    return [
      warning(url, 'must hold a path where `overridePath` is set', 'remove `overridePath`, or write the path', why),
    ]
  }
  return []
}

function tlsProblem({ ca, caSecret, skipVerify }: Endpoint, { scheme }: WebAddress, path: Path): readonly Problem[] {
  const name = ca === undefined ? 'caSecret' : 'ca'
  const hasCa = ca !== undefined || caSecret !== undefined
  if (scheme === 'http' && (hasCa || skipVerify === true)) {
    const own = [...path, hasCa ? name : 'skipVerify']
    return [
      warning(
        own,
        'must not be set for a mirror without TLS',
        'remove it, or write "https://"',
        'the URL begins with "http://"',
      ),
    ]
  }
  if (!hasCa || skipVerify !== true) return []
  return [
    warning(
      [...path, 'skipVerify'],
      `must not be set beside \`${name}\``,
      'remove one of the two',
      'nothing is held against the CA then',
    ),
  ]
}

function error(path: Path, claim: string, fix: string, why?: string): Problem {
  const message = `${field(path)} ${claim}`
  return { code: 'invalid-mirror', severity: 'error', path, message, ...(why === undefined ? {} : { why }), fix }
}

function warning(path: Path, claim: string, fix: string, why: string): Problem {
  return { code: 'doubtful-mirror', severity: 'warning', path, message: `${field(path)} ${claim}`, why, fix }
}
