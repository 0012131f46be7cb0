// What marks an object as local configuration, as text and in a value.

import { isJsonList } from '../is-json.ts'
import type { Json } from '../manifest.ts'
import { sortedKeys } from '../sorted-keys.ts'
import type { TextEdit } from './text-edits.ts'

export const KEY = 'config.kubernetes.io/local-config'
export const LINE = `${KEY}: "true"`
export const FLOW_PAIR = `"${KEY}": "true"`

export function insertion(at: number, text: string): TextEdit {
  return { start: at, end: at, text }
}

export function lines(contents: readonly string[], column: number, lineEnd: string): string {
  return contents.map(content => `${' '.repeat(column)}${content}${lineEnd}`).join('')
}

/** A value with the mark, its keys sorted. */
export function withMark(value: Json): Json {
  const root = objectOf(value)
  const metadata = objectOf(root.metadata)
  const annotations = { ...objectOf(metadata.annotations), [KEY]: 'true' }
  return sortedKeys({ ...root, metadata: { ...metadata, annotations } })
}

function objectOf(value: Json | undefined): { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !isJsonList(value) ? value : {}
}
