// A source line and the carets below it, as a terminal shows them: tabs, wide characters and control characters moved or
// coloured the carets away otherwise, and a long line would wrap.

import type { Excerpt } from './problem.ts'

export interface ExcerptLines {
  readonly text: string
  /** Spaces up to the mark, then carets. */
  readonly carets: string
}

interface Cell {
  readonly text: string
  readonly width: number
  readonly isMarked: boolean
}

const TAB_STOP = 4
const MAX_WIDTH = 100
/** What stays visible before a mark that stands far to the right. */
const CONTEXT = 30
const ELLIPSIS = '…'

export function excerptLines(excerpt: Excerpt): ExcerptLines {
  const cells = cutAround(toCells(excerpt))
  const first = cells.findIndex(cell => cell.isMarked)
  const before = widthOf(first < 0 ? cells : cells.slice(0, first))
  const marked = widthOf(cells.filter(cell => cell.isMarked))
  return {
    text: cells.map(cell => cell.text).join(''),
    carets: ' '.repeat(before) + '^'.repeat(Math.max(1, marked)),
  }
}

function toCells(excerpt: Excerpt): readonly Cell[] {
  const cells: Cell[] = []
  let offset = 0
  let column = 0
  for (const character of excerpt.text) {
    const isMarked = offset >= excerpt.start && offset < excerpt.start + excerpt.length
    const width = character === '\t' ? TAB_STOP - (column % TAB_STOP) : displayWidth(character)
    const text = character === '\t' ? ' '.repeat(width) : isControl(character) ? '\uFFFD' : character
    cells.push({ text, width, isMarked })
    offset += character.length
    column += width
  }
  return cells
}

function cutAround(cells: readonly Cell[]): readonly Cell[] {
  if (widthOf(cells) <= MAX_WIDTH) return cells
  const start = Math.max(
    0,
    cells.findIndex(cell => cell.isMarked),
  )
  const endOfMark = cells.findLastIndex(cell => cell.isMarked) + 1
  const fits = widthOf(cells.slice(0, endOfMark)) < MAX_WIDTH
  const from = fits ? 0 : Math.max(0, start - CONTEXT)
  const shown: Cell[] = from > 0 ? [{ text: ELLIPSIS, width: 1, isMarked: false }] : []
  let width = shown.length
  for (const cell of cells.slice(from)) {
    if (width + cell.width >= MAX_WIDTH) return [...shown, { text: ELLIPSIS, width: 1, isMarked: false }]
    shown.push(cell)
    width += cell.width
  }
  return shown
}

function widthOf(cells: readonly Cell[]): number {
  return cells.reduce((sum, cell) => sum + cell.width, 0)
}

// C0, C1, and the bidirectional controls that reorder what follows them.
const CONTROL = /[\p{Cc}\u2028-\u202e\u2066-\u2069]/u
const ZERO_WIDTH = /^[\p{Mn}\p{Me}\p{Cf}]$/u
// East Asian Wide and Fullwidth (Unicode TR 11) in ranges, and emoji that terminals draw two columns wide.
const WIDE =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}$/u

function displayWidth(character: string): number {
  if (isAscii(character) || isControl(character)) return 1
  if (ZERO_WIDTH.test(character)) return 0
  return WIDE.test(character) ? 2 : 1
}

function isControl(character: string): boolean {
  return !isAscii(character) && CONTROL.test(character)
}

// Building the Unicode sets above takes longer than writing a report, and most lines need none of them.
function isAscii(character: string): boolean {
  return character >= ' ' && character <= '~'
}
