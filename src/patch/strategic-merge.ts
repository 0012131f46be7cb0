// Strategic merge as kustomize does it for kinds without a schema: maps merge, null and `$patch: delete` remove, everything
// else replaces, lists included. What kustomize keeps literally (directives in lists, null in lists) is refused; the empty map
// that it makes of nulls over nothing is left out.
// Behaviour observed with kustomize 5.5 (kyaml yaml/merge2); test/patch/patches-kustomize.test.ts holds both against each other.

import { isJsonObject } from '../is-json.ts'
import type { Json, JsonObject } from '../manifest.ts'
import { formatPath, type Path } from '../problems/problem.ts'

export type Merged = { readonly value: Json | undefined } | { readonly fault: string }

const DIRECTIVE = '$patch'

/** The object with the patch laid over it; `undefined` where the patch removes it as a whole. */
export function mergeStrategic(target: JsonObject, patch: JsonObject): Merged {
  return merge(target, patch, [])
}

/** What is wrong with a patch whatever it is applied to. */
export function strategicFault(patch: Json): string | undefined {
  return faultIn(patch, [], false)
}

/** `path` is where the value stands, while it is looked at. A list is taken as it stands: nothing in it means anything but itself. */
function faultIn(value: Json, path: (string | number)[], isInList: boolean): string | undefined {
  if (isInList && value === null) return `\`${formatPath(path)}\` must not be null: lists are replaced as a whole`
  if (typeof value !== 'object' || value === null) return undefined
  const isList = Array.isArray(value)
  for (const [key, field] of Object.entries(value)) {
    path.push(isList ? Number(key) : key)
    const ofKey = isList || !key.startsWith('$') ? undefined : keyFault(key, field, path, isInList)
    const fault = ofKey ?? faultIn(field, path, isInList || isList)
    path.pop()
    if (fault !== undefined) return fault
  }
  return undefined
}

function keyFault(key: string, field: Json, path: Path, isInList: boolean): string | undefined {
  const place = `\`${formatPath(path)}\``
  if (isInList) return `${place} must not stand in a list: lists are replaced as a whole`
  if (key !== DIRECTIVE) return `${place} must not be used: lists are replaced as a whole here`
  return field === 'delete' || field === 'replace' || field === 'merge'
    ? undefined
    : `${place} must be "delete", "replace" or "merge"`
}

function merge(target: Json | undefined, patch: Json, path: Path): Merged {
  if (patch === null) return { value: undefined }
  if (target !== undefined && kindOf(target) !== kindOf(patch)) {
    return { fault: `\`${formatPath(path)}\` must be ${kindOf(target)}, as in the object` }
  }
  if (!isJsonObject(patch)) return { value: patch }
  const { [DIRECTIVE]: directive, ...fields } = patch
  if (directive === 'delete') return { value: undefined }
  const base = directive === 'replace' || !isJsonObject(target) ? {} : target
  const merged = mergeFields(base, fields, path)
  // Nothing but nulls over nothing takes away what is not there, and makes no map.
  const isTakenAway = 'value' in merged && isEmptyMap(merged.value) && isEmptyMap(base) && !isEmptyMap(fields)
  return isTakenAway ? { value: undefined } : merged
}

function mergeFields(target: JsonObject, fields: JsonObject, path: Path): Merged {
  const result: Record<string, Json> = { ...target }
  for (const [key, field] of Object.entries(fields)) {
    const merged = merge(Object.hasOwn(result, key) ? result[key] : undefined, field, [...path, key])
    if ('fault' in merged) return merged
    if (merged.value === undefined) delete result[key]
    else setOwn(result, key, merged.value)
  }
  return { value: result }
}

/** Assigned, `__proto__` would be no field. */
function setOwn(target: Record<string, Json>, key: string, value: Json): void {
  if (key !== '__proto__') target[key] = value
  else Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true })
}

function isEmptyMap(value: Json | undefined): boolean {
  return isJsonObject(value) && Object.keys(value).length === 0
}

function kindOf(value: Json): string {
  if (Array.isArray(value)) return 'a list'
  return isJsonObject(value) ? 'a map' : 'a single value'
}
