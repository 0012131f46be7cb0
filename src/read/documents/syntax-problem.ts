// The YAML library's errors in our words: what must hold, and what to do. Its own sentences speak of tokens and indicators.

import { type ErrorCode, Lexer } from 'yaml'
import type { Problem, Source } from '../../problems/problem.ts'
import { indentationFault } from './indentation.ts'
import { isSuspicious } from './private-text.ts'
import type { SourceText } from './source-text.ts'
import { excerptAt, lineAt } from './source-text.ts'

export interface SyntaxFault {
  readonly code: ErrorCode
  readonly message: string
  readonly pos: readonly [number, number]
}

interface Words {
  readonly message: string
  readonly why?: string
  readonly fix?: string
}

/**
 * The problem `yaml-syntax`, with its `source`: no path leads into a document that could not be read. `start` is where the
 * document begins.
 */
export function syntaxProblem(fault: SyntaxFault, text: SourceText, index: number, start = 0): Problem {
  const oddity =
    oddBlank(fault, text.text) ?? loneReturn(fault, text) ?? indentationFault(fault.code, text, fault.pos[0])
  const words = oddity?.words ?? wordsFor(fault)
  return {
    code: 'yaml-syntax',
    severity: 'error',
    path: [],
    ...words,
    source: sourceOf(oddity === undefined ? fault : { ...fault, pos: [oddity.at, oddity.at + 1] }, text, index, start),
  }
}

/** Where the key that the fault begins with is followed by a blank that is none in YAML: text copied from a web page. */
function oddBlank({ pos: [start, end] }: SyntaxFault, text: string): Oddity | undefined {
  const key = /^[^\s:#]{1,100}:(?=\u00a0)/.exec(text.slice(start, end))
  return key ? { at: start + key[0].length, words: ODD_BLANK } : undefined
}

interface Oddity {
  readonly at: number
  readonly words: Words
}

const ODD_BLANK: Words = {
  message: 'the colon behind a key must be followed by a space, not by a non-breaking space (U+00A0)',
  fix: 'delete the blank behind the colon and type it again; the editor may show the others when it searches for U+00A0',
}

/** The first carriage return inside of the line that holds the fault, if any. */
function loneReturn({ pos: [offset] }: SyntaxFault, source: SourceText): Oddity | undefined {
  const { start, text } = lineAt(source, offset)
  const at = text.indexOf('\r')
  return at < 0 ? undefined : { at: start + at, words: LONE_RETURN }
}

/**
 * The problem of a text all of whose lines end in a carriage return alone, or `undefined`. A line break by YAML 1.2.2, 5.4, and
 * for the hosts; for the library it is none, and a comment on top would swallow every line.
 */
export function onlyReturns(source: SourceText): Problem | undefined {
  const at = source.text.indexOf('\r')
  if (at < 0 || source.text.slice(0, source.end()).includes('\n') || source.end() <= at) return undefined
  const place = { index: 0, line: 1, column: at + 1 }
  const file = source.file === undefined ? {} : { file: source.file }
  return { code: 'yaml-syntax', severity: 'error', path: [], ...LONE_RETURN, source: { ...file, ...place } }
}

const LONE_RETURN: Words = {
  message: 'a line must end in a line feed (LF), not in a carriage return (CR) alone',
  fix: 'save the file with line ends of Unix (LF) or Windows (CR LF)',
}

function sourceOf(fault: SyntaxFault, text: SourceText, index: number, from: number): Source {
  const last = Math.min(fault.pos[0], Math.max(0, text.end() - 1))
  const opening = OPEN_QUOTE.test(fault.message) ? openingQuote(text.text, from, fault.pos[0]) : undefined
  const start = opening ?? last
  const end = opening === undefined ? Math.max(start + 1, fault.pos[1]) : start + 1
  const { excerpt, ...place } = excerptAt(text, { start, end })
  const isShown = excerpt !== undefined && !isSuspicious(excerpt.text)
  return { ...(text.file === undefined ? {} : { file: text.file }), index, ...place, ...(isShown ? { excerpt } : {}) }
}

const OPEN_QUOTE = /closing .quote/

/** The library points at where it gave up, often at the end of the document. */
function openingQuote(text: string, from: number, end: number): number | undefined {
  let offset = from
  for (const token of new Lexer().lex(text.slice(from, end + 1))) {
    if (LEXER_MARKS.includes(token)) continue
    if (/^["']/.test(token) && offset < end && end <= offset + token.length) return offset
    offset += token.length
  }
  return undefined
}

/** Tokens that stand for nothing in the text: begin of a document, of a plain scalar, end of a broken flow collection. */
const LEXER_MARKS: readonly string[] = ['\u0002', '\u001f', '\u0018']

function wordsFor({ code, message }: SyntaxFault): Words {
  if (OPEN_QUOTE.test(message)) return UNCLOSED_QUOTE
  if (/must end with a|sufficiently indented/.test(message)) return FLOW_END
  if (/Merge sources/.test(message)) return { message: 'a merge key ("<<") must name a mapping or a list of mappings' }
  if (/Missing ,/.test(message)) return { message: 'items between brackets must be separated by commas' }
  return WORDS[code] ?? { message: 'the document must be valid YAML' }
}

const UNCLOSED_QUOTE: Words = {
  message: 'a quoted text must be closed with the same quote',
  fix: 'close the quote that begins here, or look for a single one inside of the text',
}

const FLOW_END: Words = {
  message: 'brackets and braces must be closed, and their lines indented deeper than the key they belong to',
  fix: 'close the bracket, or write the value in block style: one `- item` or `key: value` per line',
}

const WORDS: Partial<Record<ErrorCode, Words>> = {
  BAD_INDENT: {
    message: 'the items of one mapping or list must start in the same column',
    fix: 'indent this line like its neighbours, with spaces',
  },
  TAB_AS_INDENT: { message: 'indentation must not contain tabs', fix: 'indent with spaces' },
  MULTILINE_IMPLICIT_KEY: {
    message: 'a key must be followed by a colon on the same line',
    fix: 'write `key: value`, with a space behind the colon',
  },
  BLOCK_AS_IMPLICIT_KEY: {
    message: 'a value must not be followed by a second colon or a list on the same line',
    fix: 'quote the value if the colon belongs to it, or put what it holds on the next line',
  },
  BLOCK_IN_FLOW: { message: 'block style must not stand between brackets or braces' },
  MISSING_CHAR: {
    message: 'every line of a mapping must be `key: value`, every line of a list `- item`',
    fix: 'look for a missing colon, a missing space behind a colon, or a comment without a space before it',
  },
  UNEXPECTED_TOKEN: { message: 'the document must be valid YAML: this text must not stand here' },
  BAD_ALIAS: {
    message: 'an alias must name an anchor that stands earlier in the same document',
    fix: 'quote the value if the asterisk belongs to it',
  },
  BAD_DQ_ESCAPE: {
    message: 'a backslash in a double-quoted text must begin an escape that YAML knows',
    fix: 'double the backslash, or use single quotes',
  },
  BAD_SCALAR_START: {
    message: 'a plain value must not start with "@", "`", "%" or another sign that YAML reserves',
    fix: 'quote the value',
  },
  BAD_DIRECTIVE: { message: 'a line that starts with "%" must be a YAML directive followed by `---`' },
  TAG_RESOLVE_FAILED: { message: 'tags such as `!name` must not be used', fix: 'write the value without the tag' },
  RESOURCE_EXHAUSTION: {
    message: 'the document must not be nested this deeply or repeat an alias this often',
    fix: 'write the values out',
  },
}
