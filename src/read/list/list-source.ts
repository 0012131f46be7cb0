// The text of a ResourceList, by offsets. Whoever found the offsets counted in units of its own: the scanner in bytes, the
// YAML library in characters.

import type { Piece, Utf8 } from '../../pieces.ts'

export interface ListSource {
  /** The text between two offsets; to the end without a second one. */
  slice(start: number, end?: number): string
  /** The same to be passed on, without a copy. */
  piece(start: number, end?: number): Piece
}

export function sourceOfText(text: string): ListSource {
  const slice = (start: number, end?: number) => text.slice(start, end)
  return { slice, piece: slice }
}

export function sourceOfUtf8({ bytes, slice }: Utf8): ListSource {
  return { slice, piece: (start, end) => bytes.subarray(start, end) }
}
