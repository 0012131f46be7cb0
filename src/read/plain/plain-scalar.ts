// Scalars and keys in their plainest forms, one line at a time; what is in doubt is not recognised.

export interface Scalar {
  /** `block`: its lines follow. */
  readonly form: 'line' | 'block'
  /** Only where it is certain to be text, and what text it is. */
  readonly text?: string
}

/** A key with its colon and the blanks behind it. */
export const KEY = /^(?:([A-Za-z0-9_][A-Za-z0-9_./-]*)|("[^"\\]+"|'[^']+')):(?: +|$)/

const COMMENT = '(?: +#.*)?'
const BLOCK = new RegExp(`^[|>][+-]?${COMMENT}$`)
const EMPTY = new RegExp(`^(?:\\{\\}|\\[\\])${COMMENT}$`)
const QUOTED = new RegExp(`^("(?:[^"\\\\]|\\\\["\\\\/nrt])*"|'(?:[^']|'')*')${COMMENT}$`)
// No indicator in front, no `: ` and no ` #` inside, no colon at the end.
const PLAIN = new RegExp(`^([A-Za-z0-9_./+=$^(<;-](?:[^:# ]|:(?=[^ ])|(?<! )#| (?=[^ #]))*)${COMMENT}$`)
// Text under YAML 1.1 and 1.2, and in no reader a number, boolean, null or date.
const CERTAIN = /^[A-Za-z][A-Za-z0-9._/-]*$/
const WORDS = /^(?:y|n|yes|no|on|off|true|false|null)$/i

/** The value that a line ends with; `undefined` for one that may mean more than its text. */
export function readScalar(text: string): Scalar | undefined {
  switch (text[0]) {
    case '|':
    case '>':
      return BLOCK.test(text) ? { form: 'block' } : undefined
    case '{':
    case '[':
      return EMPTY.test(text) ? { form: 'line' } : undefined
    case '"':
    case "'":
      return readQuoted(text)
    default:
      return readPlain(text)
  }
}

function readQuoted(text: string): Scalar | undefined {
  const inner = QUOTED.exec(text)?.[1]?.slice(1, -1)
  if (inner === undefined) return undefined
  return /["'\\]/.test(inner) ? { form: 'line' } : { form: 'line', text: inner }
}

function readPlain(text: string): Scalar | undefined {
  const plain = PLAIN.exec(text)?.[1]
  if (plain === undefined || /^-(?: |$)/.test(plain)) return undefined
  return CERTAIN.test(plain) && !WORDS.test(plain) ? { form: 'line', text: plain } : { form: 'line' }
}

/** The line behind the lines of a text block under a key or dash in this column; `undefined` where its indentation is odd. */
export function bodyEnd(lines: readonly string[], start: number, end: number, column: number): number | undefined {
  let indent: number | undefined
  let widest = 0
  for (let at = start; at < end; at++) {
    const line = lines[at] ?? ''
    const from = line.search(/[^ ]/)
    if (from < 0) {
      widest = Math.max(widest, line.length)
      continue
    }
    if (from <= column) return at
    if (indent === undefined && widest > from) return undefined
    indent ??= from
    if (from < indent) return undefined
  }
  return end
}
