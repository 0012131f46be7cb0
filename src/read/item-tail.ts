// What follows an item's metadata. Nobody has to know it, so only the lines that might not belong there are looked at:
// in YAML whatever a block item holds is indented more than its dash, and its own keys stand in one column.

import type { CharCodes } from './char-codes.ts'
import { DASH, endsWord, scanKey, UNKNOWN } from './scan-scalar.ts'

export interface ItemTail {
  /** Of the dash, and of the item's keys. */
  readonly column: number
  readonly inner: number
  /** Finds the first character of each line that is indented no more than the keys; a comment is no such line. */
  readonly pattern: RegExp
}

export function itemTail(column: number, inner: number): ItemTail {
  return { column, inner, pattern: new RegExp(`\\n {0,${inner}}[^ \\n\\r#]`, 'g') }
}

/**
 * From a line within an item, the start of the first line that is no longer its own, or the text's length. UNKNOWN where
 * a key might be a second `kind`, `metadata` or `apiVersion`, or stands where no key can.
 */
export function endOfTail(text: string, codes: CharCodes, from: number, { column, inner, pattern }: ItemTail): number {
  if (from > text.length) return text.length
  pattern.lastIndex = from - 1
  while (pattern.test(text)) {
    const at = pattern.lastIndex - 1
    const line = text.lastIndexOf('\n', at - 1) + 1
    if (at - line <= column) return line
    if (at - line < inner || !(isOtherKey(codes, at) || isDash(codes, at))) return UNKNOWN
    pattern.lastIndex = at
  }
  return text.length
}

/** An entry of a list in the column of its key. */
function isDash(codes: CharCodes, at: number): boolean {
  return codes[at] === DASH && endsWord(codes[at + 1])
}

const KNOWN_LENGTHS = ['kind', 'metadata', 'apiVersion'].map(key => key.length)

function isOtherKey(codes: CharCodes, at: number): boolean {
  const length = scanKey(codes, at) - at
  return length > 0 && isLetter(codes[at]) && !KNOWN_LENGTHS.includes(length)
}

function isLetter(code = 0): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a)
}
