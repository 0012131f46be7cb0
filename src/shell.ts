// How a POSIX shell reads a script, as far as quotes, here-documents and the ends of commands go: nothing is expanded or run.
// Source: POSIX.1-2017 XCU 2.2 (quoting), 2.3 (tokens), 2.7.4 (here-document); dash(1), bash(1).

export interface ShellText {
  /** The innermost of what is still open at the end: everything behind it would be swallowed. */
  readonly open?: Opened
  /** Of the same length: what is quoted or runs in a shell of its own is "q", comments and here-documents are blanks. */
  readonly outline: string
}

export interface Opened {
  /** A backslash at the very end takes the end of the line with it. */
  readonly kind: "'" | '"' | '`' | '<<' | '$(' | '${' | '(' | '\\'
  readonly at: number
}

interface Heredoc {
  readonly word: string
  readonly isIndented: boolean
  readonly at: number
}

/** Where a reader stands. `stack` holds what is open, `heredocs` what begins with the next line. */
interface Reader {
  readonly text: string
  /** Behind the last subshell, where a new word begins; behind `$(…)` the word goes on. */
  boundary: number
  /** Behind the last character that a backslash stands before: a blank or line end there is within a word. */
  escaped: number
  readonly stack: Opened[]
  readonly heredocs: Heredoc[]
  readonly outline: string[]
  /** The text ends in a backslash that nothing quotes. */
  isContinued: boolean
}

/** Time is linear in the text. */
export function readShell(text: string): ShellText {
  const reader: Reader = { text, boundary: 0, escaped: 0, stack: [], heredocs: [], outline: [], isContinued: false }
  let at = 0
  while (at < text.length) {
    const wasInside = reader.stack.length > 0
    const next = Math.min(text.length, step(reader, at))
    const isInside = wasInside || reader.stack.length > 0
    reader.outline.push(outlineOf(text.slice(at, next), isInside))
    at = next
  }
  const [heredoc] = reader.heredocs
  const continued: Opened | undefined = reader.isContinued ? { kind: '\\', at: text.length - 1 } : undefined
  const open: Opened | undefined = reader.stack.at(-1) ?? (heredoc && { kind: '<<', at: heredoc.at }) ?? continued
  return { outline: reader.outline.join(''), ...(open ? { open } : {}) }
}

function outlineOf(part: string, isInside: boolean): string {
  if (isInside) return 'q'.repeat(part.length)
  if (part.length === 1) return part
  if (part.startsWith('\\')) return part.startsWith('\\\n') ? '  ' : 'qq'
  // A comment, or the bodies of here-documents with the line end before them.
  return part.startsWith('\n') ? `\n${' '.repeat(part.length - 2)}\n` : ' '.repeat(part.length)
}

/** Reads one character, or one quoted text, comment or here-document; says where it ends. */
function step(reader: Reader, at: number): number {
  const { text, stack } = reader
  const kind = stack.at(-1)?.kind
  const c = text[at]
  if (kind === "'") return close(reader, text.indexOf("'", at))
  // Quotes inside backticks are looked at when they run: the next backtick ends them in any case.
  if (kind === '`') return close(reader, endOfBackticks(text, at))
  if (c === '\\') {
    const joinsWord = text[at + 1] !== '\n' || !isWordStart(reader, at)
    if (joinsWord) reader.escaped = at + 2
    reader.isContinued = at + 1 === text.length
    return at + 2
  }
  if (c === '\n' && reader.heredocs.length > 0 && kind !== '"') return afterHeredocs(reader, at + 1)
  if (c === '$' && (text[at + 1] === '(' || text[at + 1] === '{')) {
    stack.push({ kind: text[at + 1] === '(' ? '$(' : '${', at })
    return at + 2
  }
  if (c === '`' || c === '"') return toggle(reader, c, at)
  return kind === '"' ? at + 1 : stepInCode(reader, at)
}

function endOfBackticks(text: string, start: number): number {
  let at = start
  while (at < text.length && text[at] !== '`') at += text[at] === '\\' ? 2 : 1
  return at < text.length ? at : -1
}

function toggle({ stack }: Reader, c: '`' | '"', at: number): number {
  if (stack.at(-1)?.kind === c) stack.pop()
  else stack.push({ kind: c, at })
  return at + 1
}

function close({ text, stack }: Reader, end: number): number {
  if (end < 0) return text.length
  stack.pop()
  return end + 1
}

/** Outside of double quotes. */
function stepInCode(reader: Reader, at: number): number {
  const { text, stack } = reader
  const kind = stack.at(-1)?.kind
  switch (text[at]) {
    case "'":
      return singleQuote(reader, at)
    case '#':
      return kind !== '${' && isWordStart(reader, at) ? lineEnd(text, at) : at + 1
    case '}':
      if (kind === '${') stack.pop()
      return at + 1
    case '(':
      if (kind !== '${') stack.push({ kind: '(', at })
      return at + 1
    case ')':
      if (kind === '(' || kind === '$(') stack.pop()
      if (kind === '(') reader.boundary = at + 1
      return at + 1
    case '<':
      return beginHeredoc(reader, at)
    default:
      return at + 1
  }
}

function isWordStart({ text, boundary, escaped }: Reader, at: number): boolean {
  if (at === escaped && at > 0) return false
  return at === boundary || /[\s;&|(]/.test(text[at - 1] ?? '')
}

/** In `"${a:-it's}"` it is a letter; `$'…'` of bash knows `\'`. */
function singleQuote({ text, stack }: Reader, at: number): number {
  const isLetter = stack.at(-1)?.kind === '${' && stack.some(({ kind }) => kind === '"')
  if (isLetter) return at + 1
  if (text[at - 1] === '$') {
    const whole = /'(?:[^'\\]|\\[\s\S])*'/y
    whole.lastIndex = at
    if (whole.test(text)) return whole.lastIndex
  }
  stack.push({ kind: "'", at })
  return at + 1
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  return end < 0 ? text.length : end
}

const HEREDOC = /<<(-?)[ \t]*(?:'([^'\n]+)'|"([^"\n]+)"|\\?([^\s;&|<>()'"`]+))/y

function beginHeredoc({ text, stack, heredocs }: Reader, at: number): number {
  if (text[at + 1] !== '<') return at + 1
  if (text[at + 2] === '<') return at + 3
  const [outer, inner] = stack.slice(-2)
  // A shift in `$(( … ))`.
  if (outer?.kind === '$(' && inner?.kind === '(' && inner.at === outer.at + 2) return at + 2
  HEREDOC.lastIndex = at
  const match = HEREDOC.exec(text)
  if (match === null) return at + 2
  const [whole, dash, single, double, plain] = match
  heredocs.push({ word: single ?? double ?? plain ?? '', isIndented: dash === '-', at })
  return at + whole.length
}

/** Behind the bodies of all here-documents of a line; those without an end stay. */
function afterHeredocs({ text, heredocs }: Reader, start: number): number {
  let at = start
  for (let own = heredocs[0]; own !== undefined; own = heredocs[0]) {
    const end = endOfHeredoc(text, at, own)
    if (end === undefined) return text.length
    heredocs.shift()
    at = end
  }
  return at
}

function endOfHeredoc(text: string, start: number, { word, isIndented }: Heredoc): number | undefined {
  for (let at = start; at < text.length; ) {
    const end = lineEnd(text, at)
    const line = text.slice(at, end)
    at = end + 1
    if ((isIndented ? line.replace(/^\t+/, '') : line) === word) return Math.min(at, text.length)
  }
  return undefined
}

export interface Leaving {
  /** Of the word in the text. */
  readonly at: number
  readonly word: 'exit' | 'exec'
  /** What it answers: `undefined` for the status of the command before it. */
  readonly status?: string
  /** Nothing decides whether it is reached. */
  readonly isCertain: boolean
  /** Only after the command before it has failed. */
  readonly isAfterFailure: boolean
}

/** The `exit` and `exec` by which a script itself ends; those of subshells and functions end only these. */
export function leavings({ outline }: ShellText): readonly Leaving[] {
  const tokens = [...withoutFunctions(outline).matchAll(/\n|;;?|&&|\|\||[|&]|[^\s;&|]+/g)]
  const found: Leaving[] = []
  let depth = 0
  let before = '\n'
  for (const [i, token] of tokens.entries()) {
    const [word] = token
    const isCommand = /^(\n|;;?|&&|\|\||[|&{!]|then|do|else|if|while|until)$/.test(before)
    if (isCommand && /^(if|case|while|until|for|\{)$/.test(word)) depth += 1
    if (/^(fi|esac|done|\})$/.test(word)) depth -= 1
    const next = tokens[i + 1]?.[0] ?? '\n'
    if (isCommand && (word === 'exit' || (word === 'exec' && !/^(\d*[<>]|\n|;|&)/.test(next)))) {
      found.push({
        at: token.index,
        word,
        ...(word === 'exit' && /^[^\n;&|]/.test(next) ? { status: next } : {}),
        isCertain: depth === 0 && /^[\n;]$/.test(before),
        isAfterFailure: before === '||',
      })
    }
    before = word
  }
  return found
}

/** `name() { … }`, whose lines run only when it is called. */
function withoutFunctions(outline: string): string {
  return outline.replaceAll(
    /(qq\s*)(\{[\s\S]*?\n\s*\})/g,
    (_, head: string, body: string) => head + body.replaceAll(/\S/g, 'q'),
  )
}
