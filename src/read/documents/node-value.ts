// The plain value of a document of the YAML library. Where aliases repeat something, we work it out ourselves: each anchor
// once, and no more than a limit, which the library notices only behind the work.

import type { Document, Node, Pair } from 'yaml'
import { isAlias, isMap, isNode, isScalar, isSeq, visit } from 'yaml'
import { type AliasTargets, aliasTargets } from './aliases.ts'
import { isMergeKey } from './locate.ts'
import type { SyntaxFault } from './syntax-problem.ts'

export type NodeValue = { readonly value: unknown } | { readonly fault: SyntaxFault }

/** Values that the aliases and merge keys of one document may stand for, written out: far beyond any cluster. */
export const MOST_REPEATED = 100_000

/** Or the first fault: an alias that names nothing or what it is part of, too much repetition, a merge of what is no mapping. */
export function nodeValue(document: Document): NodeValue {
  try {
    if (!repeats(document)) return { value: document.toJS() }
    const reader: Reader = { targets: aliasTargets(document), made: new Map(), size: 0, repeated: 0, fault: undefined }
    const value = document.contents === null ? null : valueOf(reader, document.contents)
    return reader.fault === undefined ? { value } : { fault: reader.fault }
  } catch (error) {
    // Nested too deeply for the stack.
    if (error instanceof RangeError) return { fault: { code: 'RESOURCE_EXHAUSTION', message: '', pos: [0, 1] } }
    throw error
  }
}

function repeats(document: Document): boolean {
  let found = false
  visit(document, {
    Alias: () => {
      found = true
      return visit.BREAK
    },
    Pair: (_key, pair) => {
      found = isMergeKey(pair)
      return found ? visit.BREAK : undefined
    },
  })
  return found
}

interface Made {
  readonly value: unknown
  /** How many values it holds, itself included. */
  readonly size: number
}

interface Reader {
  readonly targets: AliasTargets
  /** Of nodes with an anchor; `undefined` while they are being made. */
  readonly made: Map<Node, Made | undefined>
  /** Values so far, repeated ones included. */
  size: number
  repeated: number
  fault: SyntaxFault | undefined
}

function valueOf(reader: Reader, node: Node): unknown {
  if (reader.fault !== undefined) return undefined
  if (isAlias(node)) return repeatedValue(reader, node)
  if (node.anchor === undefined) return freshValue(reader, node)
  reader.made.set(node, undefined)
  const before = reader.size
  const value = freshValue(reader, node)
  reader.made.set(node, { value, size: reader.size - before })
  return value
}

function freshValue(reader: Reader, node: Node): unknown {
  reader.size++
  if (isMap(node)) return mapOf(reader, node.items)
  if (isSeq(node)) return node.items.map(item => (isNode(item) ? valueOf(reader, item) : null))
  return isScalar(node) ? node.value : undefined
}

/** The one value that the anchor has: what is repeated is shared. */
function repeatedValue(reader: Reader, alias: Node): unknown {
  const target = isAlias(alias) ? reader.targets.get(alias) : alias
  const made = target && reader.made.get(target)
  if (made === undefined) return failed(reader, alias, 'BAD_ALIAS')
  return repeat(reader, alias, made.size) ? made.value : undefined
}

function repeat(reader: Reader, at: Node, size: number): boolean {
  reader.size += size
  reader.repeated += size
  if (reader.repeated <= MOST_REPEATED) return true
  failed(reader, at, 'RESOURCE_EXHAUSTION')
  return false
}

function failed(reader: Reader, { range }: Node, code: SyntaxFault['code'], message = ''): undefined {
  reader.fault ??= { code, message, pos: range ? [range[0], range[1]] : [0, 1] }
}

function mapOf(reader: Reader, pairs: readonly Pair[]): unknown {
  const map: Record<string, unknown> = {}
  for (const pair of pairs) {
    const { key, value } = pair
    if (isMergeKey(pair)) merge(reader, map, value)
    else define(map, keyOf(reader, key), isNode(value) ? valueOf(reader, value) : null)
  }
  return map
}

function keyOf(reader: Reader, key: unknown): string {
  const value = isNode(key) ? valueOf(reader, key) : key
  if (value === null || value === undefined) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** What a mapping has of its own goes before what is merged into it, whatever the order. */
function merge(reader: Reader, map: Record<string, unknown>, node: unknown): void {
  const listed = isAlias(node) ? reader.targets.get(node) : node
  for (const source of isSeq(listed) ? listed.items : [node]) {
    const value = isNode(source) ? valueOf(reader, source) : undefined
    const target = isAlias(source) ? reader.targets.get(source) : source
    if (reader.fault !== undefined || !isNode(source)) return
    if (!isMap(target)) return failed(reader, source, 'UNEXPECTED_TOKEN', 'Merge sources must be maps')
    const entries = Object.entries(Object(value))
    if (!repeat(reader, source, entries.length)) return
    for (const [key, field] of entries) if (!Object.hasOwn(map, key)) define(map, key, field)
  }
}

/** Assigned, `__proto__` would be no field. */
function define(map: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__')
    Object.defineProperty(map, key, { value, writable: true, enumerable: true, configurable: true })
  else map[key] = value
}
