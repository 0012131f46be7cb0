// Compares clusters by what is known of them.

import type { ProblemCode } from '../../problems/codes.ts'
import type { CheckAcross, ClusterProblem, Comparable } from './check.ts'

export interface Comparison {
  readonly check: CheckAcross
  /** What it returns: only clusters take part of which all that decides on these is known. */
  readonly codes: readonly ProblemCode[]
}

/** The problems of a comparison, each with the position of its cluster among all clusters. */
export function compare({ check, codes }: Comparison, clusters: readonly Comparable[]): readonly ClusterProblem[] {
  const positions = [...clusters.keys()].filter(i => codes.every(code => clusters[i]?.knows(code)))
  const known = positions.flatMap(i => clusters[i]?.cluster ?? [])
  return check(known).map(({ cluster, problem }) => ({ cluster: positions[cluster] ?? cluster, problem }))
}
