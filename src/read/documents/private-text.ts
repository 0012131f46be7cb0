// Which parts of a text no excerpt may show: what stands behind a private name, up to the end of the block that it opens. By
// indentation alone, since a text that is no YAML has excerpts too.

import { hasPrivateWord, privateValues } from '../../problems/private-names.ts'
import { secretInText } from '../../problems/secret-in-text.ts'
import type { Span } from '../span.ts'

/** In order, not overlapping. Each begins with a value and ends with a line. */
export function privateSpans(text: string, lineStarts: readonly number[]): readonly Span[] {
  const spans: { start: number; end: number }[] = []
  const values = privateValues(text)
  let next = values.next().value
  let open: OpenBlock | undefined
  for (const [line, start] of lineStarts.entries()) {
    if (next === undefined && open === undefined) break
    const end = lineStarts[line + 1] ?? text.length
    while (next !== undefined && next.name < start) next = values.next().value
    const last = spans.at(-1)
    if (open !== undefined && last !== undefined && isWithin(text, start, open)) {
      last.end = end
      continue
    }
    open = undefined
    if (next === undefined || next.name >= end) continue
    spans.push({ start: Math.min(next.value, end), end })
    const isComment = /(?:^|\s)#/.test(text.slice(Math.max(start, next.name - MOST), next.name))
    if (!isComment) open = { indent: placeOf(text, start).key, takesNext: takesNext(text, start, next.value, end) }
  }
  return spans
}

interface OpenBlock {
  /** Column of the key: what is indented deeper belongs to it, and list items in the same column. */
  readonly indent: number
  /** The next line with text belongs to it wherever it begins. */
  takesNext: boolean
}

function isWithin(text: string, start: number, open: OpenBlock): boolean {
  const { first, isBlank, isItem } = placeOf(text, start)
  if (isBlank) return true
  if (open.takesNext) {
    open.takesNext = false
    return true
  }
  return first > open.indent || (isItem && first === open.indent)
}

interface LinePlace {
  /** Column of the first character. */
  readonly first: number
  /** Column of what stands behind the dashes of list items. */
  readonly key: number
  readonly isItem: boolean
  readonly isBlank: boolean
}

function placeOf(text: string, start: number): LinePlace {
  INDENT.lastIndex = start
  const [whole = '', blanks = ''] = INDENT.exec(text) ?? []
  const character = text[start + blanks.length] ?? '\n'
  return { first: blanks.length, key: whole.length, isItem: character === '-', isBlank: /[\r\n]/.test(character) }
}

const INDENT = /([ \t]*)(?:-[ \t]+)*/y

/** A value between braces may begin on a line that is indented less, and a quoted one may go on there. */
function takesNext(text: string, start: number, value: number, end: number): boolean {
  const rest = text.slice(value, Math.min(end, value + MOST)).trim()
  if (rest === '') return /[{"']/.test(text.slice(Math.max(start, value - MOST), value))
  const quote = /^["']/.exec(rest)?.[0]
  return quote !== undefined && !rest.slice(1).includes(quote)
}

const MOST = 1000

/** Whether a line of a text that is no YAML must not be shown: nobody knows what it belongs to, or whether a colon is missing. */
export function isSuspicious(line: string): boolean {
  return hasPrivateWord(line) || LONG_RUN.test(line) || secretInText(line) !== undefined
}

/** A line of a key in PEM or base64. */
const LONG_RUN = /[A-Za-z0-9+/=]{40}/
