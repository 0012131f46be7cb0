// From a path to the node that the user wrote for it, through aliases and merge keys.
// Where a key stands twice the last one counts, as it does for the value.

import type { Document, Node, Pair, YAMLMap } from 'yaml'
import { isAlias, isCollection, isMap, isScalar, isSeq } from 'yaml'
import type { Path } from '../../problems/problem.ts'
import type { Place, Span } from '../span.ts'
import { aliasTargets } from './aliases.ts'

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

/** What of it may be marked. */
export function placeIn({ key, value, complete }: Found): Place {
  return { key: spanOf(key), value: spanOf(value), standsInLine: standsInLine(value), isComplete: complete }
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
  const node = isAlias(parent) ? aliasTargets(document).get(parent) : parent
  if (isSeq(node)) {
    const item = typeof part === 'number' ? node.items[part] : undefined
    return isNode(item) ? { key: undefined, value: item, complete: true } : undefined
  }
  const pair = isMap(node) ? pairsOf(document, node).get(String(part)) : undefined
  return pair && { key: asNode(pair.key), value: asNode(pair.value), complete: true }
}

type Pairs = ReadonlyMap<string, Pair>

const known = new WeakMap<YAMLMap, Pairs>()

/** The pairs of a mapping by their keys, merged ones included; worked out once, since there may be as many problems as pairs. */
function pairsOf(document: Document, map: YAMLMap): Pairs {
  const pairs = known.get(map)
  if (pairs !== undefined) return pairs
  // Mappings that are merged may merge others, thousands in a row: those that stand first go first.
  if (map.items.some(isMergeKey)) {
    for (const target of aliasTargets(document).values()) {
      if (isMap(target) && !known.has(target)) known.set(target, findPairs(document, target))
    }
  }
  const found = findPairs(document, map)
  known.set(map, found)
  return found
}

function findPairs(document: Document, map: YAMLMap): Pairs {
  const pairs = new Map<string, Pair>()
  for (const pair of map.items) if (isScalar(pair.key) && !isMergeKey(pair)) pairs.set(String(pair.key.value), pair)
  for (const pair of map.items.filter(isMergeKey)) {
    for (const source of isSeq(pair.value) ? pair.value.items : [pair.value]) {
      const target = isAlias(source) ? aliasTargets(document).get(source) : source
      // A merged map that contains itself never resolves to a value, so no document with one gets here.
      const merged = isMap(target) ? (known.get(target) ?? findPairs(document, target)) : []
      for (const [key, each] of merged) if (!pairs.has(key)) pairs.set(key, each)
    }
  }
  return pairs
}

/** `<<: *defaults`; with the option `merge` the library may hold the key's value as a symbol. */
export function isMergeKey({ key }: Pair): boolean {
  return isScalar(key) && key.source === '<<' && (key.type === undefined || key.type === 'PLAIN')
}

function asNode(node: unknown): Node | undefined {
  return isNode(node) ? node : undefined
}

function isNode(node: unknown): node is Node {
  return isScalar(node) || isCollection(node) || isAlias(node)
}
