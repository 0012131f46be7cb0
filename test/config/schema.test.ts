import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { fieldTable } from '../../scripts/field-table.ts'
import { editorSchema } from '../../src/config/schema/editor-schema.ts'
import { listFields } from '../../src/config/schema/field-list.ts'
import { FOREIGN_NAMES } from '../../src/config/shape/foreign-names.ts'
import { parseCluster } from '../../src/config/shape/parse-cluster.ts'
import type { Json } from '../../src/manifest.ts'

test('what is generated from the schema is up to date (npm run schema)', () => {
  const schema: unknown = JSON.parse(readFileSync('fn-config/hacluster.schema.json', 'utf8'))
  expect(schema).toEqual(editorSchema())
  expect(readFileSync('docs/hacluster.md', 'utf8')).toBe(fieldTable())
})

test.each(globSync('examples/**/*.yaml'))('the clusters of %s have the right shape', file => {
  const documents = parseAllDocuments(readFileSync(file, 'utf8')).map((document): unknown => document.toJS())
  const clusters = documents.filter(document => Object(document).kind === 'HACluster')
  expect(clusters.flatMap(cluster => parseCluster(cluster).problems)).toEqual([])
})

test('every field has a description of one line', () => {
  const others = listFields().filter(({ description }) => !/^[^\n]{4,}\.$/.test(description))
  expect(others.map(({ path }) => path.join('.'))).toEqual([])
})

test('every foreign name leads to a field', () => {
  const paths = listFields().map(({ path }) => `.${path.filter(part => part !== '[]').join('.')}`)
  const lost = Object.values(FOREIGN_NAMES)
    .flat()
    .filter(end => !paths.some(path => path.endsWith(`.${end}`)))
  expect(lost).toEqual([])
  expect(Object.keys(FOREIGN_NAMES).filter(name => name !== name.toLowerCase())).toEqual([])
})

test('editors get no pattern that only JavaScript knows, no bounds of its numbers, no lost reference', () => {
  const schema = editorSchema()
  const defined = Object.keys(Object(schema.$defs))
  for (const [key, value] of entriesOf(schema)) {
    if (key === 'pattern') expect(value).not.toMatch(/\(\?[=!<]/)
    if (key === '$ref') expect(defined).toContain(String(value).slice('#/$defs/'.length))
    expect(value).not.toBe(Number.MAX_SAFE_INTEGER)
  }
})

function entriesOf(value: Json): readonly (readonly [string, Json])[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, child]) => [[key, child] as const, ...entriesOf(child)])
}
