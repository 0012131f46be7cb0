// What zod says of a document, in our words. The way for documents with a fault: fit-to-schema.ts has let the others pass.

import type { Problem } from '../../problems/problem.ts'
import { type HACluster, haclusterSchema } from '../schema/hacluster.ts'
import { type ShapeContext, shapeProblems } from './shape-problems.ts'

export interface CheckedShape {
  /** Absent where the shape is wrong. */
  readonly config?: HACluster
  readonly problems: readonly Problem[]
}

/** The typed configuration, or every fault of shape (codes: see `shapeProblems`). */
export function checkShape(context: ShapeContext): CheckedShape {
  const parsed = haclusterSchema.safeParse(context.document)
  return parsed.success
    ? { config: parsed.data, problems: [] }
    : { problems: shapeProblems(parsed.error.issues, context) }
}
