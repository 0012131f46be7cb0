// The operations of a JSON patch (RFC 6902) from a list of any shape.

import { isJsonObject } from '../is-json.ts'
import type { Json, JsonObject } from '../manifest.ts'
import type { Operation, Pointer } from './json-patch.ts'

export type ParsedOperations =
  | { readonly type: 'json'; readonly operations: readonly Operation[] }
  | { readonly fault: string }

/** As many as the API server takes in one patch (kubernetes/apiserver pkg/endpoints/handlers/patch.go, maxJSONPatchOperations). */
const MOST_OPERATIONS = 10_000

export function parseOperations(list: readonly Json[]): ParsedOperations {
  if (list.length === 0) return { fault: 'the list must hold at least one operation' }
  if (list.length > MOST_OPERATIONS) return { fault: `the list must hold at most ${MOST_OPERATIONS} operations` }
  const operations: Operation[] = []
  for (const [index, item] of list.entries()) {
    const operation = isJsonObject(item) ? parseOperation(item) : 'must be a map with `op` and `path`'
    if (typeof operation === 'string') return { fault: `operation ${index} ${operation}` }
    operations.push(operation)
  }
  return { type: 'json', operations }
}

/** The operation, or what is wrong with it. */
function parseOperation(item: JsonObject): Operation | string {
  const path = parsePointer(item.path)
  if (path === undefined) return `must have a \`path\` such as "/spec/replicas"`
  switch (item.op) {
    case 'add':
    case 'replace':
    case 'test':
      return withValue(item.op, path, item.value)
    case 'remove':
      return { op: 'remove', path }
    case 'move':
    case 'copy': {
      const from = parsePointer(item.from)
      return from === undefined ? `must have a \`from\` such as "/spec/replicas"` : { op: item.op, from, path }
    }
    default:
      return 'must have an `op`: add, remove, replace, move, copy or test'
  }
}

function withValue(op: 'add' | 'replace' | 'test', path: Pointer, value: Json | undefined): Operation | string {
  if (value === undefined) return 'must have a `value`'
  return op !== 'test' && holdsNull(value)
    ? 'must not have null in its `value`: `op: remove` takes a field away'
    : { op, path, value }
}

function holdsNull(value: Json): boolean {
  return value === null || (typeof value === 'object' && Object.values(value).some(holdsNull))
}

/** The whole object is no place for a patch. */
function parsePointer(text: Json | undefined): Pointer | undefined {
  if (typeof text !== 'string' || !text.startsWith('/') || /~(?![01])/.test(text)) return undefined
  return text
    .slice(1)
    .split('/')
    .map(part => part.replaceAll('~1', '/').replaceAll('~0', '~'))
}
