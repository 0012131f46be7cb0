// Strings and numbers as YAML scalars that YAML 1.1 readers (kubectl, kustomize, kpt, Argo CD) and YAML 1.2 readers
// take for the same value. Never folds a line.

import { printJson } from './json.ts'

/** A string on one line, as a value or as a key: plain where no reader retypes it, else in single or double quotes. */
export function printString(text: string): string {
  if (text.length > CACHED_LENGTH) return quoteWhereNeeded(text)
  const known = cache.get(text)
  if (known !== undefined) return known
  // Keys, kinds and names repeat from object to object; whatever does not repeat must not pile up.
  if (cache.size >= CACHED_STRINGS) cache.clear()
  const printed = quoteWhereNeeded(text)
  cache.set(text, printed)
  return printed
}

/**
 * Text of several lines as a literal block scalar without its last line end; `undefined` for one line, and where some
 * reader would not give the same text back. `pad` parts its lines: a line end and spaces, two more than around the block.
 */
export function printLiteral(text: string, pad: string): string | undefined {
  if (!text.includes('\n') || !LITERAL.test(text)) return undefined
  const indentation = INDENTED_START.test(text) ? '2' : ''
  const endsLine = text.endsWith('\n')
  const lines = `\n${endsLine ? text.slice(0, -1) : text}`
  return `|${indentation}${endsLine ? '' : '-'}${lines.replace(LINE_START, pad)}`
}

/** A number in the form in which YAML 1.1 too reads a number: the exponent there needs a decimal point and a sign. */
export function printNumber(value: number): string {
  if (!Number.isFinite(value)) throw new Error(`${value} must not reach the printer: YAML readers disagree about it`)
  const text = String(value)
  return text.includes('e') && !text.includes('.') ? text.replace('e', '.0e') : text
}

const CACHED_LENGTH = 64
const CACHED_STRINGS = 8192
const cache = new Map<string, string>()

function quoteWhereNeeded(text: string): string {
  if (PLAIN_CHARACTERS.test(text) && !PLAIN_BREAKING.test(text) && !isRetyped(text)) return text
  if (!ONE_LINE.test(text)) return printJson(text)
  if (!text.includes("'")) return `'${text}'`
  return /["\\]/.test(text) ? `'${text.replaceAll("'", "''")}'` : `"${text}"`
}

// ASCII that begins with no indicator, and with nothing that begins a number but a digit.
const PLAIN_CHARACTERS = /^(?:--[A-Za-z]|[A-Za-z0-9_/$(])[ -~]*$/
// A key ends at `: `, a comment begins at ` #`, a space at the end is lost.
const PLAIN_BREAKING = /:(?: |$)| #| $/

function isRetyped(text: string): boolean {
  if (text.charCodeAt(0) > 0x39) return RETYPED_WORD.test(text)
  return NUMBER_LIKE.test(text) && !DOTTED.test(text)
}

// The words of the YAML 1.1 types bool, null and float, in any case: npm `yaml` and go-yaml know different subsets. And
// `e3`, which npm `yaml` takes for a float in 1.1 (2.9.1, schema/yaml-1.1/float.js).
const RETYPED_WORD = /^(?:y|n|yes|no|on|off|true|false|null|nan|inf|infinity|e[-+]?\d+)$/i
// A superset of decimal, binary, octal, hexadecimal and base-60 integers, floats, dates and times of any reader.
const NUMBER_LIKE = /^[0-9][0-9a-fox_.,:+tz -]*$/i
// `1.16.3`, `192.168.10.31` and `192.168.10.31:6443` are numbers to no reader.
const DOTTED = /^\d+(?:\.\d+){2,}(?::\d+)?$/

// What YAML 1.1 and 1.2 both allow raw in quotes and blocks: no control character, line separator, byte order mark,
// lone surrogate or non-character.
const VISIBLE = String.raw`!-~\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}`
const ONE_LINE = new RegExp(`^[ ${VISIBLE}]*$`, 'u')
// The first line that is not empty begins with a space or visible character (go-yaml refuses a tab there: "found a tab
// character where an indentation space is expected"). The last one is not blank and has at most one line end, so that
// nothing is lost where trailing space is trimmed.
const LITERAL = new RegExp(`^\\n* *[${VISIBLE}][\\t\\n ${VISIBLE}]*(?<![ \\t\\n])\\n?$`, 'u')
const INDENTED_START = /^\n* /
const LINE_START = /\n(?=[^\n])/g
