// What is wrong with an indentation where the YAML library says less, or points elsewhere: which line stands too far left.

import type { ErrorCode } from 'yaml'
import { isSuspicious } from './private-text.ts'
import { excerptAt, type SourceText } from './source-text.ts'

export interface IndentationFault {
  /** Offset of what is marked. */
  readonly at: number
  readonly words: { readonly message: string; readonly why: string; readonly fix: string }
}

interface Line {
  readonly start: number
  readonly indent: number
  readonly text: string
}

/** Lines that are looked at for one fault: a file may have many. */
const MOST_LINES = 1000

/** `at` is the offset in the text at which the library found the fault; `undefined` where the indentation is not to blame. */
export function indentationFault(code: ErrorCode, source: SourceText, at: number): IndentationFault | undefined {
  const line = filledFrom(source.text, at)
  if (code === 'BAD_INDENT') return betweenColumns(source, line)
  return code === 'BLOCK_AS_IMPLICIT_KEY' ? besideAValue(source.text, line) : undefined
}

/** The line begins in none of the columns in which the lines above it begin. */
function betweenColumns(source: SourceText, line: Line): IndentationFault | undefined {
  let below: Line | undefined
  for (const before of linesBefore(source.text, line)) {
    if (before.indent < line.indent) {
      if (below === undefined || below.indent === line.indent) return undefined
      const owner = nameOf(source, before)
      return {
        at: line.start + line.indent,
        words: {
          message: 'the items of one mapping or list must start in the same column',
          why: `the lines below ${owner} begin in column ${below.indent + 1}, this one in column ${line.indent + 1}`,
          fix: `indent this line like them, or ${owner} like the lines that it belongs to; with spaces`,
        },
      }
    }
    below = before
  }
  return undefined
}

/** `key: value` with deeper lines below it. */
function besideAValue(text: string, line: Line): IndentationFault | undefined {
  const [next] = linesAfter(text, line)
  if (!/^[\w./-]+: +[^\s:[{|>&!"'][^:]*$/.test(line.text) || next === undefined || next.indent <= line.indent)
    return undefined
  return {
    at: line.start + line.indent,
    words: {
      message: 'a key with a value beside it must not have deeper lines below it',
      why: `this line begins in column ${line.indent + 1}, the next one in column ${next.indent + 1}`,
      fix: 'indent this line like the next one, or the next one like this; with spaces',
    },
  }
}

/** By its key where that may be shown. */
function nameOf(source: SourceText, { start, text: line }: Line): string {
  const number = excerptAt(source, { start, end: start + 1 }).line
  const [, key] = /^([A-Za-z][\w./-]{0,62}):/.exec(line) ?? []
  return key === undefined || isSuspicious(line) ? `line ${number}` : `\`${key}\` (line ${number})`
}

/** The library points at blank lines and comments before the line as well. */
function filledFrom(text: string, at: number): Line {
  const line = lineAt(text, at)
  const [next = line] = isFilled(line) ? [] : linesAfter(text, line)
  return next
}

function lineAt(text: string, at: number): Line {
  const start = text.lastIndexOf('\n', at - 1) + 1
  const end = text.indexOf('\n', start)
  const whole = text.slice(start, end < 0 ? text.length : end)
  const inside = whole.trimStart()
  return { start, indent: whole.length - inside.length, text: inside.trimEnd() }
}

/** Those that hold more than a comment, the nearest first. */
function* linesBefore(text: string, line: Line): Generator<Line> {
  let { start } = line
  for (let count = 0; start > 0 && count < MOST_LINES; count++) {
    const before = lineAt(text, start - 1)
    if (isFilled(before)) yield before
    start = before.start
  }
}

function* linesAfter(text: string, line: Line): Generator<Line> {
  let start = text.indexOf('\n', line.start) + 1
  for (let count = 0; start > 0 && start < text.length && count < MOST_LINES; count++) {
    const next = lineAt(text, start)
    if (isFilled(next)) yield next
    start = text.indexOf('\n', start) + 1
  }
}

function isFilled({ text }: Line): boolean {
  return text !== '' && !text.startsWith('#')
}
