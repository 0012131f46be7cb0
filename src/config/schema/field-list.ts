// All fields of HACluster as a flat list, read from the JSON Schema: for suggestions and for docs/hacluster.md.

import { isJsonObject } from '../../is-json.ts'
import type { Json, JsonObject } from '../../manifest.ts'
import { haclusterJsonSchema } from './json-schema.ts'

export interface Field {
  /** Keys from the root; `[]` stands for the entries of a list. */
  readonly path: readonly string[]
  readonly description: string
  readonly required: boolean
  /** Without references and without the alternative `null`. */
  readonly schema: JsonObject
  /** Where the object has a `type` that decides its fields: the types that have this one. */
  readonly types: readonly string[]
}

let listed: readonly Field[] | undefined

/** In the order of the schema; a field of several variants stands once. */
export function listFields(): readonly Field[] {
  listed ??= mergeVariants(fieldsBelow(haclusterJsonSchema(), [], []))
  return listed
}

function fieldsBelow(schema: JsonObject, path: readonly string[], types: readonly string[]): readonly Field[] {
  const items = asObject(schema.items)
  const inItems = items ? fieldsBelow(resolve(items), [...path, '[]'], []) : []
  return [...fieldsOfVariants(schema, path), ...inItems, ...ownFields(schema, path, types)]
}

/** What only some of several objects have is not required of all. */
function fieldsOfVariants(schema: JsonObject, path: readonly string[]): readonly Field[] {
  const variants = variantsOf(schema)
  const objects = variants.map(variant => variant.properties).filter(isJsonObject)
  return variants
    .flatMap(variant => fieldsBelow(variant, path, typeOf(variant)))
    .map(field => {
      const isOwn = field.path.length === path.length + 1
      const isEverywhere = objects.every(properties => Object.hasOwn(properties, field.path.at(-1) ?? ''))
      return isOwn && !isEverywhere ? { ...field, required: false } : field
    })
}

function ownFields(schema: JsonObject, path: readonly string[], types: readonly string[]): readonly Field[] {
  const required = Array.isArray(schema.required) ? schema.required : []
  return Object.entries(asObject(schema.properties) ?? {}).flatMap(([name, value]) => {
    const own = resolve(asObject(value) ?? {})
    const description = typeof own.description === 'string' ? own.description : ''
    const field = { path: [...path, name], description, required: required.includes(name), schema: own, types }
    return [field, ...fieldsBelow(own, field.path, [])]
  })
}

/** The alternatives of a union; `null` is not one. */
export function variantsOf(schema: JsonObject): readonly JsonObject[] {
  const union = schema.oneOf ?? schema.anyOf
  return Array.isArray(union) ? union.filter(isJsonObject).map(resolve) : []
}

function typeOf(variant: JsonObject): readonly string[] {
  const type = asObject(asObject(variant.properties)?.type)?.const
  return typeof type === 'string' ? [type] : []
}

/** Follows `$ref` and drops the alternative `null`, keeping the description of the place itself. */
function resolve(schema: JsonObject): JsonObject {
  const { $ref, ...rest } = schema
  if (typeof $ref === 'string') {
    const definition = asObject(asObject(haclusterJsonSchema().$defs)?.[$ref.slice('#/$defs/'.length)])
    return resolve({ ...definition, ...rest })
  }
  if (!Array.isArray(schema.anyOf)) return schema
  const { anyOf, ...others } = schema
  const kept = schema.anyOf.filter(isJsonObject).filter(each => each.type !== 'null')
  const [only, ...more] = kept
  if (only === undefined || more.length > 0) return { ...others, anyOf: kept }
  return resolve({ ...only, ...others })
}

export function asObject(value: Json | undefined): JsonObject | undefined {
  return isJsonObject(value) ? value : undefined
}

function mergeVariants(fields: readonly Field[]): readonly Field[] {
  const merged = new Map<string, Field>()
  for (const field of fields) {
    const key = field.path.join('\n')
    const before = merged.get(key)
    merged.set(key, before === undefined ? withChoice(field) : both(before, withChoice(field)))
  }
  return [...merged.values()]
}

/** A `type` is one choice in each variant. */
function withChoice(field: Field): Field {
  const { const: choice, ...schema } = field.schema
  if (choice === undefined || field.types.length === 0) return field
  return { ...field, schema: { ...schema, enum: [choice] }, description: `\`${String(choice)}\`: ${field.description}` }
}

function both(a: Field, b: Field): Field {
  const types = [...a.types, ...b.types]
  if (!Array.isArray(a.schema.enum) || !Array.isArray(b.schema.enum) || a.path.at(-1) !== 'type') return { ...a, types }
  const schema = { ...a.schema, enum: [...a.schema.enum, ...b.schema.enum] }
  return { ...a, types, schema, description: `${a.description} ${b.description}` }
}
