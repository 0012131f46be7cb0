// What marks an object as local configuration, as text and in a value.

import type { Json } from '../manifest.ts'
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
  return sorted({ ...root, metadata: { ...metadata, annotations } })
}

function objectOf(value: Json | undefined): { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !isList(value) ? value : {}
}

export function sorted(value: Json): Json {
  if (isList(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, inner]) => [key, sorted(inner)] as const)
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)))
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value)
}
