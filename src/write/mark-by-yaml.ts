// Where in the text of an object the mark of local configuration belongs, as the YAML library sees it.

import type { Node, Pair, YAMLMap } from 'yaml'
import { isMap, isNode, isScalar, parseDocument } from 'yaml'
import type { Json } from '../manifest.ts'
import { sortedKeys } from '../sorted-keys.ts'
import { FLOW_PAIR, insertion, KEY, LINE, lines, withMark } from './local-config-mark.ts'
import type { TextEdit } from './text-edits.ts'

const OPTIONS = { uniqueKeys: false, merge: true, logLevel: 'error' } as const

/** The edit of a document's text that marks its object and changes nothing else; `undefined` where there is no hold for one. */
export function markByYaml(source: string, lineEnd: string): TextEdit | undefined {
  const edit = editDocument(source, lineEnd)
  return edit && isMarked(source, edit) ? edit : undefined
}

function editDocument(source: string, lineEnd: string): TextEdit | undefined {
  const root = parseDocument(source, OPTIONS).contents
  const metadata = pairOf(root, 'metadata')
  if (!isMap(metadata?.value) || metadata.value.items.length === 0) return undefined
  const annotations = pairOf(metadata.value, 'annotations')
  if (annotations === undefined) return addAnnotations(source, metadata, metadata.value, lineEnd)
  const value = annotations.value
  if (isMap(value) && value.items.length > 0) {
    const mark = pairOf(value, KEY)
    return mark ? replaceValue(source, mark.value, lineEnd) : addMark(source, annotations, value, lineEnd)
  }
  const isNothing = value === null || isMap(value) || (isScalar(value) && value.value === null)
  return isNothing ? fill(source, annotations) : undefined
}

function addAnnotations(source: string, parent: Pair, map: YAMLMap, lineEnd: string): TextEdit | undefined {
  if (map.flow) return addToFlow(source, map, `"annotations": {${FLOW_PAIR}}`)
  return addBelow(source, parent, map, ['annotations:', `  ${LINE}`], lineEnd)
}

function addMark(source: string, parent: Pair, map: YAMLMap, lineEnd: string): TextEdit | undefined {
  return map.flow ? addToFlow(source, map, FLOW_PAIR) : addBelow(source, parent, map, [LINE], lineEnd)
}

function addToFlow(source: string, map: YAMLMap, pair: string): TextEdit | undefined {
  const open = map.range?.[0]
  return open === undefined || source[open] !== '{' ? undefined : insertion(open + 1, `${pair}, `)
}

/** Lines at the head of a block mapping, before any comment on its first key. */
function addBelow(
  source: string,
  parent: Pair,
  map: YAMLMap,
  contents: readonly string[],
  lineEnd: string,
): TextEdit | undefined {
  const head = rangeOf(parent.key)
  const first = rangeOf(map.items[0]?.key)
  const newline = head ? source.indexOf('\n', head[1]) : -1
  if (first === undefined || newline < 0) return undefined
  return insertion(newline + 1, lines(contents, first[0] - source.lastIndexOf('\n', first[0]) - 1, lineEnd))
}

/** A value in place of an empty one. */
function fill(source: string, pair: Pair): TextEdit | undefined {
  const range = rangeOf(pair.value)
  if (range && range[1] > range[0]) return { start: range[0], end: range[1], text: `{${FLOW_PAIR}}` }
  const key = rangeOf(pair.key)
  const colon = key ? source.indexOf(':', key[1]) : -1
  return colon < 0 ? undefined : insertion(colon + 1, ` {${FLOW_PAIR}}`)
}

function replaceValue(source: string, node: unknown, lineEnd: string): TextEdit | undefined {
  const range = rangeOf(node)
  if (range === undefined || range[1] <= range[0]) return undefined
  // A block scalar ends with its last line.
  const behind = source[range[1] - 1] === '\n' ? lineEnd : ''
  return { start: range[0], end: range[1], text: `"true"${behind}` }
}

/** Where a key stands twice the last one counts. */
function pairOf(map: unknown, key: string): Pair | undefined {
  return isMap(map) ? map.items.findLast(pair => isScalar(pair.key) && pair.key.value === key) : undefined
}

function rangeOf(node: unknown): NonNullable<Node['range']> | undefined {
  return isNode(node) ? (node.range ?? undefined) : undefined
}

/** Whether the edit does what it is meant to do, and nothing else. */
function isMarked(source: string, { start, end, text }: TextEdit): boolean {
  const before = parsedValue(source)
  const after = parsedValue(source.slice(0, start) + text + source.slice(end))
  return (
    before !== undefined &&
    after !== undefined &&
    JSON.stringify(withMark(before)) === JSON.stringify(sortedKeys(after))
  )
}

function parsedValue(source: string): Json | undefined {
  const document = parseDocument(source, OPTIONS)
  if (document.errors.length > 0) return undefined
  try {
    return document.toJS({ maxAliasCount: 1000 })
  } catch {
    // An alias that names nothing here, or a merge key without a mapping.
    return undefined
  }
}
