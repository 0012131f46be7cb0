// Lists and mappings in brackets that go on over several lines, put on one: lines may end behind brackets and commas alone,
// and before closing brackets. Anything else that a line end may mean is not recognised.

import { isRest, skipBlanks } from './inline-value.ts'

export interface FlowText {
  /** From the first bracket to the one that closes it. */
  readonly text: string
  /** The line behind it. */
  readonly next: number
}

/** `column`: that of the key or dash before the first bracket, -1 where there is none; what follows stands deeper. */
export function flowText(
  lines: readonly string[],
  [first, start]: readonly [line: number, offset: number],
  end: number,
  column: number,
): FlowText | undefined {
  const parts: string[] = []
  let depth = 0
  let before = ''
  for (let at = first; at < end; at++) {
    const line = lines[at] ?? ''
    const from = at === first ? start : skipBlanks(line, 0)
    if (from >= line.length || (line[from] === '#' && at > first)) continue
    const sign = line[from] ?? ''
    if (at > first && !(isDeepEnough(sign, from, column) && mayBreak(before, sign))) return undefined
    const stretch = readStretch(line, from, depth)
    if (stretch === undefined) return undefined
    parts.push(line.slice(from, stretch.end))
    depth = stretch.depth
    before = stretch.last
    if (depth === 0) return isRest(line, stretch.end) ? { text: parts.join(' '), next: at + 1 } : undefined
  }
  return undefined
}

/** A closing bracket may stand right below the key. */
function isDeepEnough(sign: string, from: number, column: number): boolean {
  return from > column || (from === column && ']}'.includes(sign))
}

function mayBreak(before: string, after: string): boolean {
  return '[{,'.includes(before) || ']}'.includes(after)
}

interface Stretch {
  /** Behind the last bracket, or before a comment and the blanks in front of it. */
  readonly end: number
  readonly depth: number
  /** The last sign that is no blank. */
  readonly last: string
}

function readStretch(line: string, start: number, depthBefore: number): Stretch | undefined {
  let depth = depthBefore
  let last = ''
  let end = start
  for (let at = start; at < line.length; at++) {
    const sign = line[at] ?? ''
    if (sign === ' ') continue
    if (sign === '#' && line[at - 1] === ' ') break
    if (sign === '"' || sign === "'") {
      const behind = quotedEnd(line, at)
      if (behind === undefined || !isTokenStart(last)) return undefined
      at = behind - 1
    }
    if (sign === '[' || sign === '{') depth++
    if (sign === ']' || sign === '}') depth--
    last = sign
    end = at + 1
    if (depth === 0) break
  }
  return { end, depth, last }
}

/** Anywhere else a quote is a sign like any other. */
function isTokenStart(before: string): boolean {
  return before === '' || '[{,:'.includes(before)
}

const QUOTED = /"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'/y

function quotedEnd(line: string, start: number): number | undefined {
  QUOTED.lastIndex = start
  return QUOTED.test(line) ? QUOTED.lastIndex : undefined
}
