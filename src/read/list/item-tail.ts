// What follows an item's metadata. Nobody has to know it, so only the lines that might not belong there are looked at:
// in YAML whatever a block item holds is indented more than its dash, and its own keys stand in one column.

import type { ByteCodes } from './byte-codes.ts'
import { isWordAt } from './byte-codes.ts'
import { beginsNothing, DASH, endsWord, LF, nextLine, SPACE, scanKey, skipSpaces, UNKNOWN } from './scan-scalar.ts'

/** The lines of a text that are neither blank nor comments nor indented more than the keys of items. */
export interface OuterLines {
  /** The column of the keys. */
  readonly inner: number
  /** Where they begin, in order: the first `count` of these. Outside of the heap, where no garbage collector carries them around. */
  starts: Uint32Array<ArrayBuffer>
  count: number
  /** Where the lines end that were looked at: at most before one with a carriage return that stands alone. */
  end: number
  /** How much of the text has been seen. */
  seen: number
  /** Position in `starts`; what is before it has been passed. */
  next: number
}

/** Of items with their dashes in the first column, as hosts write them. */
const USUAL_INNER = 2

export function noLines(inner = USUAL_INNER): OuterLines {
  return { inner, starts: new Uint32Array(1024), count: 0, end: 0, seen: 0, next: 0 }
}

/** Adds those of a text that has grown, up to its last line feed. One loop over all takes half the time of one for every item. */
export function addLines(lines: OuterLines, bytes: Uint8Array): void {
  const { inner } = lines
  let size = bytes.length
  while (size > lines.seen && bytes[size - 1] !== LF) size--
  if (size === lines.seen) size = 0
  lines.seen = bytes.length
  let line = lines.end
  while (line < size) {
    let at = line
    while (bytes[at] === SPACE) at++
    const next = nextLine(bytes, at)
    if (next === UNKNOWN) break
    if (at - line <= inner && !beginsNothing(bytes[at])) addLine(lines, line)
    line = next
  }
  lines.end = line
}

function addLine(lines: OuterLines, start: number): void {
  if (lines.count === lines.starts.length) {
    const larger = new Uint32Array(lines.count * 4)
    larger.set(lines.starts)
    lines.starts = larger
  }
  lines.starts[lines.count++] = start
}

/**
 * From the start of a line within an item, the start of the first line that is no longer its own, or the text's end. Items
 * must be asked for in their order. `column` is that of the dash, `inner` that of the item's keys. UNKNOWN where a key might
 * be a second `kind`, `metadata` or `apiVersion`, or stands where no key can, or a line ends in an odd way.
 */
export function endOfTail(codes: ByteCodes, lines: OuterLines, from: number, column: number, inner: number): number {
  if (inner > lines.inner) return UNKNOWN
  const size = codes.length - 1
  for (; lines.next < lines.count; lines.next++) {
    const line = lines.starts[lines.next] ?? size
    if (line < from) continue
    const at = skipSpaces(codes, line)
    const indent = at - line
    if (indent <= column) return line
    if (indent < inner) return UNKNOWN
    if (indent === inner && !(isOtherKey(codes, at) || isDash(codes, at))) return UNKNOWN
  }
  return lines.end >= size ? size : UNKNOWN
}

/** An entry of a list in the column of its key. */
function isDash(codes: ByteCodes, at: number): boolean {
  return codes[at] === DASH && endsWord(codes[at + 1])
}

function isOtherKey(codes: ByteCodes, at: number): boolean {
  if (!isLetter(codes[at]) || scanKey(codes, at) === UNKNOWN) return false
  return !(isWordAt(codes, at, 'kind:') || isWordAt(codes, at, 'metadata:') || isWordAt(codes, at, 'apiVersion:'))
}

function isLetter(code = 0): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a)
}
