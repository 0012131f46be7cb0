// Tells whether an item of ours still says what we say now. Its text is compared first: parsing costs a hundred times more.

import { isEqual } from '../is-equal.ts'
import { isJsonObject, isObject } from '../is-json.ts'
import type { JsonObject, Manifest } from '../manifest.ts'
import type { ListItem } from '../read/list/list-layout.ts'
import type { ListSource } from '../read/list/list-source.ts'
import { isHostAnnotation, startsWithHostAnnotation } from './host-annotations.ts'

/** Whether the lines of an item, but for the host's annotations, are these. */
export function hasLines(source: ListSource, item: ListItem, lines: string): boolean {
  const annotations = item.metadata?.annotations
  if (annotations === undefined) return false
  // The lines up to the annotations hold nothing of the host's.
  const head = source.slice(item.start, annotations.at)
  if (!lines.startsWith(head)) return false
  return withoutHostLines(source.slice(annotations.at, item.end), annotations.column) === lines.slice(head.length)
}

function withoutHostLines(text: string, column: number): string {
  let kept = ''
  let line = 0
  while (line < text.length && isKeyAt(text, line, column)) {
    const next = pairEnd(text, line, column)
    if (!startsWithHostAnnotation(text, line + column)) kept += text.slice(line, next)
    line = next
  }
  return kept + text.slice(line)
}

function isKeyAt(text: string, line: number, column: number): boolean {
  return indentOf(text, line) === column && text[line + column] !== '#'
}

/** The end of a pair's lines: the first line that is not indented more than its key. */
function pairEnd(text: string, line: number, column: number): number {
  let next = lineBehind(text, line)
  while (next < text.length && indentOf(text, next) > column) next = lineBehind(text, next)
  return next
}

function lineBehind(text: string, line: number): number {
  const newline = text.indexOf('\n', line)
  return newline < 0 ? text.length : newline + 1
}

function indentOf(text: string, line: number): number {
  let at = line
  while (text[at] === ' ') at++
  return at - line
}

/** Whether a value, but for the host's annotations, is this manifest; the order of keys does not count. */
export function hasValue(value: unknown, manifest: Manifest): boolean {
  if (!isObject(value)) return false
  const metadata = value.metadata
  if (!isObject(metadata) || !isObject(metadata.annotations)) return false
  const annotations = Object.entries(metadata.annotations).filter(([key]) => !isHostAnnotation(key))
  const own = { ...value, metadata: { ...metadata, annotations: Object.fromEntries(annotations) } }
  return isEqual(own, manifest)
}

/** The manifest with what the host wants back of the former object's annotations. */
export function withHostAnnotations(manifest: Manifest, former: unknown): Manifest {
  const metadata = isObject(former) ? former.metadata : undefined
  const annotations = isObject(metadata) && isObject(metadata.annotations) ? metadata.annotations : {}
  const kept = Object.entries(annotations).flatMap(([key, value]) => {
    return isHostAnnotation(key) ? [[key, String(value)] as const] : []
  })
  return withAnnotations(manifest, Object.fromEntries(kept))
}

export function withAnnotations(manifest: Manifest, more: Readonly<Record<string, string>>): Manifest {
  const own = manifest.metadata.annotations
  const annotations: JsonObject = { ...(isJsonObject(own) ? own : {}), ...more }
  return { ...manifest, metadata: { ...manifest.metadata, annotations } }
}
