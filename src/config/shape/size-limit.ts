// How much one HACluster may hold. Counted before it is held against the schema, which costs far more than counting.

import { formatPath, type Path, type Problem } from '../../problems/problem.ts'
import { pathOf, type Visit, walk } from './walk.ts'

/** The largest cluster anybody has needs some thousand: guards against another file in the place of one. */
export const MOST_VALUES = 100_000

/**
 * Kubernetes is made for 5,000 nodes (its documentation, "Considerations for large clusters"). Rules hold the entries of a list
 * against each other.
 */
export const MOST_ENTRIES = 5000

/** Nodes get text in a Secret, of which the API server takes no more (kubernetes pkg/apis/core/types.go, MaxSecretSize). */
export const MOST_TEXT = 1_048_576

/** Of all texts and keys together, each long one once: whatever a cluster has of its own fits many times. */
export const MOST_TEXTS = 4 * MOST_TEXT

export interface Size {
  /** `too-large` of a document with more fields and entries than that, or more text: nothing else is looked at. Shared values count once for each place. */
  readonly whole?: Problem
  /** `too-large` of each list and each text that is longer than that. */
  readonly parts: readonly Problem[]
}

export function sizeOf(document: unknown): Size {
  const { count, texts, hasLongParts } = measure(document)
  if (count > MOST_VALUES) return { whole: TOO_LARGE, parts: [] }
  if (texts > MOST_TEXTS) return { whole: TOO_MUCH_TEXT, parts: [] }
  if (!hasLongParts) return { parts: [] }
  return { parts: [...walk(document)].flatMap(visit => partProblem(visit) ?? []) }
}

/** The value with an empty list in the place of what stands at the path. */
export function emptiedAt(value: unknown, [part, ...rest]: Path): unknown {
  if (part === undefined) return []
  if (Array.isArray(value)) return value.map((item, index) => (index === part ? emptiedAt(item, rest) : item))
  if (typeof value !== 'object' || value === null) return value
  return { ...value, [part]: emptiedAt(Object.getOwnPropertyDescriptor(value, part)?.value, rest) }
}

interface Measure {
  readonly count: number
  /** Of keys and of those texts that are not too long themselves. */
  readonly texts: number
  readonly hasLongParts: boolean
}

/** Stops where the count is beyond the limit; no deeper than that either. */
function measure(root: unknown): Measure {
  const pending: unknown[] = [root]
  const seen = new Set<string>()
  let count = 0
  let texts = 0
  let hasLongParts = false
  for (let value = pending.pop(); count <= MOST_VALUES && value !== undefined; value = pending.pop()) {
    if (typeof value === 'string') {
      if (value.length > MOST_TEXT) hasLongParts = true
      else if (value.length < OFTEN_SHARED || !seen.has(value)) texts += value.length
      if (value.length >= OFTEN_SHARED) seen.add(value)
    }
    if (typeof value !== 'object' || value === null) continue
    const inner = Object.values(value)
    count += inner.length
    if (!Array.isArray(value)) for (const key of Object.keys(value)) texts += key.length
    else if (inner.length > MOST_ENTRIES) hasLongParts = true
    if (count <= MOST_VALUES) for (const each of inner) if (each !== undefined) pending.push(each)
  }
  return { count, texts, hasLongParts }
}

/** From this length on it is worth a look whether a text is the one of another alias. */
const OFTEN_SHARED = 256

function partProblem(visit: Visit): Problem | undefined {
  const { value } = visit
  if (Array.isArray(value) && value.length > MOST_ENTRIES) {
    const why = 'Kubernetes is made for no more nodes than that, and no list of a cluster needs more'
    return tooLong(pathOf(visit), `${MOST_ENTRIES} entries`, why)
  }
  if (typeof value !== 'string' || value.length <= MOST_TEXT) return undefined
  return tooLong(
    pathOf(visit),
    `${MOST_TEXT} characters`,
    'the API server takes no Secret with more, nor etcd an object',
  )
}

function tooLong(path: Path, most: string, why: string): Problem {
  const place = path.length === 0 ? 'the document' : `\`${formatPath(path)}\``
  // Nothing in it has been looked at, and it may stand on the line of its key.
  return { ...TOO_LARGE, path, message: `${place} must not hold more than ${most}`, why, secret: true }
}

const TOO_LARGE: Problem = {
  code: 'too-large',
  severity: 'error',
  path: [],
  message: `an HACluster must not hold more than ${MOST_VALUES} fields and entries`,
  why: 'no cluster needs so much, and looking at each would take long',
  fix: 'look for a file that stands in the place of another, or for entries that were repeated by mistake',
}

const TOO_MUCH_TEXT: Problem = {
  ...TOO_LARGE,
  message: `an HACluster must not hold more than ${MOST_TEXTS} characters of text`,
}
