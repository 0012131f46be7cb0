// How much one HACluster may hold. Counted before it is held against the schema, which costs far more than counting.

import type { Problem } from '../../problems/problem.ts'

/** The largest cluster anybody has needs some thousand: guards against another file in the place of one. */
export const MOST_VALUES = 100_000

/** The problem `too-large` of a document with more fields and entries than that; shared values count once for each place. */
export function sizeProblem(document: unknown): Problem | undefined {
  return countUpTo(document, MOST_VALUES) > MOST_VALUES ? TOO_LARGE : undefined
}

/** Stops where the count is beyond the limit; no deeper than that either. */
function countUpTo(root: unknown, limit: number): number {
  const pending: unknown[] = [root]
  let count = 0
  for (let value = pending.pop(); count <= limit && value !== undefined; value = pending.pop()) {
    if (typeof value !== 'object' || value === null) continue
    const inner = Object.values(value)
    count += inner.length
    if (count <= limit) for (const each of inner) if (each !== undefined) pending.push(each)
  }
  return count
}

const TOO_LARGE: Problem = {
  code: 'too-large',
  severity: 'error',
  path: [],
  message: `an HACluster must not hold more than ${MOST_VALUES} fields and entries`,
  why: 'no cluster needs so many, and looking at each would take long',
  fix: 'look for a file that stands in the place of another, or for entries that were repeated by mistake',
}
