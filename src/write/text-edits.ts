// A text with some stretches replaced, as the pieces that a host writes: what is not edited is never copied.

export interface TextEdit {
  readonly start: number
  readonly end: number
  readonly text: string
  /** The new text must begin a line: a line end goes before it where the text ended without one. */
  readonly ownLine?: boolean
}

/** Edits in any order, not overlapping; those at the same place keep their order. */
export function applyEdits(text: string, edits: readonly TextEdit[], lineEnd: string): readonly string[] {
  const pieces: string[] = []
  let at = 0
  let last = '\n'
  const add = (piece: string) => {
    if (piece === '') return
    pieces.push(piece)
    last = piece.at(-1) ?? last
  }
  for (const edit of edits.toSorted((a, b) => a.start - b.start)) {
    add(text.slice(at, edit.start))
    if (edit.ownLine && edit.text !== '' && last !== '\n') add(lineEnd)
    add(edit.text)
    at = edit.end
  }
  add(text.slice(at))
  return pieces
}
