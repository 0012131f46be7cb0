// The typed configuration of a document that surely has the shape of an HACluster, by the JSON Schema that zod made of ours.
// Nearly every document has, and building zod's own objects to hear so costs more than anything else this program does.
// Says nothing of faults: whatever does not fit, zod judges (check-shape.ts).

import type { Json, JsonObject } from '../../manifest.ts'
import type { HACluster } from '../schema/hacluster.ts'
import { REFERENCE, shapeSchema } from '../schema/shape-schema.ts'

/**
 * What zod would answer: a copy whose fields stand in the order of the schema, so that output does not depend on theirs.
 * `undefined` wherever zod would refuse, and now and then where it would not, such as for a field that is `undefined`.
 */
export function fitToSchema(value: unknown): HACluster | undefined {
  const copy = fitted(value, shapeSchema(''))
  return isWhole(copy) ? copy : undefined
}

const MISFIT = Symbol('misfit')

function isWhole(copy: unknown): copy is HACluster {
  return copy !== MISFIT
}

/** Knows the keywords that our schema uses, in the company in which it uses them; a test lists these. */
function fitted(value: unknown, schema: Json | undefined): unknown {
  if (!isObject(schema)) return MISFIT
  const { $ref, type } = schema
  if (typeof $ref === 'string') return fitted(value, shapeSchema($ref.slice(REFERENCE.length)))
  const variants = schema.anyOf ?? schema.oneOf
  if (isList(variants)) return fittedToFirst(value, variants)
  if (isList(type)) {
    return fittedToFirst(
      value,
      type.map(each => ({ ...schema, type: each })),
    )
  }
  if (type === 'object') return isObject(value) ? fittedFields(value, schema) : MISFIT
  if (type === 'array') return isList(value) ? fittedEach(value, schema) : MISFIT
  return fits(value, schema) ? value : MISFIT
}

function fittedToFirst(value: unknown, schemas: readonly Json[]): unknown {
  for (const schema of schemas) {
    const copy = fitted(value, schema)
    if (copy !== MISFIT) return copy
  }
  return MISFIT
}

function fittedFields(value: JsonObject, schema: JsonObject): unknown {
  const { required, propertyNames, additionalProperties: others } = schema
  const known = isObject(schema.properties) ? schema.properties : NO_FIELDS
  if (isList(required) && !required.every(name => Object.hasOwn(value, String(name)))) return MISFIT
  const copy: Record<string, unknown> = {}
  for (const name of Object.keys(known)) if (Object.hasOwn(value, name)) copy[name] = fitted(value[name], known[name])
  for (const name of Object.keys(value)) {
    if (Object.hasOwn(known, name)) continue
    // Assigned, this name would be no field.
    if (name === '__proto__' || fitted(name, propertyNames) === MISFIT) return MISFIT
    copy[name] = fitted(value[name], others)
  }
  return Object.values(copy).includes(MISFIT) ? MISFIT : copy
}

const NO_FIELDS: JsonObject = {}

function fittedEach(values: readonly unknown[], { items, minItems, maxItems }: JsonObject): unknown {
  if (!isWithin(values.length, minItems, maxItems)) return MISFIT
  const copies = values.map(value => fitted(value, items))
  return copies.includes(MISFIT) ? MISFIT : copies
}

function fits(value: unknown, schema: JsonObject): boolean {
  if (schema.const !== undefined) return value === schema.const
  if (isList(schema.enum)) return schema.enum.some(choice => choice === value)
  switch (schema.type) {
    case 'string':
      return typeof value === 'string' && fitsText(value, schema)
    case 'integer':
      return Number.isSafeInteger(value) && isWithin(Number(value), schema.minimum, schema.maximum)
    case 'number':
      return Number.isFinite(value)
    case 'boolean':
      return typeof value === 'boolean'
    case 'null':
      return value === null
    default:
      return false
  }
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

function isObject(value: unknown): value is JsonObject {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

function isList(value: unknown): value is readonly Json[] {
  return Array.isArray(value)
}
