// Reads manifests of others without the YAML library, where they are written as people and programs mostly write them: block
// style, plain or quoted scalars on one line, text blocks. Of anything else nothing is claimed: the library has to look.

import type { ItemTexts } from '../tracked-keys.ts'
import { ANNOTATION_KEYS, METADATA_KEYS, noTexts, ROOT_KEYS } from '../tracked-keys.ts'
import { isTooLong } from './inline-value.ts'
import type { Scalar } from './plain-scalar.ts'
import { bodyEnd, KEY, readScalar } from './plain-scalar.ts'

export interface PlainDocument {
  /** As `SourceDocument.text`, but with the comments in front of it. */
  readonly text: string
  /** As `textsOf` of the document's value. */
  readonly texts: ItemTexts
  /** Zero-based position among the documents of the file, empty ones included. */
  readonly index: number
  /** One-based line of the first key. */
  readonly line: number
}

interface Level {
  readonly column: number
  readonly isList: boolean
  readonly keys: Set<string>
  key: string
}

// Whatever YAML, or a reader of YAML, might treat in a way of its own: tabs, carriage returns, control characters.
const UNUSUAL = /[^\n\x20-\x7e\u00a1-\ud7ff\ue000-\ufefe]/

/** The documents with content, or `undefined` where one of them is not certain to be sound, without twin keys and no list of items. */
export function readPlainDocuments(text: string): readonly PlainDocument[] | undefined {
  if (UNUSUAL.test(text)) return undefined
  const lines = text.split('\n')
  if (lines.some(isTooLong)) return undefined
  const documents: PlainDocument[] = []
  let start = 0
  let index = 0
  while (start < lines.length) {
    const end = markerFrom(lines, start)
    if (end < lines.length && !/^--- *$/.test(lines[end] ?? '')) return undefined
    const document = readDocument(lines, start, end)
    if (document === 'unsure') return undefined
    if (document) documents.push({ ...document, index })
    // What stands before the first marker is a document only if it holds something.
    if (document || start > 0) index++
    start = end + 1
  }
  return documents
}

function markerFrom(lines: readonly string[], start: number): number {
  let at = start
  while (at < lines.length && !/^(?:---|\.\.\.)/.test(lines[at] ?? '')) at++
  return at
}

type Reading = Omit<PlainDocument, 'index'> | 'unsure' | undefined

function readDocument(lines: readonly string[], start: number, end: number): Reading {
  const texts = noTexts()
  const stack: Level[] = []
  let first = 0
  let isOpen = true
  for (let at = start; at < end; at++) {
    const line = lines[at] ?? ''
    const column = line.search(/[^ ]/)
    if (column < 0 || line[column] === '#') continue
    first ||= at + 1
    const scalar = readLine(line, column, stack, isOpen, texts)
    if (scalar === undefined) return 'unsure'
    isOpen = scalar === 'open'
    if (scalar !== 'block') continue
    const next = bodyEnd(lines, at + 1, end, stack.at(-1)?.column ?? 0)
    if (next === undefined) return 'unsure'
    at = next - 1
  }
  if (first === 0) return undefined
  if (stack[0]?.isList !== false) return 'unsure'
  const text = lines.slice(start, end).join('\n')
  return { text: end < lines.length ? `${text}\n` : text, texts, line: first }
}

/** Takes dashes and a key off a line, and what stands behind them. `undefined` where it does not fit into what is open. */
function readLine(
  line: string,
  start: number,
  stack: Level[],
  wasOpen: boolean,
  texts: ItemTexts,
): Scalar['form'] | 'open' | undefined {
  let column = start
  let isOpen = wasOpen
  while (line[column] === '-') {
    const dash = /^-(?: +|$)/.exec(line.slice(column))
    if (dash === null) break
    if (!enter(stack, column, true, isOpen)) return undefined
    column += dash[0].length
    isOpen = true
    if (column >= line.length) return 'open'
  }
  const [whole, plain, quoted] = KEY.exec(line.slice(column)) ?? []
  if (whole === undefined) return column > start ? readScalar(line.slice(column))?.form : undefined
  const key = plain ?? quoted?.slice(1, -1) ?? ''
  if (!enter(stack, column, false, isOpen) || !addKey(stack, key)) return undefined
  const rest = line.slice(column + whole.length)
  if (rest === '' || rest.startsWith('#')) return 'open'
  const scalar = readScalar(rest)
  return scalar && note(stack, key, scalar, texts) ? scalar.form : undefined
}

/** Whether a list or mapping goes on, or may begin, at this column. Deeper ones that it ends are closed. */
function enter(stack: Level[], column: number, isList: boolean, isOpen: boolean): boolean {
  const depth = stack.length
  while (isClosedBy(stack, column, isList)) stack.pop()
  const top = stack.at(-1)
  if (top?.column === column && top.isList === isList) return true
  // A list may stand in the column of the key that holds it.
  const fits = top === undefined || top.column < column || (top.column === column && isList)
  if (!isOpen || !fits || stack.length < depth) return false
  stack.push({ column, isList, keys: new Set(), key: '' })
  return true
}

function isClosedBy(stack: readonly Level[], column: number, isList: boolean): boolean {
  const top = stack.at(-1)
  if (top === undefined) return false
  return top.column > column || (top.column === column && top.isList && !isList)
}

function addKey(stack: readonly Level[], key: string): boolean {
  const level = stack.at(-1)
  if (level === undefined || level.keys.has(key) || (stack.length === 1 && key === 'items')) return false
  level.keys.add(key)
  level.key = key
  return true
}

/** Keeps the texts that tell who a manifest is. False where one of them is not certain to be text. */
function note(stack: readonly Level[], key: string, { text }: Scalar, texts: ItemTexts): boolean {
  const field = tracked(stack)?.find(([name]) => name === key)?.[1]
  if (field === undefined) return true
  if (text === undefined) return false
  texts[field] = text
  return true
}

function tracked(stack: readonly Level[]) {
  const [root, metadata, annotations] = stack
  if (stack.length === 1) return ROOT_KEYS
  if (root?.key !== 'metadata' || metadata?.isList !== false) return undefined
  if (stack.length === 2) return METADATA_KEYS
  const isAnnotation = stack.length === 3 && metadata.key === 'annotations' && annotations?.isList === false
  return isAnnotation ? ANNOTATION_KEYS : undefined
}
