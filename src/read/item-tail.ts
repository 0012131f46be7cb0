// What follows an item's metadata. Nobody has to know it, so only the lines that might not belong there are looked at:
// in YAML whatever a block item holds is indented more than its dash, and its own keys stand in one column.

import type { CharCodes } from './char-codes.ts'
import { CR, DASH, endsWord, HASH, LF, SPACE, scanKey, UNKNOWN } from './scan-scalar.ts'

/**
 * From the start of a line within an item, the start of the first line that is no longer its own, or the text's length.
 * `column` is that of the dash, `inner` that of the item's keys. UNKNOWN where a key might be a second `kind`, `metadata`
 * or `apiVersion`, or stands where no key can.
 */
export function endOfTail(text: string, codes: CharCodes, from: number, column: number, inner: number): number {
  for (let line = from; line < text.length; ) {
    const at = indented(codes, line, inner)
    if (at !== undefined) {
      if (at - line <= column) return line
      if (at - line < inner || !(isOtherKey(codes, at) || isDash(codes, at))) return UNKNOWN
    }
    const end = text.indexOf('\n', line)
    if (end < 0) break
    line = end + 1
  }
  return text.length
}

/** The first character of a line that is indented no more than the keys; nothing where that begins or ends nothing. */
function indented(codes: CharCodes, line: number, inner: number): number | undefined {
  let at = line
  while (codes[at] === SPACE) if (++at - line > inner) return undefined
  const code = codes[at]
  return code === LF || code === CR || code === HASH ? undefined : at
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
