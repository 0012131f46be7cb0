// Where values stand in a plain text, without the YAML library: by the columns of keys and dashes, and inside of brackets as long
// as these stand on one line. Only for documents that this room has read: what it meets is sound.

import type { Path } from '../../problems/problem.ts'
import type { Place, Span } from '../span.ts'
import { inlineEnd, inlineEntry, isRest, skipBlanks } from './inline-value.ts'
import { isBracket, isDash, KEY, nextFilled, TEXT_BLOCK } from './plain-yaml.ts'

interface Node extends Omit<Place, 'isComplete'> {
  readonly value: Span
  /** `text`: nothing is inside of it. `wide`: brackets over several lines, into which nobody looks here. */
  readonly form: 'block' | 'brackets' | 'wide' | 'text'
  readonly line: number
  /** Offset in the line. */
  readonly at: number
}

interface Lines {
  readonly lines: readonly string[]
  /** Where each begins in the text. */
  readonly starts: readonly number[]
}

/** What lies inside of nodes, by key or position. */
type Found = Map<Node, ReadonlyMap<string | number, Node | 'unsure'>>

/** Characters of lines with brackets that are read again, an entry at a time, before that takes longer than the library would. */
const READ_AGAIN = 1_000_000

/**
 * Finds the place of a path in a document, or the deepest on its way; `undefined` in doubt. The lines of a block are read once,
 * when something in it is first asked for.
 */
export function plainPlaces(text: string, document: Span): (path: Path) => Place | undefined {
  const source = linesOf(text, document)
  const root = rootOf(source)
  const found: Found = new Map()
  let readAgain = 0
  return path => {
    let node = root
    for (const part of path) {
      if (node.form === 'brackets') readAgain += source.lines[node.line]?.length ?? 0
      const next = readAgain > READ_AGAIN ? 'unsure' : stepInto(source, node, part, found)
      if (next === 'unsure') return undefined
      if (next === 'missing') return { ...node, isComplete: false }
      node = next
    }
    return { ...node, isComplete: true }
  }
}

function linesOf(text: string, { start, end }: Span): Lines {
  const lines = text.slice(start, end).split('\n')
  const starts: number[] = []
  let at = start
  for (const line of lines) {
    starts.push(at)
    at += line.length + 1
  }
  return { lines: lines.map(line => (line.endsWith('\r') ? line.slice(0, -1) : line)), starts }
}

function rootOf(source: Lines): Node {
  const { lines } = source
  const first = nextFilled(lines, 0, lines.length)
  const line = lines[first]?.startsWith('---') ? nextFilled(lines, first + 1, lines.length) : first
  const at = skipBlanks(lines[line] ?? '', 0)
  return isBracket(lines[line] ?? '', at) ? inline(source, line, at, undefined) : block(source, line, at, undefined)
}

function stepInto(source: Lines, node: Node, part: string | number, found: Found): Node | 'missing' | 'unsure' {
  const line = source.lines[node.line] ?? ''
  switch (node.form) {
    case 'text':
      return 'missing'
    case 'wide':
      return 'unsure'
    case 'brackets': {
      const entry = inlineEntry(line, node.at, part)
      const key = entry?.key && span(source, node.line, entry.key.start, entry.key.end)
      return entry === undefined ? 'missing' : inline(source, node.line, entry.start, key, true)
    }
    case 'block': {
      const isList = isDash(line, node.at)
      const inside = found.get(node) ?? (isList ? items(source, node) : fields(source, node))
      found.set(node, inside)
      return inside.get(isList ? part : String(part)) ?? 'missing'
    }
  }
}

function fields(source: Lines, node: Node): ReadonlyMap<string, Node> {
  const found = new Map<string, Node>()
  for (const line of linesAt(source, node)) {
    const text = source.lines[line] ?? ''
    KEY.lastIndex = node.at
    // A list may stand in the column of its key, and brackets may close there.
    const [whole, plain, double, single] = KEY.exec(text) ?? []
    const name = plain ?? double ?? single
    if (whole === undefined || name === undefined || found.has(name)) continue
    const behind = node.at + whole.length
    const key = span(source, line, node.at, behind - 1)
    found.set(name, isRest(text, behind) ? below(source, line, node.at, key) : value(source, line, behind, key))
  }
  return found
}

function items(source: Lines, node: Node): ReadonlyMap<number, Node | 'unsure'> {
  const found = new Map<number, Node | 'unsure'>()
  for (const line of linesAt(source, node)) {
    if (isDash(source.lines[line] ?? '', node.at)) found.set(found.size, item(source, line, node.at))
  }
  return found
}

function item(source: Lines, line: number, at: number): Node | 'unsure' {
  const text = source.lines[line] ?? ''
  const start = skipBlanks(text, at + 1)
  if (isRest(text, at + 1)) return 'unsure'
  KEY.lastIndex = start
  const isBlock = isDash(text, start) || KEY.test(text)
  return isBlock ? block(source, line, start, undefined) : value(source, line, start, undefined)
}

/** The lines of a block that begin in its column; what stands deeper belongs to one of them. */
function* linesAt({ lines }: Lines, { line, at }: Node): Generator<number> {
  yield line
  for (let next = line + 1; ; next++) {
    next = nextFilled(lines, next, lines.length)
    const column = next < lines.length ? skipBlanks(lines[next] ?? '', 0) : -1
    if (column < at) return
    if (column === at) yield next
  }
}

/** What a key holds with nothing beside it: a block, or nothing at all. */
function below(source: Lines, line: number, column: number, key: Span): Node {
  const { lines } = source
  const next = nextFilled(lines, line + 1, lines.length)
  const text = lines[next] ?? ''
  const at = next < lines.length ? skipBlanks(text, 0) : -1
  if (at > column || (at === column && isDash(text, at))) return block(source, next, at, key)
  return { form: 'text', line, at: column, key, value: key, standsInLine: false }
}

function value(source: Lines, line: number, behind: number, key: Span | undefined): Node {
  const text = source.lines[line] ?? ''
  const at = skipBlanks(text, behind)
  TEXT_BLOCK.lastIndex = at
  return TEXT_BLOCK.test(text) ? beside(source, line, at, text.length + 1, 'text', key) : inline(source, line, at, key)
}

function inline(source: Lines, line: number, at: number, key: Span | undefined, isInside = false): Node {
  const text = source.lines[line] ?? ''
  const end = inlineEnd(text, at, isInside)
  const form = isBracket(text, at) ? (end === undefined ? 'wide' : 'brackets') : 'text'
  return beside(source, line, at, end ?? text.length + 1, form, key)
}

function block(source: Lines, line: number, at: number, key: Span | undefined): Node {
  const end = (source.lines[line]?.length ?? 0) + 1
  return { form: 'block', line, at, key, value: span(source, line, at, end), standsInLine: false }
}

function beside(source: Lines, line: number, at: number, end: number, form: Node['form'], key: Span | undefined): Node {
  return { form, line, at, key, value: span(source, line, at, end), standsInLine: true }
}

function span({ starts }: Lines, line: number, start: number, end: number): Span {
  const from = starts[line] ?? 0
  return { start: from + start, end: from + end }
}
