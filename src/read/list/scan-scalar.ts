// The parts of a line of block YAML, in the plain forms that programs and most people write. Every function takes codes
// that end in a line feed (byte-codes.ts) and returns the offset behind what it recognised, or UNKNOWN: it never guesses.

import type { ByteCodes } from './byte-codes.ts'
import { isBom } from './byte-codes.ts'

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

const ALPHANUMERICS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
const WORD = allOf(`${ALPHANUMERICS}_./-`)
const PLAIN_START = allOf(`${ALPHANUMERICS}_./$()+;<=^~\\-`)
/** What runs on in a plain scalar whatever stands beside it. */
const PLAIN_RUN = allBut('\t\n\r :')
const FLOW_WORD = allOf(`${ALPHANUMERICS}_./=+@~-`)
const DOUBLE_QUOTED_RUN = allBut('\n\r"\\')
const SINGLE_QUOTED_RUN = allBut("\n\r'")
// Without the line continuation, and without \x, \u and \U, whose digits would have to be checked.
const ESCAPED = allOf('0abtnvfre "/\\N_LP')

/** The start of the next line, if nothing but spaces and a comment follows. */
export function endLine(codes: ByteCodes, from: number): number {
  const at = skipSpaces(codes, from)
  const code = codes[at]
  if (code === LF) return at + 1
  if (code === CR) return codes[at + 1] === LF ? at + 2 : UNKNOWN
  return code === HASH && at > from ? nextLine(codes, at) : UNKNOWN
}

/** UNKNOWN where a carriage return stands alone: for YAML that is the end of a line, too. */
export function nextLine(codes: ByteCodes, from: number): number {
  for (let at = from; ; at++) {
    let code = codes[at] ?? LF
    while (code > CR) code = codes[++at] ?? LF
    if (code === LF) return at + 1
    if (code === CR && codes[at + 1] !== LF) return UNKNOWN
  }
}

export function skipSpaces(codes: ByteCodes, from: number): number {
  let at = from
  while (codes[at] === SPACE) at++
  return at
}

export function endsWord(code: number | undefined): boolean {
  return code === SPACE || code === LF || code === CR
}

/** A line that has this behind its spaces is blank or a comment. */
export function beginsNothing(code: number | undefined): boolean {
  return code === LF || code === CR || code === HASH
}

/** A key up to its colon, quotes included. */
export function scanKey(codes: ByteCodes, from: number): number {
  const end = scanKeyText(codes, from)
  if (end === UNKNOWN || end - from > LONGEST_KEY) return UNKNOWN
  return codes[end] === COLON && endsWord(codes[end + 1]) ? end : UNKNOWN
}

function scanKeyText(codes: ByteCodes, from: number): number {
  const first = codes[from]
  if (first === DOUBLE_QUOTE || first === SINGLE_QUOTE) return scanSimpleQuoted(codes, from, first)
  if (first === DASH) return UNKNOWN
  const end = scanWord(codes, from)
  return end > from ? end : UNKNOWN
}

/** Letters, digits and what stands in names beside them; the offset itself where there are none. */
export function scanWord(codes: ByteCodes, from: number): number {
  let at = from
  while (isFlagged(WORD, codes[at])) at++
  return at
}

/** A quoted text on one line that means exactly the characters between its quotes. */
function scanSimpleQuoted(codes: ByteCodes, from: number, quote: number): number {
  let at = from + 1
  for (; ; at++) {
    const code = codes[at]
    if (code === quote) break
    if (code === LF || code === CR || code === BACKSLASH) return UNKNOWN
  }
  return codes[at + 1] === SINGLE_QUOTE ? UNKNOWN : at + 1
}

/** A scalar or flow collection that begins and ends on this line, outside of any flow collection. */
export function scanValue(codes: ByteCodes, from: number): number {
  const code = codes[from]
  if (code === DOUBLE_QUOTE) return scanDoubleQuoted(codes, from)
  if (code === SINGLE_QUOTE) return scanSingleQuoted(codes, from)
  if (code === OPEN_BRACE || code === OPEN_BRACKET) return scanFlow(codes, from, 0)
  if (code === DASH && endsWord(codes[from + 1])) return UNKNOWN
  return isPlainStart(codes, from) ? scanPlain(codes, from) : UNKNOWN
}

export function isFlowStart(code: number | undefined): boolean {
  return code === OPEN_BRACE || code === OPEN_BRACKET
}

export function isBlockScalarStart(code: number | undefined): boolean {
  return code === PIPE || code === GREATER
}

function scanPlain(codes: ByteCodes, from: number): number {
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

function scanDoubleQuoted(codes: ByteCodes, from: number): number {
  for (let at = from + 1; ; at++) {
    while (isFlagged(DOUBLE_QUOTED_RUN, codes[at])) at++
    const code = codes[at]
    if (code === DOUBLE_QUOTE) return at + 1
    if (code === LF || code === CR) return UNKNOWN
    if (code === BACKSLASH && !isFlagged(ESCAPED, codes[++at])) return UNKNOWN
  }
}

function scanSingleQuoted(codes: ByteCodes, from: number): number {
  for (let at = from + 1; ; at++) {
    while (isFlagged(SINGLE_QUOTED_RUN, codes[at])) at++
    const code = codes[at]
    if (code === LF || code === CR) return UNKNOWN
    if (code === SINGLE_QUOTE && codes[++at] !== SINGLE_QUOTE) return at
  }
}

function scanFlow(codes: ByteCodes, from: number, depth: number): number {
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
function scanFlowKey(codes: ByteCodes, from: number): number {
  const end = scanKey(codes, from)
  return end === UNKNOWN ? UNKNOWN : skipSpaces(codes, end + 1)
}

function scanFlowValue(codes: ByteCodes, from: number, depth: number): number {
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
export function scanBlockScalar(codes: ByteCodes, from: number, column: number, size: number): number {
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
    if (line === UNKNOWN) return UNKNOWN
  }
  return line
}

/** Of what is not ASCII, neither a control character (U+0080 to U+009F) nor a byte order mark starts a scalar. */
function isPlainStart(codes: ByteCodes, at: number): boolean {
  const code = codes[at] ?? LF
  if (code < 0x80) return PLAIN_START[code] === 1
  return code === 0xc2 ? (codes[at + 1] ?? 0) >= 0xa0 : !isBom(codes, at)
}

function isFlagged(table: Uint8Array, code = 0): boolean {
  return table[code] === 1
}

function allOf(characters: string): Uint8Array {
  return flags(characters, 1)
}

/** With every byte that is not ASCII. */
function allBut(characters: string): Uint8Array {
  return flags(characters, 0)
}

function flags(characters: string, flag: 0 | 1): Uint8Array {
  const table = new Uint8Array(256).fill(1 - flag)
  for (let at = 0; at < characters.length; at++) table[characters.charCodeAt(at)] = flag
  return table
}
