// The parts of a line of block YAML, in the plain forms that programs and most people write. Every function takes codes
// that end in a line feed (char-codes.ts) and returns the offset behind what it recognised, or UNKNOWN: it never guesses.

import type { CharCodes } from './char-codes.ts'

export const UNKNOWN = -1

export const TAB = 0x09
export const LF = 0x0a
export const CR = 0x0d
export const SPACE = 0x20
export const DOUBLE_QUOTE = 0x22
export const HASH = 0x23
export const SINGLE_QUOTE = 0x27
const COMMA = 0x2c
export const DASH = 0x2d
export const COLON = 0x3a
const GREATER = 0x3e
const OPEN_BRACKET = 0x5b
const BACKSLASH = 0x5c
const CLOSE_BRACKET = 0x5d
const OPEN_BRACE = 0x7b
const PIPE = 0x7c
const CLOSE_BRACE = 0x7d

/** Readers look for the `:` of a key within 1,024 characters only. */
const LONGEST_KEY = 500
const DEEPEST_FLOW = 30

const WORD = flags(/[A-Za-z0-9_./-]/)
const PLAIN_START = flags(/[A-Za-z0-9_./$()+;<=^~\\-]/)
/** What runs on in a plain scalar whatever stands beside it. */
const PLAIN_RUN = flags(/[^\t\n\r :]/)
const FLOW_WORD = flags(/[A-Za-z0-9_./=+@~-]/)
const DOUBLE_QUOTED_RUN = flags(/[^\n"\\]/)
const SINGLE_QUOTED_RUN = flags(/[^\n']/)
// Without the line continuation, and without \x, \u and \U, whose digits would have to be checked.
const ESCAPED = flags(/[0abtnvfre "/\\N_LP]/)

/** The start of the next line, if nothing but spaces and a comment follows. */
export function endLine(codes: CharCodes, from: number): number {
  const at = skipSpaces(codes, from)
  const code = codes[at]
  if (code === LF) return at + 1
  if (code === CR) return at + 2
  return code === HASH && at > from ? nextLine(codes, at) : UNKNOWN
}

export function nextLine(codes: CharCodes, from: number): number {
  let at = from
  while (codes[at] !== LF) at++
  return at + 1
}

export function skipSpaces(codes: CharCodes, from: number): number {
  let at = from
  while (codes[at] === SPACE) at++
  return at
}

export function endsWord(code: number | undefined): boolean {
  return code === SPACE || code === LF || code === CR
}

/** A key up to its colon, quotes included. */
export function scanKey(codes: CharCodes, from: number): number {
  const end = scanKeyText(codes, from)
  if (end === UNKNOWN || end - from > LONGEST_KEY) return UNKNOWN
  return codes[end] === COLON && endsWord(codes[end + 1]) ? end : UNKNOWN
}

function scanKeyText(codes: CharCodes, from: number): number {
  const first = codes[from]
  if (first === DOUBLE_QUOTE || first === SINGLE_QUOTE) return scanSimpleQuoted(codes, from, first)
  if (first === DASH) return UNKNOWN
  let at = from
  while (isFlagged(WORD, codes[at])) at++
  return at > from ? at : UNKNOWN
}

/** A quoted text on one line that means exactly the characters between its quotes. */
function scanSimpleQuoted(codes: CharCodes, from: number, quote: number): number {
  let at = from + 1
  for (; ; at++) {
    const code = codes[at]
    if (code === quote) break
    if (code === LF || code === BACKSLASH) return UNKNOWN
  }
  return codes[at + 1] === SINGLE_QUOTE ? UNKNOWN : at + 1
}

/** A scalar or flow collection that begins and ends on this line, outside of any flow collection. */
export function scanValue(codes: CharCodes, from: number): number {
  const code = codes[from]
  if (code === DOUBLE_QUOTE) return scanDoubleQuoted(codes, from)
  if (code === SINGLE_QUOTE) return scanSingleQuoted(codes, from)
  if (code === OPEN_BRACE || code === OPEN_BRACKET) return scanFlow(codes, from, 0)
  if (code === DASH && endsWord(codes[from + 1])) return UNKNOWN
  return isPlainStart(code) ? scanPlain(codes, from) : UNKNOWN
}

export function isFlowStart(code: number | undefined): boolean {
  return code === OPEN_BRACE || code === OPEN_BRACKET
}

export function isBlockScalarStart(code: number | undefined): boolean {
  return code === PIPE || code === GREATER
}

function scanPlain(codes: CharCodes, from: number): number {
  let end = from
  for (let at = from; ; at++) {
    const start = at
    while (isFlagged(PLAIN_RUN, codes[at])) at++
    if (at > start) end = at
    const code = codes[at]
    if (code === LF || code === CR) return end
    const next = codes[at + 1]
    if (code === SPACE) {
      if (next === HASH) return end
    } else if (code === COLON) {
      if (endsWord(next) || next === TAB) return UNKNOWN
      end = at + 1
    } else if (code === TAB) return UNKNOWN
    else end = at + 1
  }
}

function scanDoubleQuoted(codes: CharCodes, from: number): number {
  for (let at = from + 1; ; at++) {
    while (isFlagged(DOUBLE_QUOTED_RUN, codes[at])) at++
    const code = codes[at]
    if (code === DOUBLE_QUOTE) return at + 1
    if (code === LF) return UNKNOWN
    if (code === BACKSLASH && !isFlagged(ESCAPED, codes[++at])) return UNKNOWN
  }
}

function scanSingleQuoted(codes: CharCodes, from: number): number {
  for (let at = from + 1; ; at++) {
    while (isFlagged(SINGLE_QUOTED_RUN, codes[at])) at++
    const code = codes[at]
    if (code === LF) return UNKNOWN
    if (code === SINGLE_QUOTE && codes[++at] !== SINGLE_QUOTE) return at
  }
}

function scanFlow(codes: CharCodes, from: number, depth: number): number {
  const isMap = codes[from] === OPEN_BRACE
  const close = isMap ? CLOSE_BRACE : CLOSE_BRACKET
  if (depth > DEEPEST_FLOW) return UNKNOWN
  let at = skipSpaces(codes, from + 1)
  if (codes[at] === close) return at + 1
  for (;;) {
    if (isMap) at = scanFlowKey(codes, at)
    if (at !== UNKNOWN) at = scanFlowValue(codes, at, depth)
    if (at === UNKNOWN) return UNKNOWN
    at = skipSpaces(codes, at)
    if (codes[at] === close) return at + 1
    if (codes[at] !== COMMA) return UNKNOWN
    at = skipSpaces(codes, at + 1)
  }
}

/** A key with its colon and the spaces behind it. */
function scanFlowKey(codes: CharCodes, from: number): number {
  const end = scanKey(codes, from)
  return end === UNKNOWN ? UNKNOWN : skipSpaces(codes, end + 1)
}

function scanFlowValue(codes: CharCodes, from: number, depth: number): number {
  const code = codes[from]
  if (code === DOUBLE_QUOTE) return scanDoubleQuoted(codes, from)
  if (code === SINGLE_QUOTE) return scanSingleQuoted(codes, from)
  if (code === OPEN_BRACE || code === OPEN_BRACKET) return scanFlow(codes, from, depth + 1)
  if (code === DASH && !isFlagged(FLOW_WORD, codes[from + 1])) return UNKNOWN
  let at = from
  while (isFlagged(FLOW_WORD, codes[at]) || (codes[at] === COLON && isFlagged(FLOW_WORD, codes[at + 1]))) at++
  return at > from && codes[from] !== COLON && isFlagged(PLAIN_START, code) ? at : UNKNOWN
}

/**
 * A block scalar from its `|` or `>` on, in a collection whose lines begin at `column`: the start of the first line that
 * is no longer its own. Blank lines behind it are its own, since a keeping scalar counts them.
 */
export function scanBlockScalar(codes: CharCodes, from: number, column: number, size: number): number {
  const sign = codes[from + 1]
  const first = endLine(codes, sign === DASH || sign === 0x2b ? from + 2 : from + 1)
  if (first === UNKNOWN) return UNKNOWN
  let indent = 0
  let longestBlank = 0
  let line = first
  while (line < size) {
    const at = skipSpaces(codes, line)
    const width = at - line
    const code = codes[at]
    if (code === LF || code === CR) {
      if (width > longestBlank) longestBlank = width
    } else if (indent === 0) {
      if (width <= column) return line
      if (code === TAB || longestBlank > width) return UNKNOWN
      indent = width
    } else if (width < indent) return line
    line = nextLine(codes, at)
  }
  return line
}

function isPlainStart(code: number | undefined): boolean {
  return code !== undefined && (code < 128 ? PLAIN_START[code] === 1 : code >= 0xa0 && code !== 0xfeff)
}

function isFlagged(table: Uint8Array, code = 0): boolean {
  return table[code] === 1
}

/** Of the first 128 characters; none of the others is flagged. */
function flags(pattern: RegExp): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, code) => (code < 128 && pattern.test(String.fromCharCode(code)) ? 1 : 0))
}
