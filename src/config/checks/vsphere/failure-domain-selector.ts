// A KubeadmControlPlane spreads over the failure domains that its cluster publishes: those that a selector finds, or, before
// there was one, all of its vCenter.

import { FIRST_RELEASES, hasField } from '../../../facts/first-releases.ts'
import type { Problem } from '../../../problems/problem.ts'
import { normalServer } from '../../resolve/places.ts'
import type { ResolvedCluster, ResolvedZone } from '../../resolve/resolved.ts'
import type { Rules } from '../rules.ts'
import { clusterNamed, field, quoted } from '../words.ts'

export const rules = {
  'failure-domain-selector': {
    severity: 'error',
    meaning: 'A KubeadmControlPlane cannot find its failure domains by one selector.',
    cure: 'write `failureDomainSelector` for those that exist already, and use them or such as are made with the cluster',
    reads: ['spec.failureDomainSelector', 'spec.failureDomains', 'spec.controlPlane.type'],
    source: 'CAPV controllers/vspherecluster_reconciler.go, v1.16: the zones that the selector finds are published',
  },
  'every-failure-domain': {
    severity: 'warning',
    meaning: 'Before CAPV v1.7 a KubeadmControlPlane spreads over every failure domain of its vCenter.',
    cure: 'make sure that there are no others',
    reads: ['spec.capvVersion', 'spec.failureDomains', 'spec.controlPlane.type'],
    source: 'CAPV controllers/vspherecluster_reconciler.go, v1.6: zones of the same server are published',
  },
  'failure-domains-of-others': {
    severity: 'error',
    meaning: 'Before CAPV v1.7 a KubeadmControlPlane would take the failure domains of another cluster of the input.',
    cure: 'use type Machines, or upgrade the management cluster',
    reads: ['spec.capvVersion', 'spec.failureDomains', 'spec.controlPlane.type', 'spec.vsphere.server'],
    source: 'CAPV controllers/vspherecluster_reconciler.go, v1.6: zones of the same server are published',
  },
} as const satisfies Rules

const SELECTOR = FIRST_RELEASES.get('failureDomainSelector')

/** Returns `failure-domain-selector`, and the warning `every-failure-domain` for releases that have no selector. */
export function checkFailureDomainSelector(cluster: ResolvedCluster): readonly Problem[] {
  const { controlPlane, zones, config, release } = cluster
  if (controlPlane.type !== 'KubeadmControlPlane') return []
  const usable = zones.filter(zone => zone.controlPlane)
  const existing = usable.find(zone => zone.existing)
  const own = usable.find(zone => !zone.existing)
  const selector = config.spec.failureDomainSelector
  if (existing !== undefined && own !== undefined) return [mixed(existing, own)]
  if (SELECTOR !== undefined && !hasField(release, SELECTOR)) return usable.length === 0 ? [] : [everyZone(cluster)]
  if (selector !== undefined && own !== undefined) return [needless(own)]
  return existing !== undefined && selector === undefined ? [missing(existing)] : []
}

/** Returns `failure-domains-of-others` at a KubeadmControlPlane that would take those of another cluster. */
export function checkFailureDomainsAcross(
  clusters: readonly ResolvedCluster[],
): readonly { readonly cluster: number; readonly problem: Problem }[] {
  const owners = Map.groupBy(
    clusters.filter(({ zones }) => zones.some(zone => !zone.existing && zone.controlPlane)),
    managementOf,
  )
  if (owners.size === 0) return []
  return clusters.flatMap((resolved, cluster) => {
    const { controlPlane, release } = resolved
    if (controlPlane.type !== 'KubeadmControlPlane' || SELECTOR === undefined || hasField(release, SELECTOR)) return []
    const other = owners.get(managementOf(resolved))?.find(owner => owner !== resolved)
    return other === undefined ? [] : [{ cluster, problem: ofOthers(other) }]
  })
}

/** A management cluster runs one release of the vSphere provider; zones are those of a vCenter in it. */
function managementOf({ config: { spec }, release }: ResolvedCluster): string {
  return `${release?.capv} ${normalServer(spec.vsphere.server)}`
}

const PATH = ['spec', 'failureDomainSelector']
const TYPE = ['spec', 'controlPlane', 'type']

function missing({ path, config }: ResolvedZone): Problem {
  return {
    code: 'failure-domain-selector',
    severity: 'error',
    path: PATH,
    message: `${field(PATH)} must say by which labels the control plane finds failure domains that exist already`,
    why: `a KubeadmControlPlane is told no names, and ${quoted(config.name)} (${field(path)}) bears labels that only you know`,
    fix: `write \`failureDomainSelector: {matchLabels: {…}}\` with labels of its VSphereDeploymentZone, or \`controlPlane: false\` in ${field(path)} where only workers use it`,
  }
}

function needless({ path }: ResolvedZone): Problem {
  return {
    code: 'failure-domain-selector',
    severity: 'error',
    path: PATH,
    message: `${field(PATH)} must not be set beside failure domains that are made with the cluster`,
    why: `the control plane finds those, such as ${field(path)}, by a label of their own, and the labels here would take its place`,
    fix: 'remove it',
  }
}

function mixed(existing: ResolvedZone, own: ResolvedZone): Problem {
  return {
    code: 'failure-domain-selector',
    severity: 'error',
    path: existing.path,
    message: `${field(existing.path)} must not exist already where a KubeadmControlPlane also uses one that is made with the cluster`,
    why: `${field(own.path)} is found by a label that ${quoted(existing.config.name)} does not bear, and there is one selector for both`,
    fix: 'use failure domains of one sort, or write `controlPlane: false` for those that only workers use',
  }
}

function everyZone({ config: { spec } }: ResolvedCluster): Problem {
  return {
    code: 'every-failure-domain',
    severity: 'warning',
    path: TYPE,
    message: `${field(TYPE)} "KubeadmControlPlane" must be the only user of failure domains of ${quoted(spec.vsphere.server)} in its management cluster`,
    why: `before CAPV v1.7 there is no selector: it spreads over every VSphereDeploymentZone of the vCenter, whoever made it`,
    fix: 'make sure that there are no others, then add "every-failure-domain" to `spec.acknowledge`; or upgrade the management cluster',
  }
}

function ofOthers(other: ResolvedCluster): Problem {
  return {
    code: 'failure-domains-of-others',
    severity: 'error',
    path: TYPE,
    message: `${field(TYPE)} must not be "KubeadmControlPlane" beside another cluster with failure domains in the same vCenter`,
    why: `before CAPV v1.7 there is no selector: its nodes would also be placed in the failure domains of ${clusterNamed(other)}`,
    fix: 'use type Machines, upgrade the management cluster to CAPV v1.7 or later, or keep the other cluster in another management cluster',
  }
}
