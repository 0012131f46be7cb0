// The path of a field as users write it (`spec.workers[0].replicas`), and a value put there.

import type { Path } from '../../problems/problem.ts'

const PART = /(?:^|\.)([A-Za-z][A-Za-z0-9_-]*)|\[(\d{1,6})\]/y

/** A path below `spec`, or `undefined`. */
export function parsePath(text: string): Path | undefined {
  if (!text.startsWith('spec')) return undefined
  const path: (string | number)[] = []
  PART.lastIndex = 0
  while (PART.lastIndex < text.length) {
    const [, name, index] = PART.exec(text) ?? []
    if (name !== undefined) path.push(name)
    else if (index !== undefined) path.push(Number(index))
    else return undefined
  }
  return path[0] === 'spec' && path.length > 1 ? path : undefined
}

/** A copy with the value at the path, missing objects on the way made; `undefined` where text or a list stands in the way. */
export function withValueAt(root: unknown, path: Path, value: unknown): { readonly value: unknown } | undefined {
  const [part, ...rest] = path
  if (part === undefined) return { value }
  if (typeof part === 'number') {
    if (!Array.isArray(root) || part >= root.length) return undefined
    const inner = withValueAt(root[part], rest, value)
    return inner && { value: root.map((item: unknown, index) => (index === part ? inner.value : item)) }
  }
  if (root !== undefined && root !== null && (typeof root !== 'object' || Array.isArray(root))) return undefined
  const entries = Object.entries(root ?? {})
  const inner = withValueAt(entries.find(([name]) => name === part)?.[1], rest, value)
  if (inner === undefined) return undefined
  const others = entries.filter(([name]) => name !== part)
  return { value: Object.fromEntries([...others, [part, inner.value]]) }
}
