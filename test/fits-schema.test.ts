import { globSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { fitsSchema } from '../src/config/fits-schema.ts'
import { haclusterJsonSchema } from '../src/config/json-schema.ts'
import { haclusterSchema } from '../src/config/schema.ts'
import type { Json } from '../src/manifest.ts'
import { clusterWith, LEAVES } from './any-cluster.ts'

const SAMPLES = globSync(['examples/**/*.yaml', 'test/golden/*/*.yaml'])
  .flatMap(file => parseAllDocuments(readFileSync(file, 'utf8'), { uniqueKeys: false, merge: true, logLevel: 'error' }))
  .flatMap(document => (document.errors.length > 0 ? [] : clustersIn(document.toJS())))

/** A cluster by itself, or the ones among the items of a list. */
function clustersIn(value: unknown): readonly unknown[] {
  const { kind, items } = Object(value)
  if (Array.isArray(items)) return items.flatMap(clustersIn)
  return kind === 'HACluster' ? [value] : []
}

test('a document fits exactly where zod accepts it', () => {
  const verdicts = SAMPLES.map(sample => fitsSchema(sample))
  expect(verdicts).toEqual(SAMPLES.map(accepts))
  expect(verdicts).toContain(true)
  expect(verdicts).toContain(false)
})

const STRANGE: readonly unknown[] = [
  ...[null, true, '', 'x', '10.0.0.1', '10.0.0.0/8', 'v1.34.1', '-', 'A B', '/a', '\n', 'é', 'a'.repeat(254)],
  ...[
    0,
    -1,
    1,
    70_000,
    0.5,
    Number.NaN,
    2 ** 60,
    [],
    [null],
    ['x'],
    [[]],
    {},
    { x: 'y' },
    { type: 'x' },
    { name: 'a' },
  ],
  ...[new Date(0), JSON.parse('{"__proto__": {"a": "b"}}'), JSON.parse('{"__proto__": "b"}'), { constructor: 'a' }],
]

test('so it does with any field there is', () => {
  const disagreements: unknown[] = []
  let valid = 0
  for (const leaf of LEAVES) {
    for (const cluster of fc.sample(clusterWith([leaf]), { numRuns: 5, seed: 1 })) {
      if (accepts(cluster)) valid += 1
      if (fitsSchema(cluster) !== accepts(cluster)) disagreements.push(cluster)
    }
  }
  expect(disagreements).toEqual([])
  expect(valid).toBeGreaterThan(LEAVES.length)
})

test('so it does with any value replaced, and with any key dropped or added', () => {
  const all = fc.sample(clusterWith([...LEAVES]), { numRuns: 2, seed: 1 })
  const mutated = [...SAMPLES.filter(accepts).slice(0, 5), ...all].flatMap(sample => [...mutants(sample)])
  expect(mutated.length).toBeGreaterThan(10_000)
  expect(mutated.filter(mutant => fitsSchema(mutant) !== accepts(mutant))).toEqual([])
})

/** Copies of a value with one place changed. */
function* mutants(value: unknown): Generator<unknown> {
  yield* STRANGE
  if (Array.isArray(value)) {
    yield [...value, ...value]
    for (const [index, item] of value.entries()) for (const other of mutants(item)) yield value.with(index, other)
  } else if (typeof value === 'object' && value !== null) {
    yield { ...value, other: 'x' }
    for (const [key, child] of Object.entries(value)) {
      const { [key]: _, ...rest } = { ...value, [key]: child }
      yield rest
      for (const other of mutants(child)) yield { ...value, [key]: other }
    }
  }
}

function accepts(value: unknown): boolean {
  return haclusterSchema.safeParse(value).success
}

test('the schema says nothing that is not looked at', () => {
  const known = [
    '$defs,$id,$schema,additionalProperties,properties,required,title,type:object',
    'additionalProperties,properties,required,type:object',
    'additionalProperties,properties,type:object',
    'additionalProperties,propertyNames,type:object',
    'items,type:array',
    'items,maxItems,minItems,type:array',
    'items,maxItems,type:array',
    'items,minItems,type:array',
    'minLength,type:string',
    'pattern,type:string',
    'maxLength,pattern,type:string',
    'type:string',
    'type:boolean',
    'type:null',
    'type:boolean,null',
    'type:string,null',
    'minimum,type:integer',
    'maximum,minimum,type:integer',
    'const,type:string',
    'enum,type:string',
    '$ref',
    'anyOf',
    'oneOf',
  ]
  expect([...new Set(shapesOf(haclusterJsonSchema()))].toSorted()).toEqual(known.toSorted())
})

/** Which keywords stand together, in every schema within a schema. */
function shapesOf(schema: Json | undefined): readonly string[] {
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) return []
  const { $defs, properties, items, propertyNames, additionalProperties, anyOf, oneOf, type, ...others } =
    Object(schema)
  const inner = [$defs, properties].flatMap(fields => Object.values(fields ?? {}))
  const own = Object.keys(schema).filter(key => key !== 'description')
  const shape = own.toSorted().join(',') + (type === undefined ? '' : `:${type}`)
  expect(others).not.toHaveProperty('format')
  return [
    shape,
    ...[...inner, items, propertyNames, additionalProperties, ...(anyOf ?? []), ...(oneOf ?? [])].flatMap(shapesOf),
  ]
}
