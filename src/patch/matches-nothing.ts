// Says why a patch is for no object, by what there is.

import type { Manifest } from '../manifest.ts'
import type { Problem } from '../problems/problem.ts'
import { formatPath } from '../problems/problem.ts'
import type { Patch } from './patch.ts'

const MOST_LISTED = 9

/** The problem `patch-matches-nothing`, with the objects of the kind that is asked for; where there are none, all kinds. */
export function matchesNothing({ path, ofKind }: Patch, manifests: readonly Manifest[]): Problem {
  const close = manifests.filter(ofKind)
  const objects = close.map(({ apiVersion, kind, metadata }) => `${kind} "${metadata.name}" (${apiVersion})`)
  const kinds = new Set((close.length === 0 ? manifests : close).map(({ kind }) => kind))
  const isShort = objects.length > 0 && objects.length <= MOST_LISTED
  return {
    code: 'patch-matches-nothing',
    severity: 'error',
    path,
    message: `\`${formatPath(path)}\` must be for at least one object of the cluster`,
    why: `there is ${(isShort ? objects : [...kinds]).join(', ')}`,
    fix: 'templates go by <cluster>-<pool>, without the hash; a `target` without `version` holds for every release',
  }
}
