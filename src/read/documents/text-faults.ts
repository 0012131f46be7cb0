// Faults that only the text of an HACluster shows, because its value no longer does: twin keys, and numbers that the
// hosts in front of us read differently.

import type { Node, Pair, Scalar } from 'yaml'
import { isCollection, isMap, isScalar, isSeq, visit as visitNodes } from 'yaml'
import { isPrivatePath } from '../../problems/private-names.ts'
import type { Path, Problem } from '../../problems/problem.ts'
import { formatPath } from '../../problems/problem.ts'
import { quoted, shortened } from '../../problems/quoted.ts'
import { isMergeKey } from './locate.ts'

/** Problems `duplicate-key` and `ambiguous-number` of one document, without `source`. */
export function findTextFaults(root: Node | null): readonly Problem[] {
  const problems: Problem[] = []
  visit(root, [], problems)
  return problems
}

/** The first key that is a collection. */
export function findOddKey(root: Node | null): Node | undefined {
  const odd: Node[] = []
  visitNodes(root, {
    Pair(_key, { key }) {
      if (!isCollection(key)) return undefined
      odd.push(key)
      return visitNodes.BREAK
    },
  })
  return odd[0]
}

/** No field of ours is so deep: a fault further down is reported at its parent there. */
const DEEPEST_PATH = 32

/** `path` is where the node stands, while it is looked at. */
function visit(node: unknown, path: (string | number)[], problems: Problem[]): void {
  if (isMap(node)) visitPairs(node.items, path, problems)
  else if (isSeq(node)) {
    for (const [index, item] of node.items.entries()) visitInner(item, index, path, problems)
  } else if (isScalar(node) && isAmbiguous(node)) {
    problems.push(ambiguousNumber(path.slice(0, DEEPEST_PATH), node.source ?? ''))
  }
}

function visitInner(node: unknown, part: string | number, path: (string | number)[], problems: Problem[]): void {
  path.push(part)
  visit(node, path, problems)
  path.pop()
}

function visitPairs(pairs: readonly Pair[], path: (string | number)[], problems: Problem[]): void {
  const seen = new Set<string>()
  for (const pair of pairs) {
    const name = isScalar(pair.key) ? String(pair.key.value) : undefined
    if (name === undefined || isMergeKey(pair)) continue
    if (seen.has(name)) problems.push(duplicateKey([...path.slice(0, DEEPEST_PATH - 1), name]))
    seen.add(name)
    visitInner(pair.value, name, path, problems)
  }
}

function duplicateKey(path: Path): Problem {
  return {
    code: 'duplicate-key',
    severity: 'error',
    path,
    at: 'key',
    message: `\`${formatPath(path)}\` must not be written twice`,
    why: 'YAML forbids twin keys, and programs that accept them disagree about which one counts',
    fix: 'keep one of them',
  }
}

// kustomize decodes with go-yaml, which follows YAML 1.1 and Go's strconv.ParseInt(s, 0, 64) (go-yaml v2/v3, resolve.go):
// `010` is 8, `0b11` is 3, `1_000` is 1000; YAML 1.2 reads 10, and the last two as text.
const LEADING_ZERO = /^[-+]?0[0-9_]+$/
const FOREIGN_PREFIX = /^[-+]?0([oObB][0-7_]+|X[0-9a-fA-F_]+)$/
const UNDERSCORES = /^[-+]?(0x[0-9a-fA-F_]*|\.?[0-9][0-9_]*(\.[0-9_]*)?([eE][-+]?[0-9]+)?)$/

function isAmbiguous(scalar: Scalar): boolean {
  const source = scalar.source
  if (source === undefined || scalar.type !== 'PLAIN' || scalar.tag !== undefined) return false
  if (LEADING_ZERO.test(source) || FOREIGN_PREFIX.test(source)) return true
  return source.includes('_') && UNDERSCORES.test(source)
}

function ambiguousNumber(path: Path, source: string): Problem {
  return {
    code: 'ambiguous-number',
    severity: 'error',
    path,
    message: `\`${formatPath(path)}\` must not be ${isPrivatePath(path) ? 'a number in this form' : `written as ${shortened(source)}`}`,
    why: 'YAML 1.1 and 1.2 read it differently, so its value would depend on the host in front of capv-ha',
    fix: `write a plain decimal number, or quote it${isPrivatePath(path) ? '' : ` (${quoted(source)})`} if it is text`,
  }
}
