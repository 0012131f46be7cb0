// A text with some stretches replaced, as the pieces that a host writes: what is not edited is never copied.

import type { Piece } from '../pieces.ts'
import { blankEnd } from '../pieces.ts'
import type { ListSource } from '../read/list-source.ts'

export interface TextEdit {
  readonly start: number
  readonly end: number
  readonly text: string
  /** The new text must begin a line: a line end goes before it where the text ended without one. */
  readonly ownLine?: boolean
}

/** Edits in any order, not overlapping; those at the same place keep their order. */
export function applyEdits(source: ListSource, edits: readonly TextEdit[], lineEnd: string): readonly Piece[] {
  const pieces: Piece[] = []
  let at = 0
  let endsLine = true
  const add = (piece: Piece) => {
    if (piece.length === 0) return
    pieces.push(piece)
    const last = piece.at(-1)
    endsLine = last === '\n' || last === LINE_FEED
  }
  for (const edit of edits.toSorted((a, b) => a.start - b.start)) {
    const before = source.piece(at, edit.start)
    const needsLine = edit.ownLine && edit.text !== ''
    add(needsLine ? source.piece(at, edit.start - blankEnd(before)) : before)
    if (needsLine && !endsLine) add(lineEnd)
    add(edit.text)
    at = edit.end
  }
  add(source.piece(at))
  return pieces
}

const LINE_FEED = 0x0a
