// What follows an item's metadata. Nobody has to know it, so only the lines that might not belong there are looked at:
// in YAML whatever a block item holds is indented more than its dash, and its own keys stand in one column.

import type { ByteCodes } from './byte-codes.ts'
import { isWordAt } from './byte-codes.ts'
import { CR, DASH, endsWord, HASH, LF, nextLine, SPACE, scanKey, UNKNOWN } from './scan-scalar.ts'

/**
 * From the start of a line within an item, the start of the first line that is no longer its own, or `size`.
 * `column` is that of the dash, `inner` that of the item's keys. UNKNOWN where a key might be a second `kind`, `metadata`
 * or `apiVersion`, or stands where no key can, or a line ends in an
 * odd way.
 */
export function endOfTail(codes: ByteCodes, from: number, size: number, column: number, inner: number): number {
  let line = from
  while (line < size) {
    let at = line
    while (codes[at] === SPACE) at++
    const indent = at - line
    if (indent <= inner && !isEmpty(codes[at])) {
      if (indent <= column) return line
      if (indent < inner || !(isOtherKey(codes, at) || isDash(codes, at))) return UNKNOWN
    }
    line = nextLine(codes, at)
    if (line === UNKNOWN) return UNKNOWN
  }
  return size
}

/** A line that begins with this, behind its spaces, begins and ends nothing. */
function isEmpty(code: number | undefined): boolean {
  return code === LF || code === CR || code === HASH
}

/** An entry of a list in the column of its key. */
function isDash(codes: ByteCodes, at: number): boolean {
  return codes[at] === DASH && endsWord(codes[at + 1])
}

const KNOWN = ['kind:', 'metadata:', 'apiVersion:']

function isOtherKey(codes: ByteCodes, at: number): boolean {
  return scanKey(codes, at) !== UNKNOWN && isLetter(codes[at]) && !KNOWN.some(key => isWordAt(codes, at, key))
}

function isLetter(code = 0): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a)
}
