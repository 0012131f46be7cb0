// What hosts and catalogs read about the function: fn-config/.

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { isMap, isPair, isScalar, parse, parseDocument, visit } from 'yaml'
import { BUNDLE, ROOT } from '../bundle.ts'
import { run } from '../programs.ts'

const SMALLEST = readFileSync(join(ROOT, 'fn-config/hacluster.yaml'), 'utf8')
const validate = (text: string) => run(BUNDLE, ['validate', '-'], { stdin: text })

test('the smallest configuration is valid', () => {
  expect(validate(SMALLEST)).toMatchObject({ exitCode: 0 })
})

test.each(fieldsOf(SMALLEST))('without `%s` it is not valid: nothing in it could be left out', field => {
  const document = parseDocument(SMALLEST)
  document.deleteIn(field.split('.'))
  expect(validate(document.toString()).exitCode).toBe(1)
})

test('the metadata have the keys of a catalog, and point at what is there', () => {
  const metadata = parse(readFileSync(join(ROOT, 'fn-config/metadata.yaml'), 'utf8'))
  const { license, description } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
  expect(Object.keys(metadata)).toEqual(['image', 'description', 'tags', 'sourceURL', 'examplePackageURLs', 'license'])
  expect(metadata).toMatchObject({ license, description: expect.stringContaining('HACluster') })
  expect(description).toContain('HACluster')
  for (const url of metadata.examplePackageURLs) {
    expect(existsSync(join(ROOT, url.slice(`${metadata.sourceURL}/`.length)))).toBe(true)
  }
})

/** Dotted paths of all fields that hold no map. */
function fieldsOf(text: string): readonly string[] {
  const fields: string[] = []
  visit(parseDocument(text), {
    Pair(_, pair, ancestors) {
      if (isMap(pair.value)) return
      fields.push(
        [...ancestors.filter(isPair), pair].map(({ key }) => (isScalar(key) ? String(key.value) : '')).join('.'),
      )
    },
  })
  return fields
}
