// Finds the items of a ResourceList in its text, and who they are, at a small multiple of the cost of reading it.
// Recognises block YAML as programs print it, line by line; of others' items only as much as tells who they are. An item in
// any other form goes to the YAML library alone; where that settles nothing, the whole text does (list-by-yaml.ts).

import { HACLUSTER_KIND } from '../../manifest.ts'
import type { Utf8 } from '../../pieces.ts'
import type { BlockStack } from './block-stack.ts'
import { blockStack, enterMapping, enterSequence } from './block-stack.ts'
import type { ByteCodes } from './byte-codes.ts'
import { byteCodes, startOfText } from './byte-codes.ts'
import { readItemAlone } from './item-alone.ts'
import type { ItemSink } from './item-sink.ts'
import {
  beginItem,
  endOfStranger,
  finishItem,
  finishItemAs,
  isForeign,
  isForeignItem,
  itemSink,
  notePair,
} from './item-sink.ts'
import type { OuterLines } from './item-tail.ts'
import { noLines } from './item-tail.ts'
import type { ListItem, TextRange } from './list-layout.ts'
import type { ListSource } from './list-source.ts'
import { sourceOfUtf8 } from './list-source.ts'
import {
  beginsNothing,
  CR,
  DASH,
  DOUBLE_QUOTE,
  endLine,
  endsWord,
  HASH,
  isBlockScalarStart,
  isFlowStart,
  LF,
  nextLine,
  SINGLE_QUOTE,
  scanBlockScalar,
  scanKey,
  scanValue,
  skipSpaces,
  TAB,
  UNKNOWN,
} from './scan-scalar.ts'
import { skipStrangers } from './strangers.ts'

/** A key at the top with its lines, up to the next key or the end. */
export interface TopKey extends TextRange {
  readonly name: string
  /** The text behind the colon on the key's own line, quotes and all. */
  readonly inline: string
}

export interface ScannedList {
  readonly keys: readonly TopKey[]
  readonly items: readonly ListItem[]
  /** Column of the items' dashes. */
  readonly column: number
  /** Where the lines of the last item end. */
  readonly itemsEnd: number
  /** Where the document ends: at a marker, or with the text. */
  readonly end: number
}

interface Scan {
  readonly source: ListSource
  readonly codes: ByteCodes
  readonly size: number
  readonly stack: BlockStack
  readonly sink: ItemSink
  readonly keys: { name: string; inline: string; start: number; end: number }[]
  inItems: boolean
  /** Column of the items' dashes, once there is one. */
  column: number
}

const ITEM_DEPTH = 2
const ITEMS_DEPTH = 1

/**
 * The list, as the YAML library reads it; `undefined` where this scanner cannot be sure of that. A text that the library
 * refuses may pass where the fault lies inside of an item of others, behind its metadata: that item passes as it came.
 */
export function scanList(text: Utf8, outerLines: OuterLines = noLines()): ScannedList | undefined {
  const { bytes } = text
  const codes = byteCodes(bytes)
  const source = sourceOfUtf8(text)
  const sink = itemSink(source, codes, outerLines)
  const scan: Scan = {
    source,
    codes,
    size: bytes.length,
    stack: blockStack(),
    sink,
    keys: [],
    inItems: false,
    column: 0,
  }
  const end = scanLines(scan, skipHead(scan))
  if (end === UNKNOWN || !isRestEmpty(scan, end)) return undefined
  finishKey(scan, end)
  const names = new Set(scan.keys.map(key => key.name))
  if (names.size < scan.keys.length || sink.items.length === 0) return undefined
  return { keys: scan.keys, items: sink.items, column: scan.column, itemsEnd: sink.end, end }
}

/** Skips the byte order mark, comments, and one `---`; UNKNOWN where none of these is as it should be. */
function skipHead({ codes, size }: Scan): number {
  let at = startOfText(codes)
  for (let marked = false; at < size; ) {
    const end = endLine(codes, at)
    if (end !== UNKNOWN) at = end
    else if (codes[at] === HASH) {
      at = nextLine(codes, at)
      if (at === UNKNOWN) return UNKNOWN
    } else if (!marked && isMarker(codes, at, DASH)) {
      marked = true
      at = endLine(codes, at + 3)
      if (at === UNKNOWN) return UNKNOWN
    } else break
  }
  return at
}

/** Returns where the document ends. */
function scanLines(scan: Scan, start: number): number {
  const { codes, size, sink } = scan
  let line = start
  while (line !== UNKNOWN && line < size) {
    const at = skipSpaces(codes, line)
    const code = codes[at]
    if (code === LF || code === CR) line = nextLine(codes, at)
    else if (code === HASH) line = skipComment(scan, line, at)
    else if (at === line && (isMarker(codes, at, DASH) || isMarker(codes, at, DOT))) return line
    else {
      const next = scanLine(scan, line, at)
      line = next === UNKNOWN ? leaveToLibrary(scan, line, at - line) : next
      if (scan.inItems && scan.stack.depth >= ITEMS_DEPTH) sink.end = Math.min(line, size)
    }
  }
  return line === UNKNOWN ? UNKNOWN : size
}

const DOT = 0x2e

function isMarker(codes: ByteCodes, at: number, sign: number): boolean {
  if (codes[at] !== sign || codes[at + 1] !== sign || codes[at + 2] !== sign) return false
  return endsWord(codes[at + 3]) || codes[at + 3] === TAB
}

/** A comment that is indented more than the dashes belongs to the item above it. */
function skipComment({ codes, size, stack, inItems, column, sink }: Scan, line: number, at: number): number {
  const next = nextLine(codes, at)
  if (next !== UNKNOWN && inItems && stack.depth >= ITEMS_DEPTH && at - line > column) sink.end = Math.min(next, size)
  return next
}

/** A line with content, and the lines of a block scalar that begins on it. */
function scanLine(scan: Scan, line: number, first: number): number {
  const { codes, stack } = scan
  let at = first
  while (codes[at] === DASH && endsWord(codes[at + 1])) {
    if (!enterSequence(stack, at - line)) return UNKNOWN
    stack.open = false
    if (scan.inItems && stack.depth === ITEMS_DEPTH) {
      scan.column = at - line
      finishItem(scan.sink, line)
      const next = skipStrangers(scan.sink, line, scan.column)
      if (next > line) return next
      beginItem(scan.sink, line)
    }
    stack.open = true
    const end = endLine(codes, at + 1)
    if (end !== UNKNOWN) return end
    at = skipSpaces(codes, at + 1)
  }
  const colon = scanKey(codes, at)
  if (colon !== UNKNOWN) return scanPair(scan, line, at, colon)
  return at === first ? UNKNOWN : scanRest(scan, at)
}

function scanPair(scan: Scan, line: number, key: number, colon: number): number {
  const { codes, stack, source } = scan
  if (!enterMapping(stack, key - line)) return UNKNOWN
  const quoted = codes[key] === DOUBLE_QUOTE || codes[key] === SINGLE_QUOTE ? 1 : 0
  const nameStart = key + quoted
  const nameEnd = colon - quoted
  if (stack.depth === 0) startKey(scan, line, source.slice(nameStart, nameEnd))
  stack.open = true
  const end = endLine(codes, colon + 1)
  const value = end === UNKNOWN ? skipSpaces(codes, colon + 1) : colon + 1
  const next = end === UNKNOWN ? scanRest(scan, value) : end
  if (next === UNKNOWN) return UNKNOWN
  if (stack.depth === 0) finishInline(scan, colon + 1, next)
  if (!scan.inItems || stack.depth <= ITEMS_DEPTH) return next
  if (!notePair(scan.sink, stack, nameStart, nameEnd, value, next)) return UNKNOWN
  return stack.depth === ITEM_DEPTH && isForeign(scan.sink) ? skipTail(scan, next, key - line) : next
}

/** The rest of an item of others, once it is clear who it is: up to the next line that is not its own. */
function skipTail(scan: Scan, from: number, inner: number): number {
  const { stack, column, sink } = scan
  const end = endOfStranger(sink, from, column, inner)
  if (end === UNKNOWN) return UNKNOWN
  stack.depth = ITEMS_DEPTH
  stack.open = false
  return end
}

/** What stands behind a dash or colon. */
function scanRest({ codes, stack, size, inItems }: Scan, at: number): number {
  stack.open = false
  const code = codes[at]
  if (isBlockScalarStart(code)) return scanBlockScalar(codes, at, stack.columns[stack.depth] ?? 0, size)
  // An item that is a flow collection as a whole: only the library can tell who it is.
  if (inItems && stack.depth === ITEMS_DEPTH && isFlowStart(code)) return UNKNOWN
  const end = scanValue(codes, at)
  return end === UNKNOWN ? UNKNOWN : endLine(codes, end)
}

function startKey(scan: Scan, line: number, name: string): void {
  finishKey(scan, line)
  scan.keys.push({ name, inline: '', start: line, end: line })
  scan.inItems = name === 'items'
}

function finishKey({ keys, sink }: Scan, end: number): void {
  finishItem(sink, sink.end)
  const key = keys.at(-1)
  if (key) key.end = end
}

function finishInline({ keys, source, codes }: Scan, start: number, next: number): void {
  const key = keys.at(-1)
  // The line is sound: whoever found the next one has read it.
  const end = Math.min(next, nextLine(codes, start))
  if (key) key.inline = source.slice(start, end).trim()
}

/** Gives the item that holds an unusual line to the library, and returns where the next one begins. */
function leaveToLibrary(
  { source, codes, size, stack, sink, inItems, column }: Scan,
  line: number,
  indent: number,
): number {
  if (!inItems || sink.start < 0 || (indent <= column && line !== sink.start)) return UNKNOWN
  let next = nextLine(codes, sink.start)
  if (next === UNKNOWN) return UNKNOWN
  while (next < size) {
    const at = skipSpaces(codes, next)
    const isContent = !beginsNothing(codes[at])
    if (isContent && at - next <= column) break
    next = nextLine(codes, at)
    if (next === UNKNOWN) return UNKNOWN
  }
  const end = Math.min(next, size)
  const lines = source.slice(sink.start, end)
  // An anchor in what is ours may have aliases in what is not, and those lines nobody reads.
  const lends = lines.includes('&')
  if (lends && sink.texts.kind === HACLUSTER_KIND) return UNKNOWN
  const alone = readItemAlone(lines)
  if (alone === undefined) return UNKNOWN
  finishItemAs(sink, end, alone.value)
  if (lends && !isForeignItem(sink.items.at(-1))) return UNKNOWN
  stack.depth = ITEMS_DEPTH
  stack.open = false
  return end
}

function isRestEmpty({ codes, size }: Scan, from: number): boolean {
  let at = from
  while (at < size) {
    if (isMarker(codes, at, DASH) || isMarker(codes, at, DOT)) at += 3
    const blank = skipSpaces(codes, at)
    if (!beginsNothing(codes[blank])) return false
    at = nextLine(codes, blank)
    if (at === UNKNOWN) return false
  }
  return true
}
