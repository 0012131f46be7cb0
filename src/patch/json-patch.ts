// JSON Patch (RFC 6902) on plain values, with the negative list positions that kustomize takes (-1 is the last item).
// Nothing is created in silence: what is replaced, removed or tested must exist, except that `test` with null asks for absence.
// Tried: fast-json-patch 3.1 and rfc6902 5.4 know neither those positions nor that test; immutable-json-patch 6.0 makes what is
// missing, too.

import { isEqual } from '../is-equal.ts'
import type { Json, JsonObject } from '../manifest.ts'
import { quoted, shortened } from '../problems/quoted.ts'
import { charactersIn } from '../value-size.ts'

/** The parts of a JSON pointer, unescaped. */
export type Pointer = readonly string[]

export type Operation =
  | { readonly op: 'add' | 'replace' | 'test'; readonly path: Pointer; readonly value: Json }
  | { readonly op: 'remove'; readonly path: Pointer }
  | { readonly op: 'move' | 'copy'; readonly from: Pointer; readonly path: Pointer }

export type Result = { readonly value: Json } | { readonly fault: string }

/** Characters that the copies of a cluster's patches may still make: each could double what the one before it has made. */
export interface Room {
  left: number
}

type Value = null | boolean | number | string | Value[] | Values
interface Values {
  [key: string]: Value
}

/** The document after all operations, or why the first that fails does not apply. The document itself stays as it is. */
export function applyOperations(document: JsonObject, operations: readonly Operation[], room: Room): Result {
  const draft = cloned(document)
  for (const [index, operation] of operations.entries()) {
    const fault = apply(draft, operation, room)
    if (fault !== undefined) return { fault: `operation ${index} (${operation.op}): ${fault}` }
  }
  return { value: draft }
}

/** Changes the draft, or says why not. */
function apply(draft: Value, operation: Operation, room: Room): string | undefined {
  const { path } = operation
  switch (operation.op) {
    case 'add':
      return add(draft, path, cloned(operation.value))
    case 'replace':
      return replace(draft, path, cloned(operation.value))
    case 'remove':
      return remove(draft, path)
    case 'test':
      return test(draft, path, operation.value)
    case 'copy':
      return copy(draft, operation.from, path, room)
    case 'move':
      return move(draft, operation.from, path)
  }
}

function copy(draft: Value, from: Pointer, path: Pointer, room: Room): string | undefined {
  const value = find(draft, from)
  if (value === undefined) return missing(from)
  room.left -= charactersIn(value)
  return room.left < 0 ? 'the copies of all patches must not be larger than 3 MiB' : add(draft, path, cloned(value))
}

function move(draft: Value, from: Pointer, path: Pointer): string | undefined {
  const value = find(draft, from)
  return value === undefined ? missing(from) : (remove(draft, from) ?? add(draft, path, value))
}

function test(draft: Value, path: Pointer, value: Json): string | undefined {
  const found = find(draft, path)
  if (value === null && found === undefined && find(draft, path.slice(0, -1)) !== undefined) return undefined
  if (found === undefined) return missing(path)
  return isEqual(found, value) ? undefined : `${print(path)} must have the tested value`
}

/** Inserts into lists, sets in maps. */
function add(draft: Value, path: Pointer, value: Value): string | undefined {
  const parent = find(draft, path.slice(0, -1))
  const key = path.at(-1) ?? ''
  if (isMap(parent)) {
    set(parent, key, value)
    return undefined
  }
  if (!Array.isArray(parent)) return missing(path)
  const at = key === '-' ? parent.length : indexOf(key, parent.length + 1)
  if (at === undefined) return `${print(path)} must be a position from 0 to ${parent.length}, or "-"`
  parent.splice(at, 0, value)
  return undefined
}

function replace(draft: Value, path: Pointer, value: Value): string | undefined {
  const parent = find(draft, path.slice(0, -1))
  const key = path.at(-1) ?? ''
  if (childOf(parent, key) === undefined) return missing(path)
  if (Array.isArray(parent)) parent[indexOf(key, parent.length) ?? parent.length] = value
  else if (isMap(parent)) set(parent, key, value)
  return undefined
}

function remove(draft: Value, path: Pointer): string | undefined {
  const parent = find(draft, path.slice(0, -1))
  const key = path.at(-1) ?? ''
  if (childOf(parent, key) === undefined) return missing(path)
  if (Array.isArray(parent)) parent.splice(indexOf(key, parent.length) ?? parent.length, 1)
  else if (isMap(parent)) delete parent[key]
  return undefined
}

function find(draft: Value, pointer: Pointer): Value | undefined {
  let value: Value | undefined = draft
  for (const key of pointer) value = childOf(value, key)
  return value
}

function childOf(value: Value | undefined, key: string): Value | undefined {
  if (Array.isArray(value)) return value[indexOf(key, value.length) ?? -1]
  return isMap(value) && Object.hasOwn(value, key) ? value[key] : undefined
}

/** Assigned, `__proto__` would be no field. */
function set(map: Values, key: string, value: Value): void {
  Object.defineProperty(map, key, { value, writable: true, enumerable: true, configurable: true })
}

function isMap(value: Value | undefined): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function cloned(value: Json): Value {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(cloned)
  const copy: Values = {}
  for (const [key, inner] of Object.entries(value)) set(copy, key, cloned(inner))
  return copy
}

function indexOf(key: string, length: number): number | undefined {
  if (!/^(0|-?[1-9]\d{0,8})$/.test(key)) return undefined
  const index = Number(key) < 0 ? length + Number(key) : Number(key)
  return index >= 0 && index < length ? index : undefined
}

function missing(pointer: Pointer): string {
  return `${print(pointer)} must exist in the object`
}

/** Parts of a pointer that are shown at most. */
const MOST_PARTS = 40

function print(pointer: Pointer): string {
  const parts = pointer.slice(0, MOST_PARTS).map(shortened)
  return quoted(parts.map(part => `/${part.replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''))
}
