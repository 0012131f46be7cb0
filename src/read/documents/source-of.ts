// What a problem says of where it is, before line and column.

import type { Source } from '../../problems/problem.ts'
import { resourceRef } from '../resource-ref.ts'
import type { SourceText } from './source-text.ts'

/** File, position among the documents of the file, and the resource that a value is. */
export function sourceOf({ file }: SourceText, index: number, value: unknown): Source {
  const resource = resourceRef(value)
  return { ...(file === undefined ? {} : { file }), index, ...(resource ? { resource } : {}) }
}
