// What is known of one document of a YAML text, whoever has read it.

import type { Problem, Source } from '../../problems/problem.ts'
import type { ClusterInput } from '../cluster-input.ts'

export interface SourceDocument {
  readonly file: string | undefined
  /** Zero-based position in the file. */
  readonly index: number
  /** As written, where it is a string. */
  readonly apiVersion: string | undefined
  readonly kind: string | undefined
  /** A list of objects, whatever its kind: the key `items` has a list, or the document is one. */
  readonly hasItems: boolean
  /** `yaml-syntax`, with its source: one per document, since whatever follows the first fault is guesswork. */
  readonly problems: readonly Problem[]
  /** As written, comments included, without the markers `---` and `...` around it and without directives. */
  text(): string
  /** The plain value, worked out once; `problems` (with sources) instead where an alias or a tag cannot be resolved. */
  resolve(): ResolvedDocument
  /** Where a key is a map or a list, which no JSON knows: `{{ .Values.name }}` is one. For documents without problems. */
  oddKey(): Source | undefined
  /** For documents that `resolve` without problems. */
  toClusterInput(): ClusterInput
}

export interface ResolvedDocument {
  readonly value: unknown
  readonly problems: readonly Problem[]
}
