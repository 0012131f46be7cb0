// Labels that a kubelet may not give itself, and that Cluster API does not set for it either.

import type { Path, Problem } from '../../problems/problem.ts'
import { isAtLeast } from '../../releases.ts'
import type { ResolvedCluster } from '../resolved.ts'
import { field, quoted } from '../words.ts'

/**
 * Returns `node-label` at the label.
 * Source: kubernetes staging/src/k8s.io/kubelet/pkg/apis/well_known_labels.go; cluster-api api/core machine_types.go (label
 * domains that are synced to nodes since v1.4).
 */
export function checkNodeLabels({ config: { spec }, release }: ResolvedCluster): readonly Problem[] {
  const synced = release !== undefined && isAtLeast(release.capi, [1, 4, 0])
  const places = [
    { labels: spec.controlPlane.labels, path: ['spec', 'controlPlane', 'labels'] },
    ...(spec.workers ?? []).map(({ labels }, i) => ({ labels, path: ['spec', 'workers', i, 'labels'] })),
  ]
  return places.flatMap(({ labels, path }) =>
    Object.keys(labels ?? {}).flatMap(key => (isAllowed(key, synced) ? [] : [problemAt([...path, key], key, synced)])),
  )
}

const OWN_OF_KUBELET = new Set([
  'kubernetes.io/hostname',
  'kubernetes.io/arch',
  'kubernetes.io/os',
  'beta.kubernetes.io/arch',
  'beta.kubernetes.io/os',
  'beta.kubernetes.io/instance-type',
  'node.kubernetes.io/instance-type',
  'failure-domain.beta.kubernetes.io/region',
  'failure-domain.beta.kubernetes.io/zone',
  'topology.kubernetes.io/region',
  'topology.kubernetes.io/zone',
])

function isAllowed(key: string, synced: boolean): boolean {
  const domain = key.includes('/') ? key.slice(0, key.indexOf('/')) : ''
  const within = (parent: string) => domain === parent || domain.endsWith(`.${parent}`)
  if (!within('kubernetes.io') && !within('k8s.io')) return true
  if (OWN_OF_KUBELET.has(key) || within('kubelet.kubernetes.io') || within('node.kubernetes.io')) return true
  return synced && (domain === 'node-role.kubernetes.io' || within('node-restriction.kubernetes.io'))
}

function problemAt(path: Path, key: string, synced: boolean): Problem {
  const domain = key.slice(0, key.indexOf('/'))
  const later = !synced && (domain === 'node-role.kubernetes.io' || domain.endsWith('node-restriction.kubernetes.io'))
  return {
    code: 'node-label',
    severity: 'error',
    path,
    message: `${field(path)} must not be in the domain ${quoted(domain)}`,
    why: later
      ? 'before Cluster API v1.4 the kubelet sets labels itself, and does not start with one of this domain'
      : 'the kubelet does not start with such a label of its own, and Cluster API does not set it',
    fix: 'use a domain of your own, such as "example.com/role"',
  }
}
