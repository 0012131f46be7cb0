// Text on its way through: what nobody changes stays the bytes that came in.

/** A stretch of text, or its UTF-8. */
export type Piece = string | Uint8Array

/** The text of pieces, one behind the other. */
export function textOfPieces(pieces: readonly Piece[]): string {
  return pieces.map(piece => (typeof piece === 'string' ? piece : decodeUtf8(piece))).join('')
}

/** Of sound UTF-8 (world.ts); a byte order mark is a character like any other. */
export function decodeUtf8(bytes: Uint8Array): string {
  return DECODER.decode(bytes)
}

const DECODER = new TextDecoder('utf-8', { ignoreBOM: true })

export function encodeUtf8(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}
