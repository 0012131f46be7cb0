// A problem is data: what is wrong, where, why, and what to do. Rooms return problems; they throw only for our own bugs.

import type { ProblemCode } from './codes.ts'
import { quoted } from './quoted.ts'

export type Severity = 'error' | 'warning'

/** Where in a document: object keys and list indices from its root; `[]` is the document itself. */
export type Path = readonly (string | number)[]

export interface Problem {
  readonly code: ProblemCode
  readonly severity: Severity
  readonly path: Path
  /** One sentence, "must" or "must not"; fields in backquotes, user values in double quotes; no line break. */
  readonly message: string
  readonly why?: string
  readonly fix?: string
  /** `key` points at the key of the last path element (an unknown field) instead of its value. */
  readonly at?: 'key' | 'value'
  /** The value at `path` is a secret: excerpts mask it and no message quotes it. */
  readonly secret?: boolean
  readonly source?: Source
}

/** Where a problem stands in what the user gave us. Only what is known is set: a line is never invented. */
export interface Source {
  /** As the user named it, or the host's path annotation; never absolute unless the user wrote it so. */
  readonly file?: string
  /** Zero-based position of the document in its file, or the host's index annotation. */
  readonly index?: number
  /** One-based. */
  readonly line?: number
  readonly column?: number
  readonly excerpt?: Excerpt
  /** The object that the problem is about, for hosts that show it. */
  readonly resource?: ResourceRef
}

export interface Excerpt {
  /** The source line, without its line end, secrets masked. */
  readonly text: string
  /** Zero-based start and length of what the carets mark, in UTF-16 units of `text`. */
  readonly start: number
  readonly length: number
}

export interface ResourceRef {
  /** Absent where it is missing in the object. */
  readonly apiVersion?: string
  readonly kind: string
  readonly name: string
  readonly namespace?: string
}

/** Whether a path is the other one, or leads on from it. */
export function startsWith(path: Path, start: Path): boolean {
  return start.every((part, index) => path[index] === part)
}

/** The path as users write it: `spec.controlPlane.nodes[1].address`. Keys are cut where they are longer than a reader needs. */
export function formatPath(path: Path): string {
  let text = ''
  for (const part of path) {
    if (typeof part === 'number') text += `[${part}]`
    else if (part.length <= LONGEST_PLAIN_KEY && /^[A-Za-z0-9_-]+$/.test(part)) text += text === '' ? part : `.${part}`
    else text += `[${quoted(part)}]`
  }
  return text
}

const LONGEST_PLAIN_KEY = 80
