// From a path to the node that the user wrote for it, through aliases and merge keys.
// Where a key stands twice the last one counts, as it does for the value.

import type { Alias, Document, Node, Pair, YAMLMap } from 'yaml'
import { isAlias, isCollection, isMap, isScalar, isSeq } from 'yaml'
import type { Path } from '../../problems/problem.ts'
import type { Span } from './span.ts'

/** The deepest existing node on the way of a path; `complete` when that is the path's own end. */
export interface Found {
  readonly key: Node | undefined
  readonly value: Node | undefined
  readonly complete: boolean
}

/** Walks as far along the path as the document goes. */
export function findNode(document: Document, path: Path): Found {
  let found: Found = { key: undefined, value: document.contents ?? undefined, complete: true }
  for (const part of path) {
    const next = stepInto(document, found.value, part)
    if (next === undefined) return { ...found, complete: false }
    found = next
  }
  return found
}

/** The span to mark: the key for `key`, for a missing child and for a block value (whose text starts on a later line). */
export function markOf(found: Found, at: 'key' | 'value'): Span {
  const key = spanOf(found.key)
  const value = spanOf(found.value)
  const wantsKey = at === 'key' || !found.complete || !standsInLine(found.value)
  return (wantsKey ? (key ?? value) : (value ?? key)) ?? { start: 0, end: 0 }
}

export function spanOf(node: Node | undefined): Span | undefined {
  const range = node?.range
  return range ? { start: range[0], end: range[1] } : undefined
}

function standsInLine(value: Node | undefined): boolean {
  if (value === undefined) return false
  if (isCollection(value)) return value.flow === true
  return value.range ? value.range[1] > value.range[0] : false
}

function stepInto(document: Document, parent: Node | undefined, part: string | number): Found | undefined {
  const node = isAlias(parent) ? resolveAlias(document, parent) : parent
  if (isSeq(node)) {
    const item = typeof part === 'number' ? node.items[part] : undefined
    return isNode(item) ? { key: undefined, value: item, complete: true } : undefined
  }
  if (!isMap(node)) return undefined
  return findPair(node, String(part)) ?? findMerged(document, node, part)
}

function findPair(map: YAMLMap, name: string): Found | undefined {
  const pair = map.items.findLast(item => isScalar(item.key) && String(item.key.value) === name)
  return pair ? fromPair(pair) : undefined
}

function fromPair(pair: Pair): Found {
  return { key: asNode(pair.key), value: asNode(pair.value), complete: true }
}

function findMerged(document: Document, map: YAMLMap, part: string | number): Found | undefined {
  for (const pair of map.items) {
    if (!isMergeKey(pair)) continue
    const sources = isSeq(pair.value) ? pair.value.items : [pair.value]
    for (const source of sources) {
      // A merged map that contains itself never resolves to a value, so no document with one gets here.
      const found = stepInto(document, asNode(source), part)
      if (found) return found
    }
  }
  return undefined
}

/** `<<: *defaults`; with the option `merge` the library may hold the key's value as a symbol. */
export function isMergeKey(pair: Pair): boolean {
  return isScalar(pair.key) && pair.key.source === '<<'
}

function resolveAlias(document: Document, alias: Alias): Node | undefined {
  return alias.resolve(document)
}

function asNode(node: unknown): Node | undefined {
  return isNode(node) ? node : undefined
}

function isNode(node: unknown): node is Node {
  return isScalar(node) || isCollection(node) || isAlias(node)
}
