// What follows an item's metadata. Nobody has to know it, so only the lines that might not belong there are looked at:
// in YAML whatever a block item holds is indented more than its dash, and its own keys stand in one column.

import type { ByteCodes } from './byte-codes.ts'
import { isWordAt } from './byte-codes.ts'
import { beginsNothing, DASH, endsWord, nextLine, SPACE, scanKey, skipSpaces, UNKNOWN } from './scan-scalar.ts'

/** The lines that are neither blank nor comments nor indented more than the keys of items, from some line on. */
export interface OuterLines {
  /** The column of the keys. */
  readonly inner: number
  /** Where they begin, in order. */
  readonly starts: Uint32Array
  /** Where the text ends, or its first line with a carriage return that stands alone begins. */
  readonly end: number
  /** Position in `starts`; what is before it has been passed. */
  next: number
}

/** Found all at once: one loop over a long text takes half the time of one for every item. */
export function outerLines(codes: ByteCodes, from: number, inner: number): OuterLines {
  const size = codes.length - 1
  // Numbers outside of the heap: the garbage collector does not carry them around.
  let starts = new Uint32Array(1024)
  let count = 0
  let line = from
  while (line < size) {
    let at = line
    while (codes[at] === SPACE) at++
    if (at - line <= inner && !beginsNothing(codes[at])) {
      if (count === starts.length) starts = enlarged(starts)
      starts[count++] = line
    }
    const next = nextLine(codes, at)
    if (next === UNKNOWN) break
    line = next
  }
  return { inner, starts: starts.subarray(0, count), end: Math.min(line, size), next: 0 }
}

function enlarged(numbers: Uint32Array): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(numbers.length * 4)
  larger.set(numbers)
  return larger
}

/**
 * From the start of a line within an item, the start of the first line that is no longer its own, or the text's end. Items
 * must be asked for in their order. `column` is that of the dash, `inner` that of the item's keys. UNKNOWN where a key might
 * be a second `kind`, `metadata` or `apiVersion`, or stands where no key can, or a line ends in an odd way.
 */
export function endOfTail(codes: ByteCodes, lines: OuterLines, from: number, column: number, inner: number): number {
  if (inner > lines.inner) return UNKNOWN
  for (; lines.next < lines.starts.length; lines.next++) {
    const line = lines.starts[lines.next] ?? lines.end
    if (line < from) continue
    const at = skipSpaces(codes, line)
    const indent = at - line
    if (indent <= column) return line
    if (indent < inner) return UNKNOWN
    if (indent === inner && !(isOtherKey(codes, at) || isDash(codes, at))) return UNKNOWN
  }
  return lines.end === codes.length - 1 ? lines.end : UNKNOWN
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
