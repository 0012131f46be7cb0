// Visits every key and value of a document of unknown shape: any depth, cycles and shared values included.

import type { Path } from '../../problems/problem.ts'

export interface Visit {
  /** Built when asked for: few visits report anything, and documents may be a hundred thousand levels deep. */
  readonly path: () => Path
  /** The key under which the value stands; `undefined` at the root and for list entries. */
  readonly key: string | undefined
  readonly value: unknown
}

interface Step {
  readonly parent: Step | undefined
  readonly part: string | number
}

/** Every value once, parents first, in the order of the document; a shared value at its first place only. */
export function* walk(root: unknown): Generator<Visit> {
  const seen = new Set<object>()
  const pending: { readonly step: Step | undefined; readonly value: unknown }[] = [{ step: undefined, value: root }]
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { step, value } = next
    yield { path: () => pathOf(step), key: typeof step?.part === 'string' ? step.part : undefined, value }
    if (typeof value !== 'object' || value === null || seen.has(value)) continue
    seen.add(value)
    const children = childrenOf(value).map(([part, child]) => ({ step: { parent: step, part }, value: child }))
    for (const child of children.reverse()) pending.push(child)
  }
}

function childrenOf(value: object): readonly (readonly [string | number, unknown])[] {
  return Array.isArray(value) ? value.map((child, index) => [index, child]) : Object.entries(value)
}

// No field of ours is so deep; the path of what is ends at a parent, so that messages stay readable.
const DEEPEST_PATH = 32

function pathOf(step: Step | undefined): Path {
  const parts: (string | number)[] = []
  for (let at = step; at !== undefined; at = at.parent) parts.push(at.part)
  return parts.reverse().slice(0, DEEPEST_PATH)
}

/** The value at a path, `undefined` where there is none; keys of Object.prototype are not fields. */
export function valueAt(root: unknown, path: Path): unknown {
  let value = root
  for (const part of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined
    value = Object.getOwnPropertyDescriptor(value, part)?.value
  }
  return value
}
