// Tells when a host shows an HACluster without its former output: what is new to us is a second copy in the user's files.

import type { Problem } from '../problems/problem.ts'
import { quoted } from '../problems/quoted.ts'
import { property } from '../read/resource-ref.ts'
import { LOCAL_CONFIG } from '../read/tracked-keys.ts'
import type { ListCluster } from './krm-clusters.ts'

/** What kpt puts on the items that `selectors` and `exclude` leave (1.0.0-beta.56; the second spelling since beta.67). */
const SELECTION_MARKS = ['internal.config.k8s.io/kpt-resource-id', 'internal.config.kubernetes.io/kpt-resource-id']

/**
 * The warning `former-output-hidden` for a cluster that was expanded before (our mark is on it), of which the list holds no
 * output, while the host shows a selection only.
 */
export function hiddenOutput({ input, namespace, name }: ListCluster): readonly Problem[] {
  const annotations = property(property(input.value, 'metadata'), 'annotations')
  const has = (key: string) => property(annotations, key) !== undefined
  if (!has(LOCAL_CONFIG) || !SELECTION_MARKS.some(has)) return []
  return [
    {
      code: 'former-output-hidden',
      severity: 'warning',
      path: [],
      message: `the output of HACluster ${quoted(`${namespace}/${name}`)} must be among the items if it was rendered before: every object of it is written as a new one`,
      why: 'kpt hands over what `selectors` and `exclude` in the Kptfile leave, and adds what comes back to files that may hold it already',
      fix: 'take `selectors` and `exclude` out of the Kptfile, or let them leave the output; then delete the copies and render again',
      source: input.locate([], 'value', false),
    },
  ]
}
