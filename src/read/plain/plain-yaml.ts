// Values of YAML text without the YAML library, where it is written as nearly all HAClusters are: block style, values on one
// line, text blocks. The library's code costs a short run more than all the rest of it. Of anything else nothing is claimed:
// not what is wrong with it, nor where.

import { flowText } from './flow-lines.ts'
import { isRest, isTooLong, readInline, skipBlanks } from './inline-value.ts'
import { isSoundKey } from './plain-key.ts'
import { bodyEnd } from './plain-scalar.ts'

interface Reader {
  readonly lines: readonly string[]
  /** Behind the document's last line. */
  readonly end: number
  /** The line to read next, with something on it, or `end`. */
  at: number
}

// Whatever YAML, or a reader of YAML, might treat in a way of its own: tabs, control characters, blanks beyond ASCII.
const UNUSUAL =
  /[^\n\x20-\x7e\u00a1-\u167f\u1681-\u17ff\u1810-\u1fff\u2010-\u2027\u2030-\u205e\u2070-\u2fff\u3001-\ud7ff\uf900-\ufdff]/
const MAX_COLUMN = 200
// Plain keys that begin with a digit may be numbers, so they are left out.
export const KEY = /(?:([A-Za-z_][A-Za-z0-9_./-]*)|"([^"\\]+)"|'([^']+)'):(?= |$)/y
export const TEXT_BLOCK = /([|>])(-?)(?: +#.*| *)$/y

/** The values of all documents, none of them empty; `undefined` where one is not certain to be sound and read alike by everybody. */
export function readPlainYaml(text: string): readonly unknown[] | undefined {
  const body = text.includes('\r') ? text.replaceAll('\r\n', '\n') : text
  if (UNUSUAL.test(body)) return undefined
  const lines = body.split('\n')
  if (lines.some(isTooLong)) return undefined
  const values: unknown[] = []
  for (let start = startOf(lines); start < lines.length; ) {
    const end = markerFrom(lines, start)
    if (end < lines.length && !/^--- *$/.test(lines[end] ?? '')) return undefined
    const value = readDocument({ lines, at: start, end })
    if (value === undefined) return undefined
    values.push(value)
    if (end === lines.length) return values
    start = end + 1
  }
  return undefined
}

/** Behind a first marker with nothing but comments before it. */
function startOf(lines: readonly string[]): number {
  const first = nextFilled(lines, 0, lines.length)
  return /^--- *$/.test(lines[first] ?? '') ? first + 1 : 0
}

function markerFrom(lines: readonly string[], start: number): number {
  let at = start
  while (at < lines.length && !lines[at]?.startsWith('---') && !lines[at]?.startsWith('...')) at++
  return at
}

function readDocument(reader: Reader): unknown {
  move(reader, reader.at)
  if (reader.at >= reader.end) return undefined
  const start = skipBlanks(lineOf(reader), 0)
  const value = isBracket(lineOf(reader), start) ? readFlow(reader, -1, start) : readBlock(reader, start)
  return reader.at === reader.end ? value : undefined
}

/** The list or mapping that begins in this column of the present line. */
function readBlock(reader: Reader, column: number): unknown {
  if (column > MAX_COLUMN) return undefined
  return isDash(lineOf(reader), column) ? readList(reader, column) : readMap(reader, column)
}

function readMap(reader: Reader, column: number): unknown {
  const map: Record<string, unknown> = {}
  for (let from = column; from === column; from = columnOf(reader)) {
    const line = lineOf(reader)
    KEY.lastIndex = column
    const [whole, plain, double, single] = KEY.exec(line) ?? []
    const key = plain ?? double ?? single
    if (whole === undefined || key === undefined || !isSoundKey(key, plain !== undefined, map)) return undefined
    const value = readValue(reader, column, column + whole.length, false)
    if (value === undefined) return undefined
    map[key] = value
  }
  return columnOf(reader) < column ? map : undefined
}

function readList(reader: Reader, column: number): unknown {
  const list: unknown[] = []
  for (let from = column; from === column && isDash(lineOf(reader), column); from = columnOf(reader)) {
    const value = readItem(reader, column)
    if (value === undefined) return undefined
    list.push(value)
  }
  // A mapping may go on in the column of the list that its key holds.
  return columnOf(reader) <= column ? list : undefined
}

function readItem(reader: Reader, column: number): unknown {
  const line = lineOf(reader)
  const start = skipBlanks(line, column + 1)
  KEY.lastIndex = start
  if (isDash(line, start) || KEY.test(line)) return readBlock(reader, start)
  return readValue(reader, column, column + 1, true)
}

/** What stands behind a colon or dash, on its line or below it. */
function readValue(reader: Reader, column: number, behind: number, isItem: boolean): unknown {
  const line = lineOf(reader)
  if (isRest(line, behind)) {
    move(reader, reader.at + 1)
    const next = columnOf(reader)
    const isBelow = next > column || (!isItem && next === column && isDash(lineOf(reader), next))
    return isBelow ? readBlock(reader, next) : null
  }
  const start = skipBlanks(line, behind)
  TEXT_BLOCK.lastIndex = start
  const [header, style, strip] = TEXT_BLOCK.exec(line) ?? []
  if (header !== undefined) return readText(reader, column, style === '>', strip === '-')
  const inline = readInline(line, start)
  if (inline === undefined) return isBracket(line, start) ? readFlow(reader, column, start) : undefined
  move(reader, reader.at + 1)
  // Text that goes on in the next line stands deeper than its key or dash, where no list or mapping goes on: they notice.
  return inline.value
}

export function isBracket(line: string, at: number): boolean {
  return line[at] === '[' || line[at] === '{'
}

function readFlow(reader: Reader, column: number, start: number): unknown {
  const { lines, at, end } = reader
  const flow = flowText(lines, [at, start], end, column)
  if (flow === undefined) return undefined
  move(reader, flow.next)
  return readInline(flow.text, 0)?.value
}

function readText(reader: Reader, column: number, isFolded: boolean, isStripped: boolean): unknown {
  const { lines, end } = reader
  const start = reader.at + 1
  const behind = bodyEnd(lines, start, end, column)
  if (behind === undefined) return undefined
  let last = behind
  while (last > start && isBlank(lines[last - 1])) last--
  const body = lines.slice(start, last)
  const indent = body.find(line => !isBlank(line))?.search(/[^ ]/)
  // Text without a line, without a last line end, or with blanks on the lines behind it.
  if (indent === undefined || last === lines.length) return undefined
  if (lines.slice(last, behind).some(line => line !== '')) return undefined
  move(reader, behind)
  const own = body.map(line => line.slice(indent))
  if (isFolded && (own[0] === '' || own.some(line => /^ | $/.test(line)))) return undefined
  const text = isFolded ? folded(own) : own.join('\n')
  return isStripped ? text : `${text}\n`
}

/** One line end is a blank, each one more is a line end. Indented lines, blanks at their end and blank lines before
 * the first have rules of their own. */
function folded(lines: readonly string[]): string {
  return lines.join('\n').replace(/\n+/g, ends => (ends.length === 1 ? ' ' : ends.slice(1)))
}

function move(reader: Reader, to: number): void {
  reader.at = nextFilled(reader.lines, to, reader.end)
}

/** The first line from there on that holds more than a comment. */
export function nextFilled(lines: readonly string[], from: number, end: number): number {
  for (let at = from; at < end; at++) {
    const line = lines[at] ?? ''
    const start = skipBlanks(line, 0)
    if (start < line.length && line[start] !== '#') return at
  }
  return end
}

/** Where the present line begins; -1 behind the last one, which ends all that is open. */
function columnOf(reader: Reader): number {
  return reader.at < reader.end ? skipBlanks(lineOf(reader), 0) : -1
}

function lineOf(reader: Reader): string {
  return reader.lines[reader.at] ?? ''
}

export function isDash(line: string, column: number): boolean {
  return line[column] === '-' && (line[column + 1] === ' ' || column + 1 === line.length)
}

function isBlank(line: string | undefined): boolean {
  return line?.trim() === ''
}
