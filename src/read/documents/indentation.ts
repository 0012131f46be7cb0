// What is wrong with an indentation where the YAML library says less, or points elsewhere: which line stands too far left.

import type { ErrorCode } from 'yaml'
import { isSuspicious } from './private-text.ts'
import { lineAt, lineOfIndex, type SourceText, type TextLine } from './source-text.ts'

export interface IndentationFault {
  /** Offset of what is marked. */
  readonly at: number
  readonly words: { readonly message: string; readonly why: string; readonly fix: string }
}

interface Line extends TextLine {
  readonly indent: number
}

/** Lines that are looked at for one fault: a file may have many. */
const MOST_LINES = 1000

/** `at` is the offset in the text at which the library found the fault; `undefined` where the indentation is not to blame. */
export function indentationFault(code: ErrorCode, source: SourceText, at: number): IndentationFault | undefined {
  const line = filledFrom(source, at)
  if (code === 'BAD_INDENT') return betweenColumns(source, line)
  return code === 'BLOCK_AS_IMPLICIT_KEY' ? besideAValue(source, line) : undefined
}

/** The line begins in none of the columns in which the lines above it begin. */
function betweenColumns(source: SourceText, line: Line): IndentationFault | undefined {
  let below: Line | undefined
  for (const before of linesBefore(source, line)) {
    if (before.indent < line.indent) {
      if (below === undefined || below.indent === line.indent) return undefined
      const owner = nameOf(before)
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
function besideAValue(source: SourceText, line: Line): IndentationFault | undefined {
  const [next] = linesAfter(source, line)
  if (!/^[\w./-]+: +[^\s:[{|>&!"'][^:]*$/.test(line.text.trim()) || next === undefined || next.indent <= line.indent)
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
function nameOf({ index, text }: Line): string {
  const [, key] = /^\s*([A-Za-z][\w./-]{0,62}):/.exec(text) ?? []
  return key === undefined || isSuspicious(text) ? `line ${index + 1}` : `\`${key}\` (line ${index + 1})`
}

/** The library points at blank lines and comments before the line as well. */
function filledFrom(source: SourceText, at: number): Line {
  const line = indented(lineAt(source, at))
  const [next = line] = isFilled(line) ? [] : linesAfter(source, line)
  return next
}

/** Those that hold more than a comment, the nearest first. */
function* linesBefore(source: SourceText, { index }: Line): Generator<Line> {
  for (let at = index - 1; at >= 0 && at >= index - MOST_LINES; at--) {
    const line = indented(lineOfIndex(source, at))
    if (isFilled(line)) yield line
  }
}

function* linesAfter(source: SourceText, { index }: Line): Generator<Line> {
  const end = Math.min(source.lineStarts().length, index + 1 + MOST_LINES)
  for (let at = index + 1; at < end; at++) {
    const line = indented(lineOfIndex(source, at))
    if (isFilled(line)) yield line
  }
}

function indented(line: TextLine): Line {
  return { ...line, indent: line.text.length - line.text.trimStart().length }
}

function isFilled({ text }: Line): boolean {
  return /^\s*[^\s#]/.test(text)
}
