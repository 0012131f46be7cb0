// Failure domains: complete where they are created, and known where they are named.

import type { Path, Problem } from '../../../problems/problem.ts'
import { NOT_RENDERED } from '../../releases/not-rendered.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
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
export function checkFailureDomains({ config: { spec } }: ResolvedCluster): readonly Problem[] {
  const domains = spec.failureDomains ?? []
  const { controlPlane } = spec
  const nodes = controlPlane.type === 'Machines' ? (controlPlane.nodes ?? []) : []
  const uses = [
    ...(controlPlane.failureDomains ?? []).map((name, i) => ({
      name,
      path: ['spec', 'controlPlane', 'failureDomains', i],
    })),
    ...nodes.map(({ failureDomain }, i) => ({
      name: refusedAnyway('controlPlane.nodes[].failureDomain') ? undefined : failureDomain,
      path: ['spec', 'controlPlane', 'nodes', i, 'failureDomain'],
    })),
    ...(spec.workers ?? []).map(({ failureDomain }, i) => ({
      name: refusedAnyway('workers[].failureDomain') ? undefined : failureDomain,
      path: ['spec', 'workers', i, 'failureDomain'],
    })),
  ]
  return [
    ...domains.flatMap((domain, i) =>
      domain.existing ? existingProblems(domain, i) : completeness(domain, ['spec', 'failureDomains', i]),
    ),
    ...uses.flatMap(({ name, path }) => (name === undefined ? [] : use(name, path, domains))),
  ]
}

/** A field that cannot be rendered has its problem already; which name it holds does not matter then. */
function refusedAnyway(field: string): boolean {
  return NOT_RENDERED.has(field)
}

type FailureDomain = NonNullable<ResolvedCluster['config']['spec']['failureDomains']>[number]

function use(name: string, path: Path, domains: readonly FailureDomain[]): readonly Problem[] {
  const domain = domains.find(each => each.name === name)
  if (domain === undefined) {
    const known = domains.map(each => `"${each.name}"`).join(', ')
    const message = `${field(path)} ${quoted(name)} must be the name of one of ${field(['spec', 'failureDomains'])}`
    const fix =
      known === ''
        ? 'list it there; `{name: …, existing: true}` uses one that exists'
        : `use ${known}, or list it there`
    return [{ code: 'unknown-failure-domain', severity: 'error', path, message, fix }]
  }
  if (path[1] !== 'controlPlane' || domain.controlPlane !== false) return []
  const message = `${field(path)} ${quoted(name)} must be a failure domain that takes control-plane nodes`
  const why = `${field(['spec', 'failureDomains', domains.indexOf(domain), 'controlPlane'])} is false`
  return [
    { code: 'failure-domain', severity: 'error', path, message, why, fix: 'use another one, or remove that line' },
  ]
}

function existingProblems(domain: FailureDomain, i: number): readonly Problem[] {
  const extra = Object.keys(domain).filter(key => key !== 'name' && key !== 'existing')
  return extra.map(key => {
    const path = ['spec', 'failureDomains', i, key]
    const message = `${field(path)} must not be set for a failure domain that exists already`
    return { code: 'failure-domain', severity: 'error', path, message, fix: 'remove it, or `existing: true`' }
  })
}

/** Source: kubernetes-sigs/cluster-api-provider-vsphere internal/webhooks/vspherefailuredomain.go, v1.16. */
function completeness(
  { region, zone, datacenter, computeCluster, hosts }: FailureDomain,
  path: Path,
): readonly Problem[] {
  const needsCluster = region?.type === 'ComputeCluster' || zone?.type === 'ComputeCluster' || hosts !== undefined
  return [
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

function fault(path: Path, claim: string, fix: string): Problem {
  return { code: 'failure-domain', severity: 'error', path, message: `${field(path)} ${claim}`, fix }
}
