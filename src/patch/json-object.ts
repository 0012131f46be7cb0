// Tells maps from lists and single values.

import type { Json, JsonObject } from '../manifest.ts'

export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
