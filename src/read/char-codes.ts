// A text as an array of its UTF-16 units. Reading one from a string costs several times as much.

export type CharCodes = Uint8Array | Uint16Array

/** Index i holds what `text.charCodeAt(i)` returns; one line feed more stands behind the end. */
export function charCodes(text: string): CharCodes {
  const bytes = new Uint8Array(text.length + 1)
  const { read, written } = new TextEncoder().encodeInto(text, bytes)
  if (read !== text.length || written !== text.length) return wideCodes(text)
  bytes[text.length] = 0x0a
  return bytes
}

function wideCodes(text: string): Uint16Array {
  const units = new Uint16Array(text.length + 1)
  for (let index = 0; index < text.length; index++) units[index] = text.charCodeAt(index)
  units[text.length] = 0x0a
  return units
}
