// A text and the way from an offset in it to line, column and excerpt. Lines are only indexed once somebody asks: a sound
// input never pays for it. Knows nothing of YAML.

import type { Excerpt } from '../../problems/problem.ts'

export interface SourceText {
  readonly text: string
  readonly file: string | undefined
  /** Offset of the first character of every line. */
  lineStarts(): readonly number[]
}

/** Offsets into a text: from the first character that is meant up to the one behind the last. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** What an excerpt marks. `key` and `secret` serve masking: see `excerptAt`. */
export interface Mark extends Span {
  readonly key?: Span | undefined
  readonly secret?: boolean
}

export interface TextPlace {
  /** One-based. */
  readonly line: number
  /** One-based. */
  readonly column: number
  readonly excerpt: Excerpt
}

/** Takes the text of a file without its byte order mark: editors count columns without it. */
export function sourceText(text: string, file?: string): SourceText {
  let starts: readonly number[] | undefined
  const body = text.startsWith('\uFEFF') ? text.slice(1) : text
  return {
    text: body,
    file,
    lineStarts() {
      starts ??= indexLines(body)
      return starts
    },
  }
}

/** Line, column and the first marked line. Of a secret nothing is shown but its own key: its line may hold other secrets too. */
export function excerptAt(source: SourceText, mark: Mark): TextPlace {
  const starts = source.lineStarts()
  const line = lineOf(starts, mark.start)
  const lineStart = starts[line] ?? 0
  const lineEnd = endOfLine(source.text, lineStart)
  const column = mark.start - lineStart
  const excerpt = mark.secret
    ? maskedExcerpt(source.text, lineStart, mark)
    : {
        text: source.text.slice(lineStart, lineEnd),
        start: column,
        length: Math.max(1, Math.min(mark.end, lineEnd) - mark.start),
      }
  return { line: line + 1, column: column + 1, excerpt }
}

const MASK = '***'

function maskedExcerpt(text: string, lineStart: number, mark: Mark): Excerpt {
  const start = mark.start - lineStart
  const key = mark.key
  if (key === undefined || key.start < lineStart) {
    const before = text.slice(lineStart, mark.start).replace(/[^\s-]/g, ' ')
    return { text: before + MASK, start, length: MASK.length }
  }
  const indent = ' '.repeat(key.start - lineStart)
  if (key.start === mark.start) {
    const name = text.slice(key.start, key.end)
    return { text: `${indent}${name}: ${MASK}`, start, length: name.length }
  }
  return { text: indent + text.slice(key.start, mark.start) + MASK, start, length: MASK.length }
}

function indexLines(text: string): readonly number[] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}

/** Index of the last line that starts at or before the offset. */
function lineOf(starts: readonly number[], offset: number): number {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((starts[middle] ?? 0) <= offset) low = middle
    else high = middle - 1
  }
  return low
}

function endOfLine(text: string, from: number): number {
  const newline = text.indexOf('\n', from)
  const end = newline < 0 ? text.length : newline
  return text[end - 1] === '\r' && end > from ? end - 1 : end
}
