// How much one HACluster may hold. Counted before it is held against the schema, which costs far more than counting.

import { formatPath, type Path, type Problem } from '../../problems/problem.ts'
import { pathOf, walk } from './walk.ts'

/** The largest cluster anybody has needs some thousand: guards against another file in the place of one. */
export const MOST_VALUES = 100_000

/**
 * Kubernetes is made for 5,000 nodes (its documentation, "Considerations for large clusters"). Rules hold the entries of a list
 * against each other.
 */
export const MOST_ENTRIES = 5000

export interface Size {
  /** `too-large` of a document with more fields and entries than that: nothing else is looked at. Shared values count once for each place. */
  readonly whole?: Problem
  /** `too-large` of each list that is longer than that. */
  readonly lists: readonly Problem[]
}

export function sizeOf(document: unknown): Size {
  const { count, longest } = measure(document)
  if (count > MOST_VALUES) return { whole: TOO_LARGE, lists: [] }
  if (longest <= MOST_ENTRIES) return { lists: [] }
  const visits = [...walk(document)].filter(({ value }) => Array.isArray(value) && value.length > MOST_ENTRIES)
  return { lists: visits.map(visit => tooLong(pathOf(visit))) }
}

/** The value with an empty list in the place of what stands at the path. */
export function emptiedAt(value: unknown, [part, ...rest]: Path): unknown {
  if (part === undefined) return []
  if (Array.isArray(value)) return value.map((item, index) => (index === part ? emptiedAt(item, rest) : item))
  if (typeof value !== 'object' || value === null) return value
  return { ...value, [part]: emptiedAt(Object.getOwnPropertyDescriptor(value, part)?.value, rest) }
}

/** Stops where the count is beyond the limit; no deeper than that either. */
function measure(root: unknown): { readonly count: number; readonly longest: number } {
  const pending: unknown[] = [root]
  let count = 0
  let longest = 0
  for (let value = pending.pop(); count <= MOST_VALUES && value !== undefined; value = pending.pop()) {
    if (typeof value !== 'object' || value === null) continue
    const inner = Object.values(value)
    count += inner.length
    if (Array.isArray(value)) longest = Math.max(longest, inner.length)
    if (count <= MOST_VALUES) for (const each of inner) if (each !== undefined) pending.push(each)
  }
  return { count, longest }
}

function tooLong(path: Path): Problem {
  const place = path.length === 0 ? 'the document' : `\`${formatPath(path)}\``
  return {
    ...TOO_LARGE,
    path,
    message: `${place} must not hold more than ${MOST_ENTRIES} entries`,
    why: 'Kubernetes is made for no more nodes than that, and no list of a cluster needs more',
    // Nothing in it has been looked at, and it may stand on the line of its key.
    secret: true,
  }
}

const TOO_LARGE: Problem = {
  code: 'too-large',
  severity: 'error',
  path: [],
  message: `an HACluster must not hold more than ${MOST_VALUES} fields and entries`,
  why: 'no cluster needs so many, and looking at each would take long',
  fix: 'look for a file that stands in the place of another, or for entries that were repeated by mistake',
}
