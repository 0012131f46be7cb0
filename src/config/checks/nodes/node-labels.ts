// Labels that a kubelet may not give itself, and that Cluster API does not set for it either.

import { carrierOf, type LabelCarrier } from '../../../facts/node-labels.ts'
import { isAtLeast } from '../../../facts/releases.ts'
import type { Path, Problem } from '../../../problems/problem.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import type { Rules } from '../rules.ts'
import { field, quoted } from '../words.ts'

export const rules = {
  'node-label': {
    severity: 'error',
    meaning:
      'A label of this domain keeps the kubelet from starting, or `labels` and the flag `node-labels` say different things.',
    cure: 'use a domain of your own, such as `example.com/role`, and write it in `labels`',
    reads: ['spec.controlPlane.labels', 'spec.workers[].labels', 'spec.node.kubeletExtraArgs'],
    source: 'kubernetes staging/src/k8s.io/kubelet/pkg/apis/well_known_labels.go, v1.31',
  },
} as const satisfies Rules

/** Returns `node-label` at the label; `src/facts/node-labels.ts` knows who can set which. */
export function checkNodeLabels({ config: { spec }, release }: ResolvedCluster): readonly Problem[] {
  const synced = release !== undefined && isAtLeast(release.capi, [1, 4, 0])
  const places = [
    { labels: spec.controlPlane.labels, path: ['spec', 'controlPlane', 'labels'] },
    ...(spec.workers ?? []).map(({ labels }, i) => ({ labels, path: ['spec', 'workers', i, 'labels'] })),
  ]
  return places.flatMap(({ labels, path }) =>
    Object.keys(labels ?? {}).flatMap(key =>
      isAllowed(carrierOf(key), synced) ? [] : [problemAt([...path, key], key, synced)],
    ),
  )
}

function isAllowed(carrier: LabelCarrier, synced: boolean): boolean {
  return carrier === 'kubelet' || (carrier === 'machine' && synced)
}

function problemAt(path: Path, key: string, synced: boolean): Problem {
  const domain = key.slice(0, key.indexOf('/'))
  const later = !synced && carrierOf(key) === 'machine'
  return {
    code: 'node-label',
    severity: 'error',
    path,
    at: 'key',
    message: `${field(path)} must not be in the domain ${quoted(domain)}`,
    why: later
      ? 'nobody sets labels of this domain before Cluster API v1.4: the kubelet may not do it itself'
      : 'the kubelet does not start with such a label of its own, and Cluster API does not set it',
    fix: 'use a domain of your own, such as "example.com/role"',
  }
}
