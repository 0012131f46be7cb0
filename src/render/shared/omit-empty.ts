// Nothing empty is emitted: v1beta2 refuses `""`, `[]` and `{}` almost everywhere, and elsewhere they are only drift.

import type { Json, JsonObject } from '../../manifest.ts'

/** The fields that hold something; the few that mean something when empty are added beside a call of this. */
export function omitEmpty(fields: Readonly<Record<string, Json | undefined>>): JsonObject {
  const kept: Record<string, Json> = {}
  for (const key in fields) {
    const value = fields[key]
    if (value !== undefined && !isEmpty(value)) kept[key] = value
  }
  return kept
}

function isEmpty(value: Json): boolean {
  if (value === null || value === '') return true
  if (typeof value !== 'object') return false
  for (const _ in value) return false
  return true
}
