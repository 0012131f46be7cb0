// Names whose values are not shown, whether or not the value looks like a secret: nobody can tell a password from a word.
// A field that refers to a Secret stays visible: it names one, and must not hold one.

import type { Path } from './problem.ts'

/** Found in the middle of a name too: `adminPassword`, `secretGenerator`. */
const PRIVATE_WORD =
  /passw|pass_?phrase|pass(?![a-z])|pwd(?![a-z])|secret|token|credential|literals|private|bearer|htpasswd|dockerconfig|string_?data|key[-_]?data|basic[-_]?auth|(?:api|access|auth|signing|encryption|shared)[-_]?key/i

/** Fields of HAClusters that name a Secret or a switch, and what sudo calls the absence of a password. */
const REFERENCES: ReadonlySet<string> = new Set([
  ...['secret', 'secretRef', 'caSecret', 'credentialsSecret', 'passwdFrom', 'lockPassword', 'NOPASSWD'],
])

/** Whether the value of a field, or of a field that it lies in, is to be kept out of messages and excerpts. */
export function isPrivatePath(path: Path): boolean {
  return path.some(part => typeof part === 'string' && isPrivateName(part))
}

export function isPrivateName(name: string): boolean {
  return !REFERENCES.has(name) && hasPrivateWord(name)
}

export function hasPrivateWord(text: string): boolean {
  return PRIVATE_WORD.test(text)
}

/** Where in a text a private name stands, and where its value begins: blanks skipped, at most the end of the line. */
export interface PrivateValue {
  readonly name: number
  readonly value: number
}

/** Every private name of a text that a colon or an equals sign follows, in order. Time is linear in the text. */
export function* privateValues(text: string): Generator<PrivateValue> {
  const words = new RegExp(PRIVATE_WORD, 'gi')
  for (let word = words.exec(text); word !== null; word = words.exec(text)) {
    SEPARATOR.lastIndex = words.lastIndex
    const separator = SEPARATOR.exec(text)
    if (separator === null) continue
    const [, ending = ''] = separator
    const beginning = text.slice(beginOfName(text, word.index), word.index)
    words.lastIndex += ending.length
    const value = SEPARATOR.lastIndex
    if (!isReference(beginning + word[0] + ending, text[value])) yield { name: word.index - beginning.length, value }
  }
}

function beginOfName(text: string, within: number): number {
  let begin = within
  while (within - begin < MOST && NAME_SIGN.test(text[begin - 1] ?? '')) begin--
  return begin
}

const NAME_SIGN = /[\w.-]/

/** No name that matters is longer; a bound keeps the search linear. */
const MOST = 60
/** The rest of a name, and what stands before the value. A switch is no secret. */
const SEPARATOR =
  /([\w.-]{0,60})["']?[ \t]{0,9}[:=](?![ \t]{0,9}(?:true|false|null|~)[ \t]{0,9}(?:[,}\]#\r\n]|$))[ \t]{0,99}/y

function isReference(name: string, next: string | undefined): boolean {
  // A Secret's name and key, in braces or on the lines below. A text in their place is none.
  if (name === 'secret') return next === undefined || /[{\r\n]/.test(next)
  return REFERENCES.has(name)
}
