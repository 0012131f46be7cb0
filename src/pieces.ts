// Text on its way through: what nobody changes stays the bytes that came in.

/** A stretch of text, or its UTF-8. */
export type Piece = string | Uint8Array

/** Sound UTF-8, and the text between two offsets of it; to the end without a second one. */
export interface Utf8 {
  readonly bytes: Uint8Array
  slice(start: number, end?: number): string
}

export function utf8(bytes: Uint8Array): Utf8 {
  return { bytes, slice: (start, end) => decodeUtf8(bytes.subarray(start, end)) }
}

/** The text of pieces, one behind the other. */
export function textOfPieces(pieces: readonly Piece[]): string {
  return pieces.map(piece => (typeof piece === 'string' ? piece : decodeUtf8(piece))).join('')
}

/** A byte order mark is a character like any other. */
function decodeUtf8(bytes: Uint8Array): string {
  return DECODER.decode(bytes)
}

const DECODER = new TextDecoder('utf-8', { ignoreBOM: true })

export function utf8Of(text: string): Utf8 {
  return utf8(new TextEncoder().encode(text))
}
