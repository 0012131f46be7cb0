// Visits every key and value of a document of unknown shape: any depth, cycles and shared values included.

import type { Path } from '../../problems/problem.ts'

export interface Visit {
  /** The key or position under which the value stands; `undefined` at the root. */
  readonly part: string | number | undefined
  readonly value: unknown
  readonly parent: Visit | undefined
}

/** Every value once, parents first, in the order of the document; a shared value at its first place only. */
export function* walk(root: unknown): Generator<Visit> {
  const seen = new Set<object>()
  const pending: Visit[] = [{ part: undefined, value: root, parent: undefined }]
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    yield next
    const { value } = next
    if (typeof value !== 'object' || value === null || seen.has(value)) continue
    seen.add(value)
    pushChildren(pending, next, value)
  }
}

/** Last first: they are taken from the end. */
function pushChildren(pending: Visit[], parent: Visit, value: object): void {
  if (Array.isArray(value)) {
    for (let part = value.length - 1; part >= 0; part--) pending.push({ part, value: value[part], parent })
    return
  }
  for (const [part, child] of Object.entries(value).reverse()) pending.push({ part, value: child, parent })
}

// No field of ours is so deep; the path of what is ends at a parent, so that messages stay readable.
const DEEPEST_PATH = 32

/** Worked out when asked for: few visits report anything, and documents may be a hundred thousand levels deep. */
export function pathOf(visit: Visit): Path {
  const parts: (string | number)[] = []
  for (let at: Visit | undefined = visit; at?.part !== undefined; at = at.parent) parts.push(at.part)
  return parts.reverse().slice(0, DEEPEST_PATH)
}

/** The value at a path, `undefined` where there is none; keys of Object.prototype are not fields. */
export function valueAt(root: unknown, path: Path): unknown {
  let value = root
  for (const part of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined
    value = Reflect.get(value, part)
  }
  return value
}
