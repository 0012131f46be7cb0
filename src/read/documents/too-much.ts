// What would exhaust the YAML library's time or memory before it says a word, found at a glance in the text. It is looked for
// wherever the library is about to read what somebody else has written: files, lists, and their items alone.

/** Far beyond any file; the library needs a kilobyte for each. */
export const MOST_DOCUMENTS = 100_000
const MOST_BRACKETS = 10_000
/** So many stand for more than the library's values may (node-value.ts), whatever they name. */
const MOST_ALIASES = 250_000

export interface Excess {
  readonly of: 'documents' | 'brackets' | 'aliases'
  /** Where the first one stands that is too much. */
  readonly at: number
}

/** Block text is not told apart: so many brackets or aliases in a row are no prose either. Time is linear in the text. */
export function findExcess(text: string): Excess | undefined {
  return manyDocuments(text) ?? manyBrackets(text) ?? manyAliases(text)
}

function manyDocuments(text: string): Excess | undefined {
  let documents = 0
  for (let at = text.indexOf(MARKER); at >= 0; at = text.indexOf(MARKER, at + MARKER.length)) {
    if (++documents > MOST_DOCUMENTS) return { of: 'documents', at }
  }
  return undefined
}

const MARKER = '\n---'

/** Where so many begin one right behind the other. */
function manyBrackets(text: string): Excess | undefined {
  let count = 0
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]
    if (sign === '[' || sign === '{') count++
    else if (sign !== ' ' && sign !== '\n') count = 0
    if (count > MOST_BRACKETS) return { of: 'brackets', at }
  }
  return undefined
}

/** Of one document. */
function manyAliases(text: string): Excess | undefined {
  let count = 0
  let end = -1
  for (let at = text.indexOf('*'); at >= 0; at = text.indexOf('*', at + 1)) {
    if (at > end) {
      const next = text.indexOf(MARKER, at)
      end = next < 0 ? text.length : next
      count = 0
    }
    if (isAlias(text, at) && ++count > MOST_ALIASES) return { of: 'aliases', at }
  }
  return undefined
}

/** Whether a value may begin with this asterisk, and a name behind it. */
function isAlias(text: string, at: number): boolean {
  if (ENDS.includes(text[at + 1] ?? ' ')) return false
  let before = at - 1
  while (text[before] === ' ' || text[before] === '\t') before--
  return before < 0 || BEFORE_VALUE.includes(text[before] ?? '')
}

const ENDS = ' \t\r\n,[]{}*'
const BEFORE_VALUE = '-:?,[{\n\r'
