// The one comparison of plain data: whether two values say the same, in whatever order their keys stand.

import { isObject } from './is-json.ts'

/** Equal as JSON. Values must not be cyclic: what `read/` hands over never is. */
export function isEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((inner, index) => isEqual(inner, b[index]))
  }
  if (!isObject(a) || !isObject(b)) return false
  const keys = Object.keys(a)
  if (keys.length !== Object.keys(b).length) return false
  return keys.every(key => Object.hasOwn(b, key) && isEqual(a[key], b[key]))
}
