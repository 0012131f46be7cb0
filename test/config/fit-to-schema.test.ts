import { globSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { haclusterSchema } from '../../src/config/schema/hacluster.ts'
import { haclusterJsonSchema } from '../../src/config/schema/json-schema.ts'
import { fitToSchema } from '../../src/config/shape/fit-to-schema.ts'
import type { Json } from '../../src/manifest.ts'
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

test('what fits is what zod accepts, its fields in the same order', () => {
  const answers = SAMPLES.map(sample => JSON.stringify(fitToSchema(sample)))
  expect(answers).toEqual(SAMPLES.map(byZod))
  expect(answers).toContain(undefined)
  expect(answers.filter(answer => answer !== undefined).length).toBeGreaterThan(50)
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
  { constructor: 'a' },
]

test('so it is with any field there is', () => {
  const disagreements: unknown[] = []
  let valid = 0
  for (const leaf of LEAVES) {
    for (const cluster of fc.sample(clusterWith([leaf]), { numRuns: 1, seed: 1 })) {
      const answer = byZod(cluster)
      if (answer !== undefined) valid += 1
      if (JSON.stringify(fitToSchema(cluster)) !== answer) disagreements.push(cluster)
    }
  }
  expect(disagreements).toEqual([])
  expect(valid).toBeGreaterThan(LEAVES.length / 2)
})

test('so it is with any value replaced, and with any key dropped or added', () => {
  const [small] = SAMPLES.filter(sample => JSON.stringify(sample).includes('"capv-5"'))
  const [large] = fc.sample(clusterWith([...LEAVES]), { numRuns: 1, seed: 1 })
  const mutated = [...mutants(small), ...[...mutants(large)].filter((_, i) => i % 11 === 0)]
  expect(mutated.length).toBeGreaterThan(3000)
  expect(mutated.filter(mutant => JSON.stringify(fitToSchema(mutant)) !== byZod(mutant))).toEqual([])
}, 60_000)

test('what only zod accepts is left to it', () => {
  const annotated = JSON.parse('{"__proto__": "b", "example.com/a": "b"}')
  const [sample] = SAMPLES.filter(each => byZod(each) !== undefined)
  const { spec, ...others } = Object(sample)
  const strange = { ...others, spec: { ...spec, annotations: annotated } }
  expect(byZod(strange)).toBeDefined()
  expect(fitToSchema(strange)).toBeUndefined()
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

function byZod(value: unknown): string | undefined {
  return JSON.stringify(haclusterSchema.safeParse(value).data)
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
    'minLength,pattern,type:string',
    'maxLength,pattern,patternErrorMessage,type:string',
    'pattern,patternErrorMessage,type:string',
    'type:string',
    'type:boolean',
    'type:number',
    'type:null',
    'type:boolean,null',
    'type:string,null',
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
