// Failure domains: complete where they are created, and known where they are named.

import type { Path, Problem } from '../../../problems/problem.ts'
import type { FailureDomainConfig, ResolvedCluster, ZoneNetwork } from '../../resolve/resolved.ts'
import type { Rules } from '../rules.ts'
import { field, quoted } from '../words.ts'

export const rules = {
  'unknown-failure-domain': {
    severity: 'error',
    meaning: 'A failure domain is named that `spec.failureDomains` does not list.',
    cure: 'list it there; `{name: rack-a, existing: true}` uses one that exists',
    reads: [
      'spec.failureDomains',
      'spec.controlPlane.failureDomains',
      'spec.controlPlane.nodes[].failureDomain',
      'spec.workers[].failureDomain',
    ],
    source: 'Cluster API internal/controllers/machine, v1.10: a machine waits for its failure domain',
  },
  'failure-domain': {
    severity: 'error',
    meaning: 'A failure domain is incomplete, contradicts itself, or takes no control-plane nodes.',
    cure: 'write what the message asks for',
    reads: ['spec.failureDomains'],
    source: 'CAPV internal/webhooks/vspherefailuredomain.go, v1.16',
  },
} as const satisfies Rules

/** Returns `unknown-failure-domain` and `failure-domain`. */
export function checkFailureDomains(cluster: ResolvedCluster): readonly Problem[] {
  const { zones } = cluster
  const byName = new Map(zones.toReversed().map(zone => [zone.config.name, zone.config]))
  return [
    ...zones.flatMap(({ config, path, existing, networks }) =>
      existing ? existingProblems(config, path) : [...completeness(config, path), ...networkProblems(networks)],
    ),
    ...usesOf(cluster).flatMap(({ name, path }) => use(name, path, byName, cluster)),
  ]
}

interface Use {
  readonly name: string
  readonly path: Path
}

function usesOf({ config: { spec } }: ResolvedCluster): readonly Use[] {
  const { controlPlane, workers = [] } = spec
  const nodes = controlPlane.type === 'Machines' ? (controlPlane.nodes ?? []) : []
  const named = (list: readonly { readonly failureDomain?: string | undefined }[], path: Path) =>
    list.flatMap(({ failureDomain: name }, i) =>
      name === undefined ? [] : [{ name, path: [...path, i, 'failureDomain'] }],
    )
  return [
    ...(controlPlane.failureDomains ?? []).map((name, i) => ({
      name,
      path: ['spec', 'controlPlane', 'failureDomains', i],
    })),
    ...named(nodes, ['spec', 'controlPlane', 'nodes']),
    ...named(workers, ['spec', 'workers']),
  ]
}

function use(
  name: string,
  path: Path,
  byName: ReadonlyMap<string, FailureDomainConfig>,
  { zones }: ResolvedCluster,
): readonly Problem[] {
  const domain = byName.get(name)
  if (domain === undefined) return [unknown(name, path, [...byName.keys()])]
  if (path[1] !== 'controlPlane' || domain.controlPlane !== false) return []
  const position = zones.findIndex(({ config }) => config === domain)
  const message = `${field(path)} ${quoted(name)} must be a failure domain that takes control-plane nodes`
  const why = `${field(['spec', 'failureDomains', position, 'controlPlane'])} is false`
  return [
    { code: 'failure-domain', severity: 'error', path, message, why, fix: 'use another one, or remove that line' },
  ]
}

function unknown(name: string, path: Path, known: readonly string[]): Problem {
  const message = `${field(path)} ${quoted(name)} must be the name of one of ${field(['spec', 'failureDomains'])}`
  const names = known.slice(0, 9).map(quoted)
  const fix =
    names.length === 0
      ? 'list it there; `{name: …, existing: true}` uses one that exists'
      : `use ${names.join(', ')}${known.length > names.length ? ', …' : ''}, or list it there`
  return { code: 'unknown-failure-domain', severity: 'error', path, message, fix }
}

/** `controlPlane: false` keeps the control plane of this cluster from it, and changes nothing there. */
const OF_EXISTING: ReadonlySet<string> = new Set(['name', 'existing', 'controlPlane'])

function existingProblems(domain: FailureDomainConfig, path: Path): readonly Problem[] {
  const extra = Object.keys(domain).filter(key => !OF_EXISTING.has(key))
  return extra.map(key => {
    const own = [...path, key]
    const message = `${field(own)} must not be set for a failure domain that exists already`
    return { code: 'failure-domain', severity: 'error', path: own, message, fix: 'remove it, or `existing: true`' }
  })
}

const DNS_LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/

/** Source: kubernetes-sigs/cluster-api-provider-vsphere internal/webhooks/vspherefailuredomain.go, v1.16. */
function completeness(
  { name, region, zone, datacenter, computeCluster, hosts }: FailureDomainConfig,
  path: Path,
): readonly Problem[] {
  const needsCluster = region?.type === 'ComputeCluster' || zone?.type === 'ComputeCluster' || hosts !== undefined
  return [
    ...(DNS_LABEL.test(name)
      ? []
      : [
          fault(
            [...path, 'name'],
            'must be a DNS label: it becomes a part of names',
            'use lower-case letters, digits and "-"',
          ),
        ]),
    ...(region ? [] : [fault([...path, 'region'], 'must be set', 'write its tag, type and tagCategory')]),
    ...(zone ? [] : [fault([...path, 'zone'], 'must be set', 'write its tag, type and tagCategory')]),
    ...(datacenter
      ? []
      : [fault([...path, 'datacenter'], 'must be set', 'write the datacenter of the failure domain')]),
    ...(region?.type === 'HostGroup'
      ? [fault([...path, 'region', 'type'], 'must not be "HostGroup"', 'use Datacenter or ComputeCluster')]
      : []),
    ...(zone?.type === 'HostGroup' && !hosts
      ? [fault([...path, 'hosts'], 'must be set for a zone of type HostGroup', 'name its VM and host group')]
      : []),
    ...(needsCluster && !computeCluster
      ? [fault([...path, 'computeCluster'], 'must be set for a compute cluster or host group', 'write its name')]
      : []),
  ]
}

/** They are emitted as a list of names, or as a list of configurations, which go by their name. */
function networkProblems(networks: readonly ZoneNetwork[]): readonly Problem[] {
  const firstName = networks.find(({ isName }) => isName)
  const firstObject = networks.find(({ isName }) => !isName)
  if (firstName !== undefined && firstObject !== undefined) {
    const [earlier, later] =
      networks.indexOf(firstName) < networks.indexOf(firstObject) ? [firstName, firstObject] : [firstObject, firstName]
    const why = `${field(earlier.path)} is ${earlier.isName ? 'a name' : 'a map'}`
    const fix = 'write `{name: …}` for each of them'
    return [{ ...fault(later.path, 'must be of the same form as the others', fix), why }]
  }
  if (firstObject === undefined) return []
  const seen = new Map<string, Path>()
  return networks.flatMap(({ config: { name }, path }) => {
    const earlier = seen.get(name)
    seen.set(name, earlier ?? path)
    const why = earlier && `${field([...earlier, 'name'])} is the same`
    const own = [...path, 'name']
    return why === undefined
      ? []
      : [
          {
            ...fault(own, `must not be ${quoted(name)} a second time`, 'use a list of plain names, or another network'),
            why,
          },
        ]
  })
}

function fault(path: Path, claim: string, fix: string): Problem {
  return { code: 'failure-domain', severity: 'error', path, message: `${field(path)} ${claim}`, fix }
}
