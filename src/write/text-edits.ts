// A text with some stretches replaced, as the pieces that a host writes: what is not edited is never copied.

import type { Piece } from '../pieces.ts'
import { blankEnd, endsLine } from '../pieces.ts'
import type { ListSource } from '../read/list/list-source.ts'

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
  let isAtLine = true
  const add = (piece: Piece) => {
    if (piece.length === 0) return
    pieces.push(piece)
    isAtLine = endsLine(piece)
  }
  for (const edit of edits.toSorted((a, b) => a.start - b.start)) {
    const before = source.piece(at, edit.start)
    const needsLine = edit.ownLine && edit.text !== ''
    add(needsLine ? source.piece(at, edit.start - blankEnd(before)) : before)
    if (needsLine && !isAtLine) add(lineEnd)
    add(edit.text)
    at = edit.end
  }
  add(source.piece(at))
  return pieces
}
