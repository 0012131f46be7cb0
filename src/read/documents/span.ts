// A stretch of a text.

/** Offsets: from the first character that is meant up to the one behind the last. */
export interface Span {
  readonly start: number
  readonly end: number
}
