// Annotations that this program writes itself, for a value that the cluster says elsewhere.

import { AUTOSCALER_ANNOTATIONS } from '../../../facts/autoscaler.ts'
import { OWNER_ANNOTATION } from '../../../manifest.ts'
import type { Path, Problem } from '../../../problems/problem.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import type { Rules } from '../rules.ts'
import { field } from '../words.ts'

export const rules = {
  'reserved-annotation': {
    severity: 'error',
    meaning: 'An annotation is set by hand that capv-ha writes itself.',
    cure: 'set the bounds and capacity in `autoscale`',
    reads: ['spec.annotations', 'spec.workers[].annotations', 'spec.workers[].autoscale'],
    source: 'kubernetes/autoscaler cluster-autoscaler/cloudprovider/clusterapi/README.md',
  },
} as const satisfies Rules

/** Returns `reserved-annotation` at each of them. */
export function checkReservedAnnotations({ config: { spec }, workers }: ResolvedCluster): readonly Problem[] {
  return [
    ...reserved(spec.annotations, ['spec', 'annotations'], false),
    ...workers.flatMap(({ config, path }) =>
      reserved(config.annotations, [...path, 'annotations'], config.autoscale !== undefined),
    ),
  ]
}

function reserved(
  annotations: Readonly<Record<string, string>> | undefined,
  path: Path,
  isAutoscaled: boolean,
): readonly Problem[] {
  return Object.keys(annotations ?? {}).flatMap(key => {
    const own = [...path, key]
    if (key === OWNER_ANNOTATION) return [problemAt(own, 'capv-ha finds its own output by it', 'remove it')]
    if (!isAutoscaled || !AUTOSCALER_ANNOTATIONS.has(key)) return []
    return [
      problemAt(
        own,
        '`autoscale` of the pool writes it',
        'set it in `autoscale`, or write all of them by hand without `autoscale`',
      ),
    ]
  })
}

function problemAt(path: Path, why: string, fix: string): Problem {
  return {
    code: 'reserved-annotation',
    severity: 'error',
    path,
    at: 'key',
    message: `${field(path)} must not be set`,
    why,
    fix,
  }
}
