// Labels by which Cluster API finds what belongs to a cluster: it sets them itself.

import type { Path, Problem } from '../../../problems/problem.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import type { Rules } from '../rules.ts'
import { field } from '../words.ts'

export const rules = {
  'reserved-label': {
    severity: 'error',
    meaning: 'A label is set by hand that Cluster API sets and selects by.',
    cure: 'use a key of your own domain, such as `example.com/team`',
    reads: ['spec.labels', 'spec.controlPlane.labels', 'spec.workers[].labels'],
    source: 'Cluster API api/v1beta1/common_types.go, machine_types.go and machineset_types.go, v1.10',
  },
} as const satisfies Rules

const RESERVED: ReadonlySet<string> = new Set([
  'cluster.x-k8s.io/cluster-name',
  'cluster.x-k8s.io/control-plane',
  'cluster.x-k8s.io/control-plane-name',
  'cluster.x-k8s.io/deployment-name',
  'cluster.x-k8s.io/pool-name',
  'cluster.x-k8s.io/set-name',
  'cluster.x-k8s.io/provider',
  'topology.cluster.x-k8s.io/owned',
  'topology.cluster.x-k8s.io/deployment-name',
  'topology.cluster.x-k8s.io/pool-name',
])

/** Returns `reserved-label` at the key. */
export function checkReservedLabels({ config: { spec } }: ResolvedCluster): readonly Problem[] {
  const places = [
    { labels: spec.labels, path: ['spec', 'labels'] },
    { labels: spec.controlPlane.labels, path: ['spec', 'controlPlane', 'labels'] },
    ...(spec.workers ?? []).map(({ labels }, i) => ({ labels, path: ['spec', 'workers', i, 'labels'] })),
  ]
  return places.flatMap(({ labels, path }) =>
    Object.keys(labels ?? {}).flatMap(key => (RESERVED.has(key) ? [reserved([...path, key])] : [])),
  )
}

function reserved(path: Path): Problem {
  return {
    code: 'reserved-label',
    severity: 'error',
    path,
    at: 'key',
    message: `${field(path)} must not be set`,
    why: 'Cluster API sets it, and finds by it what belongs to a cluster',
    fix: 'use a key of your own domain, such as "example.com/team"',
  }
}
