// Text on its way through: what nobody changes stays the bytes that came in.

/** A stretch of text, or its UTF-8. */
export type Piece = string | Uint8Array

/** Sound UTF-8, and the text between two offsets of it; to the end without a second one. */
export interface Utf8 {
  readonly bytes: Uint8Array
  slice(start: number, end?: number): string
}

export function utf8Of(text: string): Utf8 {
  const bytes = new TextEncoder().encode(text)
  return { bytes, slice: (start, end) => decodeUtf8(bytes.subarray(start, end)) }
}

/** The text of pieces, one behind the other. */
export function textOfPieces(pieces: readonly Piece[]): string {
  return pieces.map(piece => (typeof piece === 'string' ? piece : decodeUtf8(piece))).join('')
}

/**
 * How many spaces stand behind the last line end. They are no line yet; ended, they would be one, and a block scalar that
 * keeps its blank lines would have one more.
 */
export function blankEnd(piece: Piece): number {
  let end = piece.length
  while (piece[end - 1] === ' ' || piece[end - 1] === SPACE) end--
  return endsLine(piece, end) ? piece.length - end : 0
}

/** Whether a line ends at the end of a piece, or at an offset of it. */
export function endsLine(piece: Piece, end = piece.length): boolean {
  const last = piece[end - 1]
  return last === '\n' || last === LINE_FEED
}

const LINE_FEED = 0x0a
const SPACE = 0x20

/** A byte order mark is a character like any other. */
function decodeUtf8(bytes: Uint8Array): string {
  return DECODER.decode(bytes)
}

const DECODER = new TextDecoder('utf-8', { ignoreBOM: true })
