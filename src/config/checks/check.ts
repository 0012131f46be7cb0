// What a rule is: a function over one cluster, or over all clusters of the input.

import type { ProblemCode } from '../../problems/codes.ts'
import type { Problem } from '../../problems/problem.ts'
import type { ResolvedCluster } from '../resolve/resolved.ts'
import type { ReadText } from './read-text.ts'

/** Looks at one cluster; paths are from the root of its document. YAML inside a field is read by what is handed in. */
export type Check = (cluster: ResolvedCluster, readText: ReadText) => readonly Problem[]

/** A problem of one of many clusters: `cluster` is its position in the list. */
export interface ClusterProblem {
  readonly cluster: number
  readonly problem: Problem
}

/** A cluster, of which some fields may not be known because they are faulty. */
export interface Comparable {
  readonly cluster: ResolvedCluster
  /** Whether all fields that decide on a code are known. */
  readonly knows: (code: ProblemCode) => boolean
}

/** Looks at all clusters of the input. */
export type CheckAcross = (clusters: readonly ResolvedCluster[]) => readonly ClusterProblem[]
