// A ResourceList through the YAML library's own ranges: whatever the scanner does not recognise, JSON included.

import type { Document, Pair, ParsedNode, YAMLMap, YAMLSeq } from 'yaml'
import { isMap, isScalar, isSeq, parseAllDocuments } from 'yaml'
import { aliasTargets } from '../documents/aliases.ts'
import { nodeValue } from '../documents/node-value.ts'
import { findExcess } from '../documents/too-much.ts'
import { property } from '../resource-ref.ts'
import { textsOf } from '../tracked-keys.ts'
import { withLineEnd } from './item-by-yaml.ts'
import { listItem } from './item-sink.ts'
import type { ItemsLayout, ListItem, ListLayout, TextRange } from './list-layout.ts'
import { LIST_OPTIONS } from './list-options.ts'

export interface ListByYaml {
  readonly value: unknown
  readonly items: readonly ListItem[]
  readonly layout: ListLayout
}

/**
 * Why a text is no list that can be worked on: `syntax` where it is no YAML (read/documents/document.ts knows the words), `layout`
 * where it is a list in a form that cannot be edited in place, else what it is instead.
 */
export type NoList =
  | { readonly reason: 'syntax' }
  | { readonly reason: 'empty' | 'several-documents' | 'no-mapping' | 'items-no-list' }
  | { readonly reason: 'kind'; readonly kind: unknown }
  | { readonly reason: 'twin-key' | 'layout'; readonly key: string }

const TOP_KEYS: readonly string[] = ['apiVersion', 'kind', 'items', 'functionConfig', 'results']

/** Reads the list, or says why there is none. Never throws, whatever the text. */
export function readListByYaml(text: string): ListByYaml | NoList {
  if (findExcess(text) !== undefined) return { reason: 'syntax' }
  try {
    const documents = parseAllDocuments(withLineEnd(text), { ...LIST_OPTIONS, keepSourceTokens: true })
    if (!Array.isArray(documents)) return { reason: 'empty' }
    if (documents.some(document => document.errors.length > 0)) return { reason: 'syntax' }
    const filled = documents.filter(document => !isEmpty(document))
    const [document] = filled
    if (document === undefined) return { reason: 'empty' }
    return filled.length > 1 ? { reason: 'several-documents' } : readDocument(text, document)
  } catch (error) {
    // Text nested too deeply for the library.
    if (error instanceof RangeError) return { reason: 'syntax' }
    throw error
  }
}

function isEmpty({ contents }: Document): boolean {
  return contents === null || (isScalar(contents) && contents.value === null && !contents.source)
}

function readDocument(text: string, document: Document.Parsed): ListByYaml | NoList {
  const top = document.contents
  if (!isMap(top)) return { reason: 'no-mapping' }
  const read = nodeValue(document)
  if ('fault' in read || document.warnings.length > 0) return { reason: 'syntax' }
  const { value } = read
  const kind = property(value, 'kind')
  if (kind !== 'ResourceList') return { reason: 'kind', kind }
  // What a merge key brings in stands somewhere else.
  if (top.items.some(pair => isScalar(pair.key) && pair.key.source === '<<')) return { reason: 'layout', key: '<<' }
  const twin = TOP_KEYS.find(key => pairsOf(top, key).length > 1)
  if (twin !== undefined) return { reason: 'twin-key', key: twin }
  const seq = pairsOf(top, 'items')[0]?.value
  if (!(seq === undefined || isSeq(seq) || isNull(seq))) return { reason: 'items-no-list' }
  const layout = listLayout(text, top)
  const ranges = layout && (isSeq(seq) ? itemRanges(text, seq, layout.items) : [])
  if (layout === undefined || ranges === undefined) return { reason: 'layout', key: 'items' }
  const borrows = findBorrows(document, ranges)
  const values = listOf(property(value, 'items'))
  const items = ranges.map((range, at) => listItem(range, textsOf(values[at]), undefined, borrows[at]))
  if (items.some((item, at) => item.owner !== undefined && borrows.at(-1)?.includes(at))) {
    return { reason: 'layout', key: 'functionConfig' }
  }
  return { value, items, layout }
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function isNull(node: unknown): boolean {
  return node === null || (isScalar(node) && node.value === null)
}

function pairsOf(map: YAMLMap.Parsed, key: string): readonly Pair<ParsedNode, ParsedNode | null>[] {
  return map.items.filter(pair => isScalar(pair.key) && pair.key.value === key)
}

function listLayout(text: string, top: YAMLMap.Parsed): ListLayout | undefined {
  const first = top.items[0]?.key
  const items = pairsOf(top, 'items')[0]
  const itemsLayout = items ? layoutOfItems(text, items) : ({ style: 'absent' } as const)
  if (first === undefined || itemsLayout === undefined) return undefined
  const hasApiVersion = pairsOf(top, 'apiVersion').length > 0
  const start = first.range[0]
  const common = { items: itemsLayout, hasApiVersion, start }
  if (top.flow) {
    const [open, end] = top.range
    if (text[open] !== '{' || text[end - 1] !== '}') return undefined
    const pairs = top.items.map(pair => ({ start: pair.key.range[0], end: pairEnd(pair) }))
    if (!isSeparated(text, open + 1, pairs)) return undefined
    return { ...common, top: { style: 'flow', open }, results: flowPairRange(top, 'results'), end: flowEnd(top) }
  }
  const end = lineBehind(text, top.range[1])
  const starts = top.items.map(pair => dedicatedLine(text, pair.key.range[0]))
  const column = start - (starts[0] ?? 0)
  // Behind a byte order mark, the library takes spaces before the first key for nothing.
  const isInColumn = top.items.every((pair, at) => pair.key.range[0] - (starts[at] ?? Number.NaN) === column)
  if (end === undefined || !isInColumn) return undefined
  const results = blockPairRange(top, 'results', starts, end)
  return { ...common, top: { style: 'block', column }, results, end }
}

function flowPairRange(top: YAMLMap.Parsed, key: string): TextRange | undefined {
  const pair = pairsOf(top, key)[0]
  return pair && { start: pair.key.range[0], end: pairEnd(pair) }
}

function flowEnd(top: YAMLMap.Parsed): number {
  const last = top.items.at(-1)
  return last ? pairEnd(last) : top.range[0] + 1
}

function pairEnd(pair: Pair<ParsedNode, ParsedNode | null>): number {
  return Math.max(pair.key.range[1], pair.value?.range[1] ?? 0)
}

function blockPairRange(
  top: YAMLMap.Parsed,
  key: string,
  starts: readonly (number | undefined)[],
  end: number,
): TextRange | undefined {
  const at = top.items.findIndex(pair => isScalar(pair.key) && pair.key.value === key)
  const start = starts[at]
  return start === undefined ? undefined : { start, end: starts[at + 1] ?? end }
}

function layoutOfItems(text: string, pair: Pair<ParsedNode, ParsedNode | null>): ItemsLayout | undefined {
  const node = pair.value
  if (isSeq(node) && !node.flow) {
    const dash = dashOffsets(node)[0]
    const line = dash === undefined ? undefined : dedicatedLine(text, dash)
    const end = lineBehind(text, Math.max(node.range[1], (dashOffsets(node).at(-1) ?? 0) + 1))
    if (dash === undefined || line === undefined || end === undefined) return undefined
    return { style: 'block', column: dash - line, end }
  }
  const colon = text.indexOf(':', pair.key.range[1])
  if (node === null || colon < 0) return undefined
  const [start, end] = node.range
  if (isSeq(node) && node.items.length > 0) {
    return text[start] === '[' && text[end - 1] === ']' ? { style: 'flow', open: start, close: end - 1 } : undefined
  }
  // `[]`, `null` or nothing stands there; nothing may lie behind a comment.
  const before = text.slice(colon + 1, start).trim()
  if (before.startsWith('#') || text.slice(colon + 1, end).trim() === '')
    return { style: 'none', value: { start: colon + 1, end: colon + 1 } }
  return before === '' ? { style: 'none', value: { start: colon + 1, end: Math.max(end, colon + 1) } } : undefined
}

function itemRanges(text: string, seq: YAMLSeq.Parsed, layout: ItemsLayout): readonly TextRange[] | undefined {
  if (layout.style === 'none') return []
  if (seq.flow) return flowItemRanges(text, seq)
  const starts = dashOffsets(seq).map(dash => dedicatedLine(text, dash))
  if (starts.length !== seq.items.length || layout.style !== 'block') return undefined
  const ranges: TextRange[] = []
  for (const [at, start] of starts.entries()) {
    if (start === undefined) return undefined
    ranges.push({ start, end: starts[at + 1] ?? layout.end })
  }
  return ranges
}

/** The values of a flow list; `undefined` where an anchor or a tag stands before one. */
function flowItemRanges(text: string, seq: YAMLSeq.Parsed): readonly TextRange[] | undefined {
  const ranges = seq.items.map(({ range: [start, end] }) => ({ start, end }))
  return isSeparated(text, seq.range[0] + 1, ranges) ? ranges : undefined
}

/** Whether nothing but commas, spaces and comments stands between the ranges. */
function isSeparated(text: string, from: number, ranges: readonly TextRange[]): boolean {
  let behind = from
  for (const { start, end } of ranges) {
    if (!/^(?:[\s,]|(?<=\s)#.*)*$/.test(text.slice(behind, start))) return false
    behind = end
  }
  return true
}

function dashOffsets(seq: YAMLSeq.Parsed): readonly number[] {
  const token = seq.srcToken
  if (token?.type !== 'block-seq') return []
  return token.items.flatMap(item => item.start.filter(part => part.type === 'seq-item-ind').map(part => part.offset))
}

/** The start of the line on which nothing but spaces stands before the offset. */
function dedicatedLine(text: string, offset: number): number | undefined {
  let line = offset
  while (text[line - 1] === ' ') line--
  const before = text[line - 1]
  return before === undefined || before === '\n' || (before === '\uFEFF' && line === 1) ? line : undefined
}

/** The start of the line behind a value that ends at the offset; `undefined` where more than a comment follows there. */
function lineBehind(text: string, offset: number): number | undefined {
  if (text[offset - 1] === '\n') return offset
  const newline = text.indexOf('\n', offset)
  const end = newline < 0 ? text.length : newline
  return /^\s*(?:#.*)?$/.test(text.slice(offset, end)) ? Math.min(end + 1, text.length) : undefined
}

/** For every item the other items whose anchors it uses; last, those that anything outside of the items uses. */
function findBorrows(document: Document, ranges: readonly TextRange[]): readonly (readonly number[])[] {
  const borrows: number[][] = Array.from({ length: ranges.length + 1 }, () => [])
  for (const [alias, target] of aliasTargets(document)) {
    const user = holder(ranges, alias.range?.[0])
    const lender = holder(ranges, target.range?.[0])
    if (lender >= 0 && user !== lender) borrows.at(user)?.push(lender)
  }
  return borrows
}

/** Index of the item around the offset, or -1. */
function holder(ranges: readonly TextRange[], offset = -1): number {
  let low = 0
  let high = ranges.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ranges[middle]?.end ?? 0) <= offset) low = middle + 1
    else high = middle
  }
  return (ranges[low]?.start ?? Number.POSITIVE_INFINITY) <= offset ? low : -1
}
