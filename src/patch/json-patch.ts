// JSON Patch (RFC 6902) on plain values, with the negative list positions that kustomize takes (-1 is the last item).
// Nothing is created in silence: what is replaced, removed or tested must exist, except that `test` with null asks for absence.

import { isEqual } from '../is-equal.ts'
import type { Json, JsonObject } from '../manifest.ts'
import { quoted, shortened } from '../problems/quoted.ts'
import { isJsonObject } from './json-object.ts'

/** The parts of a JSON pointer, unescaped. */
export type Pointer = readonly string[]

export type Operation =
  | { readonly op: 'add' | 'replace' | 'test'; readonly path: Pointer; readonly value: Json }
  | { readonly op: 'remove'; readonly path: Pointer }
  | { readonly op: 'move' | 'copy'; readonly from: Pointer; readonly path: Pointer }

export type Result = { readonly value: Json } | { readonly fault: string }

/** The document after all operations, or why the first that fails does not apply. */
export function applyOperations(document: JsonObject, operations: readonly Operation[]): Result {
  let result: Result = { value: document }
  for (const [index, operation] of operations.entries()) {
    if ('fault' in result) return result
    const next = apply(result.value, operation)
    result = 'fault' in next ? { fault: `operation ${index} (${operation.op}): ${next.fault}` } : next
  }
  return result
}

function apply(document: Json, operation: Operation): Result {
  const { path } = operation
  switch (operation.op) {
    case 'add':
      return add(document, path, operation.value)
    case 'replace':
      return update(document, path, () => operation.value)
    case 'remove':
      return update(document, path, () => undefined)
    case 'test':
      return test(document, path, operation.value)
    case 'copy':
      return withFound(document, operation.from, value => add(document, path, value))
    case 'move':
      return move(document, operation.from, path)
  }
}

function move(document: Json, from: Pointer, path: Pointer): Result {
  return withFound(document, from, value => {
    const rest = update(document, from, () => undefined)
    return 'fault' in rest ? rest : add(rest.value, path, value)
  })
}

function test(document: Json, path: Pointer, value: Json): Result {
  const found = find(document, path)
  if (value === null && found === undefined && find(document, path.slice(0, -1)) !== undefined)
    return { value: document }
  if (found === undefined) return missing(path)
  return isEqual(found, value) ? { value: document } : { fault: `${print(path)} must have the tested value` }
}

function withFound(document: Json, pointer: Pointer, next: (value: Json) => Result): Result {
  const found = find(document, pointer)
  return found === undefined ? missing(pointer) : next(found)
}

function find(value: Json | undefined, pointer: Pointer): Json | undefined {
  const [key, ...rest] = pointer
  return key === undefined || value === undefined ? value : find(childOf(value, key), rest)
}

function childOf(value: Json, key: string): Json | undefined {
  if (Array.isArray(value)) return value[indexOf(key, value.length) ?? -1]
  return isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined
}

/** Inserts into lists, sets in maps. */
function add(document: Json, pointer: Pointer, value: Json): Result {
  const key = pointer.at(-1)
  const parent = pointer.slice(0, -1)
  if (key === undefined) return { value }
  return withFound(document, parent, container => {
    if (isJsonObject(container)) return update(document, parent, () => ({ ...container, [key]: value }))
    if (!Array.isArray(container)) return missing(pointer)
    const items: readonly Json[] = container
    const at = key === '-' ? items.length : indexOf(key, items.length + 1)
    if (at === undefined) return { fault: `${print(pointer)} must be a position from 0 to ${items.length}, or "-"` }
    return update(document, parent, () => items.toSpliced(at, 0, value))
  })
}

/** The document with the value at the pointer changed, or removed where the change is `undefined`. */
function update(document: Json, pointer: Pointer, change: () => Json | undefined, whole: Pointer = pointer): Result {
  const [key, ...rest] = pointer
  if (key === undefined) return { value: change() ?? {} }
  const child = childOf(document, key)
  if (child === undefined) return missing(whole)
  if (rest.length === 0) return { value: withChild(document, key, change()) }
  const changed = update(child, rest, change, whole)
  return 'fault' in changed ? changed : { value: withChild(document, key, changed.value) }
}

function withChild(container: Json, key: string, child: Json | undefined): Json {
  if (Array.isArray(container)) {
    const items: readonly Json[] = container
    const at = indexOf(key, items.length) ?? items.length
    return child === undefined ? items.toSpliced(at, 1) : items.with(at, child)
  }
  if (!isJsonObject(container)) return container
  if (child !== undefined) return { ...container, [key]: child }
  const { [key]: _, ...rest } = container
  return rest
}

function indexOf(key: string, length: number): number | undefined {
  if (!/^(0|-?[1-9]\d*)$/.test(key)) return undefined
  const index = Number(key) < 0 ? length + Number(key) : Number(key)
  return index >= 0 && index < length ? index : undefined
}

/** Parts of a pointer that are shown at most. */
const MOST_PARTS = 40

function missing(pointer: Pointer): Result {
  return { fault: `${print(pointer)} must exist in the object` }
}

function print(pointer: Pointer): string {
  return quoted(
    pointer
      .slice(0, MOST_PARTS)
      .map(part => `/${shortened(part).replaceAll('~', '~0').replaceAll('/', '~1')}`)
      .join(''),
  )
}
