// Characters that no host carries from our output to the API server: validation refuses them at their place.

/** A character that cannot be printed: its UTF-16 index and its name in words for a message. */
export interface UnprintableCharacter {
  readonly index: number
  readonly name: string
}

/**
 * The first character of a text that must not reach an output, or `undefined`. Observed: kustomize 5.5 and 5.8 fail on
 * U+007F, U+0080 to U+009F, U+FFFE and U+FFFF and rewrite U+2028 and U+2029, however they are escaped; every Go decoder
 * refuses a lone surrogate. The control characters below U+0020 survive, but no field of a cluster has a use for them.
 */
export function unprintableCharacter(text: string): UnprintableCharacter | undefined {
  const index = text.search(UNPRINTABLE)
  return index < 0 ? undefined : { index, name: nameOf(text.charCodeAt(index)) }
}

// Written as the complement of what passes. With the `u` flag only a lone surrogate counts as one.
const UNPRINTABLE = /[^\t\n\r -~\u00a0-\u2027\u202a-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u

const NAMES: ReadonlyMap<number, string> = new Map([
  [0x00, 'null'],
  [0x08, 'backspace'],
  [0x0b, 'vertical tab'],
  [0x0c, 'form feed'],
  [0x1b, 'escape'],
  [0x7f, 'delete'],
  [0x85, 'next line'],
  [0x2028, 'line separator'],
  [0x2029, 'paragraph separator'],
  [0xfffe, 'non-character'],
  [0xffff, 'non-character'],
])

function nameOf(unit: number): string {
  const words = NAMES.get(unit) ?? (unit < 0xd800 ? 'control character' : 'half of a surrogate pair')
  return `U+${unit.toString(16).toUpperCase().padStart(4, '0')} (${words})`
}
