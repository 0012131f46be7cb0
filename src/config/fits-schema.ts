// Whether a document surely has the shape of an HACluster, by the JSON Schema that zod made of ours. Nearly every document
// has, and building zod's own objects to hear so costs more than anything else this program does. Says nothing of faults:
// whatever it does not accept, zod judges (check-shape.ts).

import type { Json, JsonObject } from '../manifest.ts'
import { haclusterJsonSchema } from './json-schema.ts'
import type { HACluster } from './schema.ts'

/** Never true where zod would refuse; false now and then where it would not, such as for a field that is `undefined`. */
export function fitsSchema(value: unknown): value is HACluster {
  return fits(value, haclusterJsonSchema())
}

/** Knows the keywords that our schema uses, in the company in which it uses them; a test lists these. */
function fits(value: unknown, schema: Json | undefined): boolean {
  if (!isObject(schema)) return false
  const { $ref, type } = schema
  if (typeof $ref === 'string') return fits(value, definition($ref))
  const variants = schema.anyOf ?? schema.oneOf
  if (isList(variants)) return variants.some(variant => fits(value, variant))
  if (schema.const !== undefined) return value === schema.const
  if (isList(schema.enum)) return schema.enum.some(choice => choice === value)
  if (isList(type)) return type.some(each => fits(value, { ...schema, type: each }))
  switch (type) {
    case 'object':
      return isObject(value) && fitsFields(value, schema)
    case 'array':
      return isList(value) && isWithin(value.length, schema.minItems, schema.maxItems) && fitsEach(value, schema.items)
    case 'string':
      return typeof value === 'string' && fitsText(value, schema)
    case 'integer':
      return Number.isSafeInteger(value) && isWithin(Number(value), schema.minimum, schema.maximum)
    case 'boolean':
      return typeof value === 'boolean'
    case 'null':
      return value === null
    default:
      return false
  }
}

function fitsFields(value: JsonObject, schema: JsonObject): boolean {
  const { properties, required, propertyNames, additionalProperties: others } = schema
  const known = isObject(properties) ? properties : NO_FIELDS
  if (isList(required) && !required.every(name => Object.hasOwn(value, String(name)))) return false
  return Object.keys(value).every(name => {
    if (Object.hasOwn(known, name)) return fits(value[name], known[name])
    return fits(name, propertyNames) && fits(value[name], others)
  })
}

const NO_FIELDS: JsonObject = {}

function fitsEach(values: readonly unknown[], schema: Json | undefined): boolean {
  return values.every(value => fits(value, schema))
}

function fitsText(value: string, { minLength, maxLength, pattern }: JsonObject): boolean {
  if (!isWithin(value.length, minLength, maxLength)) return false
  return typeof pattern !== 'string' || compiled(pattern).test(value)
}

const patterns = new Map<string, RegExp>()

function compiled(pattern: string): RegExp {
  const known = patterns.get(pattern) ?? new RegExp(pattern)
  patterns.set(pattern, known)
  return known
}

function isWithin(value: number, least: Json | undefined, most: Json | undefined): boolean {
  return !(typeof least === 'number' && value < least) && !(typeof most === 'number' && value > most)
}

function definition($ref: string): Json | undefined {
  const { $defs } = haclusterJsonSchema()
  return isObject($defs) ? $defs[$ref.slice('#/$defs/'.length)] : undefined
}

function isObject(value: unknown): value is JsonObject {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

function isList(value: unknown): value is readonly Json[] {
  return Array.isArray(value)
}
