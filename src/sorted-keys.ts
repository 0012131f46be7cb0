// A value whose keys stand in the order of their code units, whoever wrote them.

import type { Json } from './manifest.ts'

export function sortedKeys(value: Json): Json {
  if (isList(value)) return value.map(sortedKeys)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, inner]) => [key, sortedKeys(inner)] as const)
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)))
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value)
}
