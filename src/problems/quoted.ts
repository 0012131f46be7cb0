// How words show what a user wrote: on one line, and no more of it than a reader needs. A value or a key may be megabytes long.

/** Characters of a value or a key that are shown. */
const LONGEST = 80
/** Of a whole sentence: none of ours is longer, and what it quotes is cut before. */
const LONGEST_SENTENCE = 2000

/** At most 80 characters of a text, the last of them `…` where there is more. */
export function shortened(text: string): string {
  return cut(text, LONGEST)
}

/** In double quotes, on one line whatever it holds, and cut. */
export function quoted(value: unknown): string {
  return JSON.stringify(shortened(String(value)))
}

/** A sentence as long as it may be. */
export function bounded(text: string): string {
  return cut(text, LONGEST_SENTENCE)
}

/** A sentence for a terminal: bounded, on one line, control characters as visible escapes. */
export function legible(text: string): string {
  return withoutControls(bounded(text))
}

/** Control characters and those that reorder what follows them, as visible escapes. */
export function withoutControls(text: string): string {
  return text.replace(
    /[\p{Cc}\u2028-\u202e\u2066-\u2069]/gu,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** Never through the middle of a surrogate pair. */
function cut(text: string, most: number): string {
  if (text.length <= most) return text
  const end = most - 1
  return `${text.slice(0, /[\ud800-\udbff]/.test(text.charAt(end - 1)) ? end - 1 : end)}…`
}
