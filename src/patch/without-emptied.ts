// Takes out what patches have left empty: v1beta2 refuses `{}` and `[]` almost everywhere, and elsewhere they are only drift.
// Done once, behind all patches: a later patch may fill again what an earlier one has emptied.

import { isJsonObject } from '../is-json.ts'
import type { Json, JsonObject } from '../manifest.ts'
import type { PatchBody } from './patch.ts'

/**
 * Empty, these say something that their absence does not: no taint at all, a node that joins as a control plane, a selector
 * without a condition.
 */
const MEANINGFUL: ReadonlySet<string> = new Set(['taints', 'controlPlane', 'matchLabels'])

/** Whether a patch can leave something empty: most only add, and nothing has to be looked for behind those. */
export function mayEmpty(body: PatchBody): boolean {
  if (body.type === 'strategic') return holdsNothing(body.merge)
  return body.operations.some(step =>
    step.op === 'add' || step.op === 'replace' ? holdsNothing(step.value) : step.op !== 'test',
  )
}

/** A null, a directive, or a map or list without anything, at any depth. */
function holdsNothing(value: Json): boolean {
  if (value === null) return true
  if (typeof value !== 'object') return false
  return isEmpty(value) || Object.hasOwn(value, '$patch') || Object.values(value).some(holdsNothing)
}

/** The patched object without the maps and lists that held something before; what a patch adds empty stays as it says. */
export function withoutEmptied(before: JsonObject, after: JsonObject): JsonObject {
  const kept = new Map<string, Json>()
  for (const [key, value] of Object.entries(after)) {
    const inner = cleaned(Object.hasOwn(before, key) ? before[key] : undefined, value, MEANINGFUL.has(key))
    if (inner !== undefined) kept.set(key, inner)
  }
  return Object.fromEntries(kept)
}

/** `undefined` for what is to go. */
function cleaned(before: Json | undefined, after: Json, isMeaningful: boolean): Json | undefined {
  if (before === undefined || before === after) return after
  const value = cleanedInside(before, after)
  return isEmpty(value) && !isEmpty(before) && !isMeaningful ? undefined : value
}

/** Items of lists are told apart by position alone, so that a list with another number of them stays as it is. */
function cleanedInside(before: Json, after: Json): Json {
  if (isJsonObject(before) && isJsonObject(after)) return withoutEmptied(before, after)
  if (!Array.isArray(before) || !Array.isArray(after) || before.length !== after.length) return after
  const [old, now]: readonly (readonly Json[])[] = [before, after]
  return (now ?? []).flatMap((item, at) => cleaned(old?.[at], item, false) ?? [])
}

function isEmpty(value: Json): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0
}
