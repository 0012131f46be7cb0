// How much a value holds: what may be made of an input, and what patches may cost, is counted in it.

import type { Json } from './manifest.ts'

/** Single values, lists and maps, itself included. */
export function valuesIn(value: Json): number {
  if (typeof value !== 'object' || value === null) return 1
  let count = 1
  for (const inner of Object.values(value)) count += valuesIn(inner)
  return count
}

/** What it takes in JSON, about. */
export function charactersIn(value: Json): number {
  if (typeof value === 'string') return value.length + 2
  if (typeof value !== 'object' || value === null) return 5
  let count = 2
  if (Array.isArray(value)) for (const inner of value) count += charactersIn(inner) + 1
  else for (const [key, inner] of Object.entries(value)) count += key.length + charactersIn(inner) + 4
  return count
}
