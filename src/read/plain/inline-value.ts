// Values that stand on one line, in their plain forms: numbers in decimal, words, quoted text, lists and mappings in brackets.
// Whatever a reader of YAML 1.1 or 1.2 may take otherwise is not recognised.

import { isSoundKey } from './plain-key.ts'

export interface Inline {
  /** Never `undefined`. */
  readonly value: unknown
  /** Offset behind it in the line. */
  readonly end: number
}

/** Between brackets, commas and brackets end plain text. */
type Context = 'block' | 'flow'

const MAX_DEPTH = 40
// With the escapes that JSON has; those of YAML alone are the library's.
const DOUBLE_QUOTED = /"((?:[^"\\]|\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4}))*)"/y
const SINGLE_QUOTED = /'((?:[^']|'')*)'/y
const FIRST = '(?:[A-Za-z0-9_./$(+~^;<=\\u00a1-\\ufffd]|-(?=[^ ,\\[\\]{}]))'
// No `: ` and no ` #` inside, no colon at the end.
const PLAIN = {
  block: new RegExp(`${FIRST}(?:[^:# ]|:(?=[^ ])|(?<! )#| +(?=[^ #]))*`, 'y'),
  flow: new RegExp(`${FIRST}(?:[^:# ,\\[\\]{}]|:(?=[^ ,\\[\\]{}])|(?<! )#| +(?=[^ #,\\[\\]{}]))*`, 'y'),
}
// Behind a quoted key, as JSON writes it, the colon needs no blank.
const FLOW_KEY = /(?:([A-Za-z_][A-Za-z0-9_./-]*): +|"([^"\\]+)": *|'([^']+)': *)/y

/** Patterns exhaust their stack over some millions of characters. */
export function isTooLong(line: string): boolean {
  return line.length > 1_000_000
}

/** The value at the offset, up to the end of the line or to a comment; `undefined` in doubt. */
export function readInline(line: string, start: number): { readonly value: unknown } | undefined {
  const found = isTooLong(line) ? undefined : readAt(line, start, 'block', 0)
  return found && isRest(line, found.end) ? found : undefined
}

/** Offset behind the value there, wherever it stands; `undefined` where it goes on in the next line. */
export function inlineEnd(line: string, start: number, isInside = false): number | undefined {
  return readAt(line, start, isInside ? 'flow' : 'block', 0)?.end
}

export interface Entry {
  /** With its quotes; an item of a list has none. */
  readonly key?: { readonly start: number; readonly end: number }
  readonly start: number
}

/** Where an entry of the brackets that begin at the offset stands in the line; `undefined` where there is none. */
export function inlineEntry(line: string, start: number, part: string | number): Entry | undefined {
  let found: Entry | undefined
  const note = (name: string | number, entry: Entry) => {
    if (String(name) === String(part) && typeof name === (line[start] === '[' ? 'number' : 'string')) found = entry
  }
  if (line[start] === '[') readList(line, start, 1, note)
  else readMap(line, start, 1, note)
  return found
}

type Note = (name: string | number, entry: Entry) => void

/** Whether nothing but blanks and a comment stands there. */
export function isRest(line: string, start: number): boolean {
  const at = skipBlanks(line, start)
  return at >= line.length || (line[at] === '#' && at > start)
}

export function skipBlanks(line: string, start: number): number {
  let at = start
  while (line[at] === ' ') at++
  return at
}

function readAt(line: string, start: number, context: Context, depth: number): Inline | undefined {
  switch (line[start]) {
    case '[':
      return depth < MAX_DEPTH ? readList(line, start, depth + 1) : undefined
    case '{':
      return depth < MAX_DEPTH ? readMap(line, start, depth + 1) : undefined
    case '"':
      return readQuoted(line, start, DOUBLE_QUOTED)
    case "'":
      return readQuoted(line, start, SINGLE_QUOTED)
    default:
      return readPlain(line, start, context)
  }
}

function readPlain(line: string, start: number, context: Context): Inline | undefined {
  const text = matchAt(PLAIN[context], line, start)?.[0]
  const value = text === undefined ? undefined : plainValue(text)
  return text === undefined || value === undefined ? undefined : { value, end: start + text.length }
}

function readQuoted(line: string, start: number, pattern: RegExp): Inline | undefined {
  const [whole, text] = matchAt(pattern, line, start) ?? []
  if (whole === undefined || text === undefined) return undefined
  const value = pattern === SINGLE_QUOTED ? text.replaceAll("''", "'") : unescaped(text)
  return { value, end: start + whole.length }
}

function unescaped(text: string): string {
  if (!text.includes('\\')) return text
  return text.replace(/\\(?:u(.{4})|(.))/g, (_, code, sign) =>
    code === undefined ? (ESCAPES[sign] ?? sign) : String.fromCharCode(Number.parseInt(code, 16)),
  )
}

const ESCAPES: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }

function readList(line: string, start: number, depth: number, note?: Note): Inline | undefined {
  const value: unknown[] = []
  let at = skipBlanks(line, start + 1)
  if (line[at] === ']') return { value, end: at + 1 }
  for (;;) {
    const item = readAt(line, at, 'flow', depth)
    if (item === undefined) return undefined
    note?.(value.length, { start: at })
    value.push(item.value)
    at = skipBlanks(line, item.end)
    if (line[at] === ']') return { value, end: at + 1 }
    if (line[at] !== ',') return undefined
    at = skipBlanks(line, at + 1)
    if (line[at] === ']') return { value, end: at + 1 }
  }
}

function readMap(line: string, start: number, depth: number, note?: Note): Inline | undefined {
  const value: Record<string, unknown> = {}
  let at = skipBlanks(line, start + 1)
  if (line[at] === '}') return { value, end: at + 1 }
  for (;;) {
    const [whole, plain, double, single] = matchAt(FLOW_KEY, line, at) ?? []
    const key = plain ?? double ?? single
    if (whole === undefined || key === undefined || !isSoundKey(key, plain !== undefined, value)) return undefined
    const field = readAt(line, at + whole.length, 'flow', depth)
    if (field === undefined) return undefined
    note?.(key, { key: { start: at, end: at + whole.lastIndexOf(':') }, start: at + whole.length })
    value[key] = field.value
    at = skipBlanks(line, field.end)
    if (line[at] === '}') return { value, end: at + 1 }
    if (line[at] !== ',') return undefined
    at = skipBlanks(line, at + 1)
    if (line[at] === '}') return { value, end: at + 1 }
  }
}

const WHOLE = /^(?:0|-?[1-9][0-9]{0,14})$/
const DECIMAL = /^-?(?:0|[1-9][0-9]{0,8})\.[0-9]{0,5}[1-9]$/
// What begins like a number and cannot be one, nor a date, in any reader: versions, addresses, quantities, flags, paths.
const NO_NUMBER = /^(?:[0-9]+\.[0-9]+\.[0-9]|[0-9].*[%/:g-mp-wyzG-MP-WYZ]|--|-[A-Za-z]|\.{1,2}\/)/
const OTHER_WORDS = /^(?:y|n|yes|no|on|off|true|false|null)$/i

/** What a plain text means; `undefined` in doubt. */
function plainValue(text: string): unknown {
  if (text === 'true') return true
  if (text === 'false') return false
  if (text === 'null' || text === '~') return null
  if (/^[-+.0-9]/.test(text)) {
    if (WHOLE.test(text) || DECIMAL.test(text)) return Number(text)
    return NO_NUMBER.test(text) ? text : undefined
  }
  return OTHER_WORDS.test(text) ? undefined : text
}

function matchAt(pattern: RegExp, line: string, start: number): RegExpExecArray | null {
  pattern.lastIndex = start
  return pattern.exec(line)
}
