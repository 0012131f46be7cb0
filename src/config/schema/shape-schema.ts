// What of the JSON Schema decides whether a document fits, in parts: a cluster that says nothing of a field costs nothing for it.

import { isJsonObject } from '../../is-json.ts'
import type { Json, JsonObject } from '../../manifest.ts'
import { haclusterJsonSchema } from './json-schema.ts'

const parts = new Map<string, JsonObject>()

/** A part by the name that `$ref` calls it by; the empty name is the whole document. An unknown name is a schema that nothing fits. */
export function shapeSchema(name: string): JsonObject {
  if (parts.size === 0) for (const [each, part] of shapeParts()) parts.set(each, part)
  return parts.get(name) ?? {}
}

/** All parts: the document, the definitions, and each field of `spec`, to which the document refers by name. */
export function shapeParts(): readonly (readonly [string, JsonObject])[] {
  const { $defs, ...whole } = haclusterJsonSchema()
  const root = shapeOf(whole)
  const spec = propertiesOf(propertiesOf(root).spec)
  const referred = Object.fromEntries(Object.keys(spec).map(name => [name, { $ref: `${REFERENCE}spec.${name}` }]))
  return [
    ['', withSpec(root, referred)],
    ...Object.entries(spec).map(([name, part]) => [`spec.${name}`, asObject(part)] as const),
    ...Object.entries(asObject($defs)).map(([name, part]) => [name, shapeOf(asObject(part))] as const),
  ]
}

/** Before the name of a part. */
export const REFERENCE = '#/$defs/'

function withSpec(root: JsonObject, properties: JsonObject): JsonObject {
  const all = propertiesOf(root)
  return { ...root, properties: { ...all, spec: { ...asObject(all.spec), properties } } }
}

const FOR_READERS: ReadonlySet<string> = new Set(['$schema', '$id', 'title', 'description', 'patternErrorMessage'])

/** Without what is there for readers and editors, and without what says that nothing else fits: that holds of itself. */
function shapeOf(schema: JsonObject): JsonObject {
  const kept = Object.entries(schema).filter(
    ([key, value]) => !FOR_READERS.has(key) && !(key === 'additionalProperties' && value === false),
  )
  return Object.fromEntries(kept.map(([key, value]) => [key, key === 'properties' ? eachShape(value) : shape(value)]))
}

function shape(value: Json): Json {
  if (Array.isArray(value)) return value.map(shape)
  return isJsonObject(value) ? shapeOf(value) : value
}

/** The names of fields are no words of JSON Schema. */
function eachShape(properties: Json): JsonObject {
  return Object.fromEntries(Object.entries(asObject(properties)).map(([name, schema]) => [name, shape(schema)]))
}

function propertiesOf(schema: Json | undefined): JsonObject {
  return asObject(asObject(schema).properties)
}

function asObject(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {}
}
