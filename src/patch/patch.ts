// A patch that is ready to be applied, and what it says to whom.

import type { Json, JsonObject } from '../manifest.ts'
import type { Path } from '../problems/problem.ts'
import type { Operation } from './json-patch.ts'
import type { Selector } from './selector.ts'

export interface Patch extends Selector {
  /** Of its entry in the HACluster: `spec.patches[1]`. */
  readonly path: Path
  readonly body: PatchBody
}

export type PatchBody =
  /** Without the identity that the patch may have written. */
  | { readonly type: 'strategic'; readonly merge: JsonObject }
  | { readonly type: 'json'; readonly operations: readonly Operation[] }

/**
 * What a patch does to machines that are made from the object, step by step; nothing where it only marks the object itself:
 * metadata stays with the object, and `test` changes nothing. Layout, comments and the order of keys are gone already.
 */
export function effectOf({ body }: Patch): readonly Json[] {
  if (body.type === 'strategic') {
    const { metadata: _, ...rest } = body.merge
    return Object.keys(rest).length === 0 ? [] : [rest]
  }
  return body.operations.filter(({ op, path }) => op !== 'test' && path[0] !== 'metadata').map(step => ({ ...step }))
}
