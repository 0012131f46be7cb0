// Places in plain texts against those that the YAML library finds: of every value, its key, and of what is missing in it.

import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Path } from '../../problems/problem.ts'
import { parseDocuments } from '../documents/document.ts'
import { documentsByYaml } from '../documents/documents-by-yaml.ts'
import { sourceText } from '../documents/source-text.ts'
import { plainPlaces, readPlainYaml } from './index.ts'

const FILES = globSync(['examples/**/*.yaml', 'test/golden/*/config.yaml', 'scripts/bench/clusters/*', 'test/edges/*'])
const PLAIN = FILES.map(file => readFileSync(file, 'utf8')).filter(text => readPlainYaml(text) !== undefined)

function pathsIn(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [path, [...path, 'missing']]
  const inner = Array.isArray(value) ? value.map((each, i) => [i, each] as const) : Object.entries(value)
  return [
    path,
    [...path, Array.isArray(value) ? 99 : 'missing'],
    ...inner.flatMap(([k, v]) => pathsIn(v, [...path, k])),
  ]
}

/** All that is said of places, as text. */
function placesOf(text: string, read: typeof parseDocuments): readonly string[] {
  return read(text).flatMap(document => {
    const { value, locate } = document.toClusterInput()
    return pathsIn(value).flatMap(path =>
      (['key', 'value'] as const).map(at => `${path.join('.')} ${at}: ${JSON.stringify(locate(path, at, false))}`),
    )
  })
}

test.each([
  ['line feeds', (text: string) => text],
  ['line ends of Windows', (text: string) => text.replaceAll(/\r?\n/g, '\r\n')],
  ['a byte order mark', (text: string) => `\uFEFF${text}`],
])('as the library finds them, with %s', (_, rewritten) => {
  expect(PLAIN.length).toBeGreaterThan(100)
  for (const text of PLAIN.map(rewritten))
    expect(placesOf(text, parseDocuments)).toEqual(placesOf(text, each => documentsByYaml(sourceText(each))))
})

test('few take the library', () => {
  const one = PLAIN.filter(text => !text.includes('\n---'))
  const found = one.flatMap(text =>
    pathsIn(readPlainYaml(text)?.[0]).map(plainPlaces(text, { start: 0, end: text.length })),
  )
  expect(found.filter(place => place === undefined).length).toBeLessThan(found.length / 20)
})
