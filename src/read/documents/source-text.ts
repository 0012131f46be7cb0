// A text and the way from an offset in it to line, column and excerpt. Lines are only indexed once somebody asks: a sound
// input never pays for it. Knows nothing of YAML.

import type { Excerpt } from '../../problems/problem.ts'
import type { Span } from '../span.ts'
import { privateSpans } from './private-text.ts'

export interface SourceText {
  readonly text: string
  readonly file: string | undefined
  /** Offset of the first character of every line. */
  lineStarts(): readonly number[]
  /** What no excerpt shows, in order. */
  privateSpans(): readonly Span[]
  /** Offset behind the last character that is no blank. */
  end(): number
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
  let last: number | undefined
  const body = text.startsWith('\uFEFF') ? text.slice(1) : text
  const lineStarts = () => {
    starts ??= indexLines(body)
    return starts
  }
  const hidden = () => {
    spans ??= privateSpans(body, lineStarts())
    return spans
  }
  const end = () => {
    last ??= body.trimEnd().length
    return last
  }
  return { text: body, file, lineStarts, privateSpans: hidden, end }
}

/** A line of a text, without its end. */
export interface TextLine {
  /** Zero-based. */
  readonly index: number
  readonly start: number
  readonly text: string
}

/** The line in which an offset lies. */
export function lineAt(source: SourceText, offset: number): TextLine {
  return lineOfIndex(source, lineOf(source.lineStarts(), offset))
}

/** The line of an index below the number of `lineStarts`. */
export function lineOfIndex(source: SourceText, index: number): TextLine {
  const starts = source.lineStarts()
  const start = starts[index] ?? source.text.length
  return { index, start, text: source.text.slice(start, endOfLine(source.text, start, starts[index + 1])) }
}

/** Line, column and the first marked line. Of a secret nothing is shown but its own key: its line may hold other secrets too. */
export function excerptAt(source: SourceText, mark: Mark): TextPlace {
  const starts = source.lineStarts()
  const line = lineOf(starts, mark.start)
  const lineStart = starts[line] ?? 0
  const lineEnd = endOfLine(source.text, lineStart, starts[line + 1])
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
  const from = Math.max(lineStart, mark.start - MARGIN)
  const to = Math.min(end, mark.start + MARGIN)
  return {
    text: source.text.slice(from, to) + (to === hidden ? MASK : ''),
    start: mark.start - from,
    length: Math.max(1, Math.min(mark.end, end) - mark.start),
  }
}

/** Beyond what a report shows of a line on either side of the mark: a line may be megabytes long. */
const MARGIN = 400

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

function maskedExcerpt(text: string, lineStart: number, { start, key }: Mark): Excerpt {
  if (key === undefined || key.start < lineStart) {
    const from = Math.max(lineStart, start - MARGIN)
    const before = text.slice(from, start).replace(/[^\s-]/g, ' ')
    return { text: before + MASK, start: start - from, length: MASK.length }
  }
  const indent = ' '.repeat(Math.min(key.start - lineStart, MARGIN))
  const isKey = key.start === start
  const shown = text.slice(key.start, Math.min(isKey ? key.end : start, key.start + MARGIN))
  return isKey
    ? { text: `${indent}${shown}: ${MASK}`, start: indent.length, length: shown.length }
    : { text: indent + shown + MASK, start: indent.length + shown.length, length: MASK.length }
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

function endOfLine(text: string, from: number, next: number | undefined): number {
  const end = next === undefined ? text.length : next - 1
  return text[end - 1] === '\r' && end > from ? end - 1 : end
}
