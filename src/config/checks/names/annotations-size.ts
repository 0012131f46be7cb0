// Annotations of one object, keys and values together, have a bound in the API server.

import type { Problem } from '../../../problems/problem.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import type { Rules } from '../rules.ts'
import { field } from '../words.ts'

export const rules = {
  'annotations-too-large': {
    severity: 'error',
    meaning: 'The annotations of an object are larger together than the API server takes.',
    cure: 'put the text into a ConfigMap',
    reads: ['spec.annotations', 'spec.workers[].annotations'],
    source:
      'kubernetes staging/src/k8s.io/apimachinery/pkg/api/validation/objectmeta.go, v1.31: TotalAnnotationSizeLimitB',
  },
} as const satisfies Rules

/** In bytes of UTF-8, keys and values. */
const MOST = 256 * 1024
/** What capv-ha and the controllers add of their own. */
const RESERVED = 4 * 1024

/** Returns `annotations-too-large` at the map. */
export function checkAnnotationsSize({ config: { spec } }: ResolvedCluster): readonly Problem[] {
  const places = [
    { annotations: spec.annotations, path: ['spec', 'annotations'] },
    ...(spec.workers ?? []).map(({ annotations }, i) => ({ annotations, path: ['spec', 'workers', i, 'annotations'] })),
  ]
  return places.flatMap(({ annotations, path }): readonly Problem[] => {
    const size = annotations === undefined ? 0 : sizeOf(annotations)
    if (size <= MOST - RESERVED) return []
    const message = `${field(path)} must hold at most ${MOST - RESERVED} bytes, keys and values together; it holds ${size}`
    const why = `the API server takes ${MOST} bytes of annotations on an object, and controllers add theirs`
    return [
      { code: 'annotations-too-large', severity: 'error', path, message, why, fix: 'put large texts into a ConfigMap' },
    ]
  })
}

function sizeOf(annotations: Readonly<Record<string, string>>): number {
  const encoder = new TextEncoder()
  return Object.entries(annotations).reduce(
    (sum, [key, value]) => sum + encoder.encode(key).length + encoder.encode(value).length,
    0,
  )
}
