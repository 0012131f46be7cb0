// How much a value holds: what may be made of an input, and what patches may cost, is counted in it.

import { isJsonList, isJsonObject } from './is-json.ts'
import type { Json } from './manifest.ts'

/** Single values, lists and maps, itself included. */
export function valuesIn(value: Json): number {
  if (typeof value !== 'object' || value === null) return 1
  let count = 1
  for (const inner of Object.values(value)) count += valuesIn(inner)
  return count
}

/** What it takes in JSON, about. */
export function charactersIn(value: Json | undefined): number {
  if (typeof value === 'string') return value.length + 2
  if (isJsonList(value)) return value.reduce<number>((count, inner) => count + charactersIn(inner) + 1, 2)
  if (!isJsonObject(value)) return 5
  let count = 2
  for (const key in value) count += key.length + charactersIn(value[key]) + 4
  return count
}
