// A value whose keys stand in the order of their code units, whoever wrote them.

import { isJsonList } from './is-json.ts'
import type { Json } from './manifest.ts'

export function sortedKeys(value: Json): Json {
  if (isJsonList(value)) return value.map(sortedKeys)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, inner]) => [key, sortedKeys(inner)] as const)
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)))
}
