// A stretch of a text, and what of a value is marked when something is said of it.

/** Offsets: from the first character that is meant up to the one behind the last. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** The deepest existing value on the way of a path. */
export interface Place {
  readonly key?: Span | undefined
  readonly value?: Span | undefined
  /** Whether the value begins beside its key: blocks do not, nor what is not there. */
  readonly standsInLine: boolean
  /** Whether this is the path's own end. */
  readonly isComplete: boolean
}

/** The span to mark: the key for `key`, for a missing child and for a block value (whose text starts on a later line). */
export function markOf({ key, value, standsInLine, isComplete }: Place, at: 'key' | 'value'): Span {
  const wantsKey = at === 'key' || !isComplete || !standsInLine
  return (wantsKey ? (key ?? value) : (value ?? key)) ?? { start: 0, end: 0 }
}
