// Puts a ResourceList together again: the host's text with our changes spliced in. Whatever is not ours keeps its bytes.

import { append } from '../append.ts'
import { isJsonObject } from '../is-json.ts'
import type { Json, JsonObject } from '../manifest.ts'
import type { Piece } from '../pieces.ts'
import type { ItemsLayout, ListItem, ListLayout } from '../read/list/list-layout.ts'
import type { ListSource } from '../read/list/list-source.ts'
import { printJson } from './json.ts'
import { localConfigEdit } from './local-config.ts'
import { withMark } from './local-config-mark.ts'
import type { TextEdit } from './text-edits.ts'
import { applyEdits } from './text-edits.ts'
import { printYaml } from './yaml.ts'

/** What the writer needs of a list that was read. */
export interface ListText {
  readonly source: ListSource
  readonly lineEnd: string
  readonly items: readonly ListItem[]
  readonly layout: ListLayout
  valueOf(item: ListItem): unknown
}

export interface ListChanges {
  readonly replaced: ReadonlyMap<ListItem, JsonObject>
  readonly removed: ReadonlySet<ListItem>
  readonly appended: readonly JsonObject[]
  /** Items that become local configuration. */
  readonly marked: readonly ListItem[]
  /** In the place of the list's own; none where there are none. */
  readonly results: readonly JsonObject[]
}

export const NO_CHANGES: ListChanges = {
  replaced: new Map(),
  removed: new Set(),
  appended: [],
  marked: [],
  results: [],
}

const LIST_API_VERSION = 'config.kubernetes.io/v1'

/** The pieces of the new text, in order. `items` is always there, and always a list. */
export function writeResourceList(list: ListText, changes: ListChanges): readonly Piece[] {
  const marks = changes.marked.flatMap(item => {
    const edit = markEdit(list, item)
    return edit ? [{ item, edit }] : []
  })
  const byText = new Set(marks.map(({ item }) => item))
  const byValue = changes.marked.filter(item => item.localConfig !== 'true' && !byText.has(item))
  const replaced = new Map(changes.replaced)
  for (const item of byValue) replaced.set(item, markedValue(list, item))
  replaceBorrowers(list, changes, replaced)
  const edits: TextEdit[] = []
  if (!list.layout.hasApiVersion) edits.push(apiVersionEdit(list))
  append(edits, itemEdits(list, { ...changes, replaced }))
  for (const { item, edit } of marks) if (!replaced.has(item)) edits.push(edit)
  append(edits, resultsEdits(list, changes.results))
  return applyEdits(list.source, edits, list.lineEnd)
}

/** Items that use an anchor of one that changes are written by value. An anchor stands before its aliases, and so do their items. */
function replaceBorrowers(list: ListText, changes: ListChanges, replaced: Map<ListItem, JsonObject>): void {
  for (const item of list.items) {
    const { borrows } = item
    if (!borrows?.length || replaced.has(item) || changes.removed.has(item)) continue
    const isBereft = borrows.some(at => {
      const lender = list.items[at]
      return lender !== undefined && (replaced.has(lender) || changes.removed.has(lender))
    })
    if (!isBereft) continue
    const value = changes.marked.includes(item) ? markedValue(list, item) : list.valueOf(item)
    if (isJsonObject(value)) replaced.set(item, value)
  }
}

function markEdit(list: ListText, item: ListItem): TextEdit | undefined {
  if (item.localConfig === 'true') return undefined
  return localConfigEdit(list.source, item, list.layout.items.style === 'block', list.lineEnd)
}

function markedValue(list: ListText, item: ListItem): JsonObject {
  const value = list.valueOf(item)
  const marked = isJsonObject(value) ? withMark(value) : value
  if (!isJsonObject(marked)) throw new Error('an HACluster must be an object')
  return marked
}

function apiVersionEdit({ layout: { top, start }, lineEnd }: ListText): TextEdit {
  if (top.style === 'flow') return insertion(start, `"apiVersion": "${LIST_API_VERSION}", `)
  return insertion(start, `apiVersion: ${LIST_API_VERSION}${lineEnd}${' '.repeat(top.column)}`)
}

function itemEdits(list: ListText, changes: ListChanges): readonly TextEdit[] {
  const { items } = list.layout
  switch (items.style) {
    case 'block':
      return blockEdits(list, items.column, items.end, changes)
    case 'flow':
      return flowEdits(list, items, changes)
    case 'none':
      return fillEdits(list, items.value, changes.appended)
    case 'absent':
      return [absentEdit(list, changes.appended)]
    default:
      return items satisfies never
  }
}

function blockEdits(
  list: ListText,
  column: number,
  end: number,
  { replaced, removed, appended }: ListChanges,
): readonly TextEdit[] {
  const print = (value: JsonObject) => blockItem(value, column, list.lineEnd)
  const edits: TextEdit[] = []
  for (const [{ start, end }, value] of replaced) edits.push({ start, end, text: print(value) })
  for (const { start, end } of removed) edits.push({ start, end, text: '' })
  const isEmpty = appended.length === 0 && list.items.every(item => removed.has(item))
  const added = isEmpty ? `${' '.repeat(column + 2)}[]${list.lineEnd}` : appended.map(print).join('')
  edits.push({ start: end, end, text: added, ownLine: true })
  return edits
}

/** An item with its dash at the column, as whole lines. */
export function blockItem(value: JsonObject, column: number, lineEnd: string): string {
  return withLineEnds(`${' '.repeat(column)}- ${printYaml(value, column + 2)}`, lineEnd)
}

function withLineEnds(text: string, lineEnd: string): string {
  return lineEnd === '\n' ? text : text.replaceAll('\n', lineEnd)
}

function flowEdits(
  list: ListText,
  { open, close }: Extract<ItemsLayout, { style: 'flow' }>,
  { replaced, removed, appended }: ListChanges,
): readonly TextEdit[] {
  const { print, separator } = flowStyle(list, open, close)
  const edits: TextEdit[] = []
  for (const [{ start, end }, value] of replaced) edits.push({ start, end, text: print(value) })
  const kept = list.items.filter(item => !removed.has(item))
  const last = kept.at(-1)
  if (last === undefined) {
    return [{ start: open + 1, end: close, text: appended.map(print).join(separator) }]
  }
  for (const [at, item] of list.items.entries()) {
    // With the comma behind it; those behind the last one that stays, with the comma before them.
    if (removed.has(item) && item.start < last.start) {
      edits.push({ start: item.start, end: list.items[at + 1]?.start ?? item.end, text: '' })
    }
  }
  const behind = list.items.at(-1) ?? last
  const added = appended.map(value => separator + print(value)).join('')
  edits.push({ start: last.end, end: Math.max(last.end, behind.end), text: added })
  return edits
}

interface FlowStyle {
  readonly separator: string
  print(value: JsonObject): string
}

/** One object a line where the list stands on several lines, else all on one. */
function flowStyle({ source, lineEnd, items }: ListText, open: number, close: number): FlowStyle {
  if (!source.slice(open, close).includes('\n')) return { separator: ', ', print: printJson }
  const head = source.slice(0, items[0]?.start ?? open)
  const before = head.slice(head.lastIndexOf('\n') + 1)
  // Below a key, even the lines of a list in brackets must be indented.
  const pad = before.trim() === '' ? before : `${/^\s*/.exec(before)?.[0] ?? ''}  `
  return { separator: `,${lineEnd}${pad}`, print: printJson }
}

/** `items:` with nothing in it. */
function fillEdits(
  list: ListText,
  value: { readonly start: number; readonly end: number },
  appended: readonly JsonObject[],
): readonly TextEdit[] {
  const { source, layout, lineEnd } = list
  const { start, end } = value
  if (layout.top.style === 'flow') return [{ start, end, text: ` [${appended.map(printJson).join(', ')}]` }]
  if (appended.length === 0) return /\[\s*\]/.test(source.slice(start, end)) ? [] : [{ start, end, text: ' []' }]
  const { column } = layout.top
  const rest = source.slice(end)
  const newline = rest.indexOf('\n')
  const line = end + (newline < 0 ? rest.length : newline + 1)
  const added = appended.map(item => blockItem(item, column, lineEnd)).join('')
  return [
    { start, end, text: '' },
    { start: line, end: line, text: added, ownLine: true },
  ]
}

function absentEdit(list: ListText, appended: readonly JsonObject[]): TextEdit {
  return newKey(list, 'items', appended)
}

function resultsEdits(list: ListText, results: readonly JsonObject[]): readonly TextEdit[] {
  const { source, layout } = list
  const former = layout.results
  if (former === undefined) return results.length === 0 ? [] : [newKey(list, 'results', results)]
  if (layout.top.style === 'block') {
    return [{ ...former, text: results.length === 0 ? '' : blockKey(list, 'results', results), ownLine: true }]
  }
  if (results.length > 0) return [{ ...former, text: flowKey('results', results) }]
  const comma = /^\s*,\s*/.exec(source.slice(former.end))
  if (comma) return [{ start: former.start, end: former.end + comma[0].length, text: '' }]
  const before = /,\s*$/.exec(source.slice(layout.top.open, former.start))
  return [{ start: former.start - (before?.[0].length ?? 0), end: former.end, text: '' }]
}

function newKey(list: ListText, key: string, values: readonly JsonObject[]): TextEdit {
  const { end, top } = list.layout
  // A comment must have a space before it.
  const gap = list.source.slice(end, end + 1) === '#' ? ' ' : ''
  if (top.style === 'flow') return insertion(end, `, ${flowKey(key, values)}${gap}`)
  return { start: end, end, text: blockKey(list, key, values), ownLine: true }
}

function blockKey({ layout: { top }, lineEnd }: ListText, key: string, values: readonly Json[]): string {
  const column = top.style === 'block' ? top.column : 0
  return withLineEnds(' '.repeat(column) + printYaml({ [key]: values }, column), lineEnd)
}

function flowKey(key: string, values: readonly Json[]): string {
  return `"${key}": ${printJson(values)}`
}

function insertion(at: number, text: string): TextEdit {
  return { start: at, end: at, text }
}
