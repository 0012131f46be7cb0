// What a problem says of where it is.

import type { Source } from '../../problems/problem.ts'
import { resourceRef } from '../resource-ref.ts'
import { markOf, type Place } from '../span.ts'
import { excerptAt, type SourceText } from './source-text.ts'

/** File, position among the documents of the file, and the resource that a value is. */
export function sourceOf({ file }: SourceText, index: number, value: unknown): Source {
  const resource = resourceRef(value)
  return { ...(file === undefined ? {} : { file }), index, ...(resource ? { resource } : {}) }
}

/** With line, column and the line itself, of which nothing is shown of a secret. */
export function placed(text: SourceText, base: Source, place: Place, at: 'key' | 'value', secret: boolean): Source {
  return { ...base, ...excerptAt(text, { ...markOf(place, at), key: place.key, secret }) }
}
