// The Go template of `machine.naming`, as far as the vSphere provider gives it a meaning: the name of the Machine and two functions.
// Source: kubernetes-sigs/cluster-api-provider-vsphere pkg/util/template.go, v1.13; the syntax is that of Go's text/template.

/** Gives the name of the VM for the name of a Machine, not yet cut to the provider's 63 characters. */
export type NamingTemplate = (machineName: string) => string

/** The longest name of a VM: the provider cuts what is longer. */
export const LONGEST_VM_NAME = 63

/** The template; `undefined` where it is none, or uses anything else of Go's language. */
export function parseNamingTemplate(text: string): NamingTemplate | undefined {
  const parts: NamingTemplate[] = []
  let rest = text
  for (let start = rest.indexOf('{{'); start >= 0; start = rest.indexOf('{{')) {
    const comment = COMMENT.exec(rest.slice(start))
    const action = comment ?? ACTION.exec(rest.slice(start))
    if (action === null) return undefined
    const [whole, trimBefore, body = '', trimAfter] = action
    const before = trimBefore ? rest.slice(0, start).trimEnd() : rest.slice(0, start)
    const term = comment ? NOTHING : termOf(body)
    if (term === undefined) return undefined
    parts.push(() => before, term)
    rest = trimAfter ? rest.slice(start + whole.length).trimStart() : rest.slice(start + whole.length)
  }
  const last = rest
  return name => [...parts, () => last].map(part => part(name)).join('')
}

/** Go's lexer takes no blank between the braces and the comment but that of a "-", and the first "*\/" ends it. */
const COMMENT = /^\{\{(-\s)?(\/\*(?:(?!\*\/)[\s\S])*\*\/)(\s-)?\}\}/

/** From "{{" to its "}}", which may also stand inside quotes; "{{- " and " -}}" take the blanks beside them away. */
const ACTION = /^\{\{(-\s)?((?:"(?:[^"\\\n]|\\.)*"|`[^`]*`|[^"`{}]|\{(?!\{)|\}(?!\}))*?)(\s-)?\}\}/

const NOTHING: NamingTemplate = () => ''

/** What stands between the braces. */
function termOf(body: string): NamingTemplate | undefined {
  const tokens = tokensOf(body)
  const parsed = tokens && pipeline(tokens, 0)
  if (tokens === undefined || parsed === undefined || parsed.end < tokens.length) return undefined
  return name => String(parsed.term.value(name))
}

interface Token {
  readonly kind: 'name' | 'number' | 'text' | 'word' | '|' | '(' | ')'
  readonly text: string
}

const TOKEN =
  /\s*(?:(\$?\.machine\.name)(?![\w.])|([+-]?\d{1,9})(?![\w.])|"((?:[^"\\]|\\["\\])*)"|`([^`]*)`|([A-Za-z_]\w*)|([|()]))\s*/y

function tokensOf(body: string): readonly Token[] | undefined {
  const tokens: Token[] = []
  TOKEN.lastIndex = 0
  for (let end = 0; body.slice(end).trim() !== ''; end = TOKEN.lastIndex) {
    const match = TOKEN.exec(body)
    if (match === null) return undefined
    const [, name, number, quoted, raw, word, mark] = match
    if (name !== undefined) tokens.push({ kind: 'name', text: name })
    else if (number !== undefined) tokens.push({ kind: 'number', text: number })
    else if (quoted !== undefined) tokens.push({ kind: 'text', text: quoted.replaceAll(/\\(.)/g, '$1') })
    else if (raw !== undefined) tokens.push({ kind: 'text', text: raw })
    else if (word !== undefined) tokens.push({ kind: 'word', text: word })
    else if (mark === '|' || mark === '(' || mark === ')') tokens.push({ kind: mark, text: mark })
  }
  return tokens
}

interface Term {
  readonly type: 'number' | 'text'
  value(machineName: string): string | number
}

interface Parsed<T> {
  readonly term: T
  readonly end: number
}

/** `command | command …`: what one gives is the last operand of the next. */
function pipeline(tokens: readonly Token[], start: number): Parsed<Term> | undefined {
  let parsed = command(tokens, start)
  while (parsed !== undefined && tokens[parsed.end]?.kind === '|') {
    parsed = command(tokens, parsed.end + 1, parsed.term)
  }
  return parsed
}

function command(tokens: readonly Token[], start: number, piped?: Term): Parsed<Term> | undefined {
  const first = tokens[start]
  if (first?.kind !== 'word') return piped === undefined ? operand(tokens, start) : undefined
  const operands: Term[] = []
  let end = start + 1
  for (let next = tokens[end]; next !== undefined && next.kind !== '|' && next.kind !== ')'; next = tokens[end]) {
    const parsed = operand(tokens, end)
    if (parsed === undefined) return undefined
    operands.push(parsed.term)
    end = parsed.end
  }
  const term = applied(first.text, piped === undefined ? operands : [...operands, piped])
  return term && { term, end }
}

function operand(tokens: readonly Token[], start: number): Parsed<Term> | undefined {
  const { kind, text = '' } = tokens[start] ?? {}
  const end = start + 1
  switch (kind) {
    case 'name':
      return { term: { type: 'text', value: name => name }, end }
    case 'number':
      return { term: { type: 'number', value: () => Number(text) }, end }
    case 'text':
      return { term: { type: 'text', value: () => text }, end }
    case '(': {
      const inner = pipeline(tokens, end)
      return inner !== undefined && tokens[inner.end]?.kind === ')' ? { ...inner, end: inner.end + 1 } : undefined
    }
    default:
      return undefined
  }
}

/** As sprig has them: `trunc -5` keeps the last five characters. */
function applied(name: string, [first, second, ...more]: readonly Term[]): Term | undefined {
  if (first === undefined || second?.type !== 'text' || more.length > 0) return undefined
  if (name === 'trimSuffix' && first.type === 'text') {
    return { type: 'text', value: machine => withoutSuffix(second.value(machine), first.value(machine)) }
  }
  if (name !== 'trunc' || first.type !== 'number') return undefined
  return { type: 'text', value: machine => truncated(String(second.value(machine)), Number(first.value(machine))) }
}

function withoutSuffix(text: string | number, suffix: string | number): string {
  const [whole, end] = [String(text), String(suffix)]
  return end !== '' && whole.endsWith(end) ? whole.slice(0, -end.length) : whole
}

function truncated(text: string, length: number): string {
  return length < 0 ? text.slice(Math.max(0, text.length + length)) : text.slice(0, length)
}
