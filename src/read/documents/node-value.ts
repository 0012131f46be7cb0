// The plain value of a document of the YAML library. Where aliases repeat something, we work it out ourselves: each anchor
// once, and no more than a limit, which the library notices only behind the work.

import type { Alias, Document, Node, Pair } from 'yaml'
import { isAlias, isMap, isNode, isScalar, isSeq, visit } from 'yaml'
import { type AliasTargets, aliasTargets } from './aliases.ts'
import { isMergeKey } from './locate.ts'
import type { SyntaxFault } from './syntax-problem.ts'

export type NodeValue = { readonly value: unknown } | { readonly fault: SyntaxFault }

/** Characters that the aliases and merge keys of one document may stand for, written out: far beyond any cluster. */
const MOST_REPEATED = 4_000_000
/** What a value counts, whatever is in it. */
const VALUE = 16

/** Or the first fault: an alias that names nothing or what it is part of, too much repetition, a merge of what is no mapping. */
export function nodeValue(document: Document): NodeValue {
  try {
    if (!repeats(document)) return { value: document.toJS() }
    const sums = { size: 0, repeated: 0, fault: undefined }
    const reader: Reader = { targets: aliasTargets(document), made: new Map(), sizes: new WeakMap(), ...sums }
    const value = document.contents === null ? null : plainOf(reader, document.contents)
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

interface Reader {
  readonly targets: AliasTargets
  /** Values of nodes with an anchor; absent while they are being made. */
  readonly made: Map<Node, unknown>
  readonly sizes: WeakMap<object, number>
  /** Of all so far, repeated values included. */
  size: number
  repeated: number
  fault: SyntaxFault | undefined
}

function plainOf(reader: Reader, node: Node): unknown {
  if (reader.fault !== undefined) return undefined
  if (isAlias(node)) return repeatedValue(reader, node)
  const before = reader.size
  const value = freshValue(reader, node)
  if (node.anchor !== undefined) reader.made.set(node, value)
  if (typeof value === 'object' && value !== null) reader.sizes.set(value, reader.size - before)
  return value
}

function freshValue(reader: Reader, node: Node): unknown {
  reader.size += VALUE
  if (isMap(node)) return mapOf(reader, node.items)
  if (isSeq(node)) return node.items.map(item => (isNode(item) ? plainOf(reader, item) : null))
  if (!isScalar(node)) return undefined
  if (typeof node.value === 'string') reader.size += node.value.length
  return node.value
}

/** The one value that the anchor has: what is repeated is shared. */
function repeatedValue(reader: Reader, alias: Alias): unknown {
  const target = reader.targets.get(alias)
  if (target === undefined || !reader.made.has(target)) return failed(reader, alias, 'BAD_ALIAS')
  const value = reader.made.get(target)
  return repeat(reader, alias, sizeOf(reader, value)) ? value : undefined
}

function sizeOf({ sizes }: Reader, value: unknown): number {
  if (typeof value === 'object' && value !== null) return sizes.get(value) ?? VALUE
  return typeof value === 'string' ? VALUE + value.length : VALUE
}

function repeat(reader: Reader, at: Node, size: number): boolean {
  reader.size += size
  reader.repeated += size
  if (reader.repeated > MOST_REPEATED) failed(reader, at, 'RESOURCE_EXHAUSTION')
  return reader.fault === undefined
}

function failed(reader: Reader, { range }: Node, code: SyntaxFault['code'], message = ''): undefined {
  reader.fault ??= { code, message, pos: range ? [range[0], range[1]] : [0, 1] }
}

function mapOf(reader: Reader, pairs: readonly Pair[]): unknown {
  const map: Record<string, unknown> = {}
  for (const pair of pairs) {
    const { key, value } = pair
    if (isMergeKey(pair)) merge(reader, map, value)
    else define(map, keyOf(reader, key), isNode(value) ? plainOf(reader, value) : null)
  }
  return map
}

function keyOf(reader: Reader, key: unknown): string {
  const value = isNode(key) ? plainOf(reader, key) : key
  if (typeof value === 'string') reader.size += value.length
  if (value === null || value === undefined) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** What a mapping has of its own goes before what is merged into it, whatever the order. */
function merge(reader: Reader, map: Record<string, unknown>, node: unknown): void {
  const listed = isAlias(node) ? reader.targets.get(node) : node
  for (const source of isSeq(listed) ? listed.items : [node]) {
    if (reader.fault !== undefined || !isNode(source)) return
    const target = isAlias(source) ? reader.targets.get(source) : source
    const before = reader.size
    const value = target && reader.made.has(target) ? reader.made.get(target) : plainOf(reader, source)
    // What stands in a list that several merge is made again for each of them.
    if (reader.fault !== undefined || !repeat(reader, source, VALUE + reader.size - before)) return
    if (!isMap(target)) {
      failed(reader, source, 'UNEXPECTED_TOKEN', 'Merge sources must be maps')
      return
    }
    for (const [key, field] of Object.entries(Object(value))) {
      const isNew = !Object.hasOwn(map, key)
      if (!repeat(reader, source, isNew ? key.length + sizeOf(reader, field) : VALUE)) return
      if (isNew) define(map, key, field)
    }
  }
}

/** Assigned, `__proto__` would be no field. */
function define(map: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__')
    Object.defineProperty(map, key, { value, writable: true, enumerable: true, configurable: true })
  else map[key] = value
}
