// What counts as a mapping, and what as a list: the two forms of JSON that hold others.

import type { Json, JsonObject } from './manifest.ts'

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Of what was read from YAML or JSON, or is made for them. */
export function isJsonObject(value: unknown): value is JsonObject {
  return isObject(value)
}

/** TypeScript's own `Array.isArray` knows no read-only lists. */
export function isJsonList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value)
}
