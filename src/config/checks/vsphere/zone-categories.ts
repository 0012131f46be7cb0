// Regions and zones as the cloud provider finds them: it knows one category of tags for each, and initialises no node without them.

import type { Path, Problem } from '../../../problems/problem.ts'
import type { ResolvedCluster, ResolvedZone } from '../../resolve/resolved.ts'
import type { Rules } from '../rules.ts'
import { field, quoted } from '../words.ts'

export const rules = {
  'zone-categories': {
    severity: 'error',
    meaning: 'The tags of two failure domains are of different categories, and the cloud provider knows one.',
    cure: 'use the same `tagCategory` in all of them, or `cloudProvider: {type: Unmanaged}`',
    reads: ['spec.failureDomains[].region.tagCategory', 'spec.failureDomains[].zone.tagCategory'],
    source: 'kubernetes/cloud-provider-vsphere pkg/common/config/types_yaml.go (LabelsYAML), v1.36',
  },
  'nodes-outside-zones': {
    severity: 'warning',
    meaning:
      'Machines stand in no failure domain of the cluster; where their hosts bear no tags of its categories, the cloud provider never initialises them.',
    cure: 'name a failure domain, tag the hosts, or acknowledge the warning',
    reads: ['spec.failureDomains', 'spec.controlPlane.failureDomains', 'spec.workers[].failureDomain'],
    source: 'kubernetes/cloud-provider-vsphere pkg/common/connectionmanager/zones.go (LookupZoneByMoref), v1.36',
  },
} as const satisfies Rules

/** Returns `zone-categories`, and the warning `nodes-outside-zones`. */
export function checkZoneCategories(cluster: ResolvedCluster): readonly Problem[] {
  const [first, ...others] = cluster.zones.filter(({ existing }) => !existing)
  if (first === undefined) return []
  return [
    ...others.flatMap(zone => (['region', 'zone'] as const).flatMap(part => sameCategory(zone, first, part))),
    ...outside(cluster).map(path => outsider(path, first)),
  ]
}

function sameCategory(zone: ResolvedZone, first: ResolvedZone, part: 'region' | 'zone'): readonly Problem[] {
  const [own, other] = [zone.config[part]?.tagCategory, first.config[part]?.tagCategory]
  if (own === undefined || other === undefined || own === other) return []
  const path = [...zone.path, part, 'tagCategory']
  return [
    {
      code: 'zone-categories',
      severity: 'error',
      path,
      message: `${field(path)} ${quoted(own)} must be ${quoted(other)}, as in ${field([...first.path, part])}`,
      why: `the cloud provider knows one category for each ${part}, and never initialises a node without a tag of it`,
      fix: `use the same category, or \`cloudProvider: {type: Unmanaged}\``,
    },
  ]
}

/** The fields that would name a failure domain for machines that have none. */
function outside({ controlPlane, workers, zones }: ResolvedCluster): readonly Path[] {
  const isSpread = zones.some(zone => zone.controlPlane)
  const isOutside =
    controlPlane.type === 'Machines'
      ? controlPlane.nodes.some(({ failureDomain }) => failureDomain === undefined)
      : !isSpread
  return [
    ...(isOutside ? [['spec', 'controlPlane', 'failureDomains']] : []),
    ...workers.flatMap(({ config }, i) =>
      config.failureDomain === undefined ? [['spec', 'workers', i, 'failureDomain']] : [],
    ),
  ]
}

function outsider(path: Path, { config: { region, zone } }: ResolvedZone): Problem {
  return {
    code: 'nodes-outside-zones',
    severity: 'warning',
    path,
    message: `${field(path)} must be set, unless all hosts bear tags of the failure domains' categories`,
    why: `the cloud provider looks for tags of ${quoted(region?.tagCategory)} and ${quoted(zone?.tagCategory)} on what a VM stands on, and never initialises a node without them`,
    fix: 'name a failure domain, or add "nodes-outside-zones" to `spec.acknowledge` where the hosts are tagged',
  }
}
