// UTF-8 as the scanners look at it: byte by byte, and against plain ASCII words.

/** Index i holds byte i of a text; one line feed more stands behind its end. */
export type ByteCodes = Uint8Array

const LINE_FEED = 0x0a

/** Free where a line feed stands behind the bytes already, as main.ts reads them; a copy otherwise. */
export function byteCodes(bytes: Uint8Array): ByteCodes {
  const { buffer, byteOffset, length } = bytes
  if (byteOffset + length < buffer.byteLength) {
    const codes = new Uint8Array(buffer, byteOffset, length + 1)
    if (codes[length] === LINE_FEED) return codes
  }
  const codes = new Uint8Array(length + 1)
  codes.set(bytes)
  codes[length] = LINE_FEED
  return codes
}

/** Whether this ASCII text stands at the offset. */
export function isWordAt(codes: ByteCodes, at: number, word: string): boolean {
  for (let index = 0; index < word.length; index++) if (codes[at + index] !== word.charCodeAt(index)) return false
  return true
}

/** Behind the byte order mark, if there is one. */
export function startOfText(codes: ByteCodes): number {
  return isBom(codes, 0) ? 3 : 0
}

export function isBom(codes: ByteCodes, at: number): boolean {
  return codes[at] === 0xef && codes[at + 1] === 0xbb && codes[at + 2] === 0xbf
}
