// A text and the way from an offset in it to line, column and excerpt. Lines are only indexed once somebody asks: a sound
// input never pays for it. Knows nothing of YAML.

import type { Excerpt } from '../../problems/problem.ts'
import { privateSpans } from './private-text.ts'
import type { Span } from './span.ts'

export interface SourceText {
  readonly text: string
  readonly file: string | undefined
  /** Offset of the first character of every line. */
  lineStarts(): readonly number[]
  /** What no excerpt shows, in order. */
  privateSpans(): readonly Span[]
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
  /** Absent where what is meant must not be shown. */
  readonly excerpt?: Excerpt
}

/** Takes the text of a file without its byte order mark: editors count columns without it. */
export function sourceText(text: string, file?: string): SourceText {
  let starts: readonly number[] | undefined
  let spans: readonly Span[] | undefined
  const body = text.startsWith('\uFEFF') ? text.slice(1) : text
  const lineStarts = () => {
    starts ??= indexLines(body)
    return starts
  }
  const hidden = () => {
    spans ??= privateSpans(body, lineStarts())
    return spans
  }
  return { text: body, file, lineStarts, privateSpans: hidden }
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
    : visibleExcerpt(source, lineStart, lineEnd, mark)
  return { line: line + 1, column: column + 1, ...(excerpt === undefined ? {} : { excerpt }) }
}

/** The line up to what must not be shown; nothing where that is what the mark means. */
function visibleExcerpt(source: SourceText, lineStart: number, lineEnd: number, mark: Mark): Excerpt | undefined {
  const hidden = firstWithin(source.privateSpans(), lineStart, lineEnd)
  if (hidden !== undefined && mark.start >= hidden) return undefined
  const end = hidden ?? lineEnd
  return {
    text: source.text.slice(lineStart, end) + (hidden === undefined ? '' : MASK),
    start: mark.start - lineStart,
    length: Math.max(1, Math.min(mark.end, end) - mark.start),
  }
}

/** Where the first of the spans that reach into a line begins to cover it. */
function firstWithin(spans: readonly Span[], lineStart: number, lineEnd: number): number | undefined {
  let low = 0
  let high = spans.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((spans[middle]?.end ?? 0) <= lineStart) low = middle + 1
    else high = middle
  }
  const start = spans[low]?.start
  return start === undefined || start >= lineEnd ? undefined : Math.max(start, lineStart)
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
