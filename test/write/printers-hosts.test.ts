// What the printers write, the decoders of the real hosts read as the same strings: kubectl (the decoder family that
// Argo CD uses), kustomize and kpt.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'
import type { Manifest } from '../../src/manifest.ts'
import { unprintableCharacter } from '../../src/problems/printable.ts'
import { printList } from '../../src/write/json.ts'
import { printStream } from '../../src/write/stream.ts'
import { program, run } from '../programs.ts'
import { LONE_SURROGATES, TORTURE_STRINGS, UNPRINTABLE_STRINGS } from './torture-strings.ts'

const kubectl = program('kubectl')
const kustomize = program('kustomize')
const kpt = program('kpt')

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'capv-ha-printers-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const manifests = [...new Set([...TORTURE_STRINGS, ...drawnStrings()])].map(toManifest)

describe.each([
  ['YAML', printStream],
  ['a JSON List', printList],
])('%s', (_, print) => {
  test.skipIf(kubectl === undefined)('through kubectl', () => {
    expect(readByKubectl(print(manifests))).toEqual(manifests)
  })

  test.skipIf(kubectl === undefined)('through kubectl kustomize', () => {
    expect(build(kubectl, 'kustomize', print(manifests))).toEqual(withoutMergeKey(manifests))
  })

  test.skipIf(kustomize === undefined)('through kustomize build', () => {
    expect(build(kustomize, 'build', print(manifests))).toEqual(withoutMergeKey(manifests))
  })
})

test.skipIf(kpt === undefined)('through kpt fn source and kpt fn sink', () => {
  const source = mkdtempSync(join(folder, 'source-'))
  writeFileSync(join(source, 'all.yaml'), printStream(manifests))
  const list = succeed(run(kpt, ['fn', 'source', source]))
  const items: readonly Manifest[] = parse(list).items
  expect(items.map(({ apiVersion, kind, spec }) => ({ apiVersion, kind, spec }))).toEqual(
    manifests.map(({ apiVersion, kind, spec }) => ({ apiVersion, kind, spec })),
  )
  const sink = join(folder, 'sink')
  succeed(run(kpt, ['fn', 'sink', sink], { stdin: list }))
  expect(readDocuments(readFileSync(join(sink, 'all.yaml'), 'utf8'))).toEqual(manifests)
})

test.skipIf(kustomize === undefined)('what validation refuses, kustomize refuses or corrupts', () => {
  const survivors = [...UNPRINTABLE_STRINGS, ...LONE_SURROGATES].filter(text => {
    const manifest = toManifest(text, 0)
    const result = run(kustomize, ['build', kustomization(printStream([manifest]))])
    return (
      result.exitCode === 0 && JSON.stringify(readDocuments(result.stdout)[0]?.spec) === JSON.stringify(manifest.spec)
    )
  })
  // The control characters below U+0020 do survive.
  expect(survivors.filter(text => text.charCodeAt(1) >= 0x20)).toEqual([])
})

/** Every place in which a string can stand; the last one ends the document. Keys over 1,024 characters pass no host. */
function toManifest(text: string, index: number): Manifest {
  const key = text.slice(0, 100)
  const spec = { value: text, list: [text, [text, text], { a: text }], map: { [key]: text, z: 1 }, zz: text }
  return { apiVersion: 'example.dev/v1', kind: 'Torture', metadata: { name: `t-${index}`, namespace: 'default' }, spec }
}

function drawnStrings(): readonly string[] {
  const pieces = [...'ab01.:_-+#?\'"\\{}[],|>%@`!&*=~<\t\r\n\n ', '  ', ': ', ' #', '- ', '\n\n', 'é', '😀', '\ufeff']
  const short = fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 8 }).map(parts => parts.join(''))
  const text = fc.oneof(short, fc.stringMatching(/^[-+]?[0-9a-fox_.:eE+-]{1,8}$/), fc.string({ unit: 'grapheme' }))
  return fc.sample(text, { numRuns: 500, seed: 1 }).filter(drawn => unprintableCharacter(drawn) === undefined)
}

// kustomize takes the key `<<` of its own output for a merge, in whatever quotes it came: no Kubernetes field or label
// can have that name.
function withoutMergeKey(all: readonly Manifest[]): readonly Manifest[] {
  return all.filter(({ spec }) => !JSON.stringify(spec).includes('"<<":'))
}

function readByKubectl(text: string): readonly unknown[] {
  const file = join(folder, 'kubectl.yaml')
  writeFileSync(file, text)
  const output = succeed(run(kubectl, ['annotate', '--local', '-f', file, '-o', 'json', 'a=b']))
  return output
    .split(/(?<=^\})\n/m)
    .filter(json => json !== '')
    .map(json => withoutAnnotations(JSON.parse(json)))
}

function withoutAnnotations({ metadata: { annotations: _, ...metadata }, ...rest }: Manifest): unknown {
  return { ...rest, metadata }
}

function build(path: string | undefined, command: string, text: string): readonly Manifest[] {
  const byName = new Map(
    readDocuments(succeed(run(path, [command, kustomization(text)]))).map(item => [item.metadata.name, item]),
  )
  return withoutMergeKey(manifests).flatMap(({ metadata: { name } }) => byName.get(name) ?? [])
}

function kustomization(text: string): string {
  const place = mkdtempSync(join(folder, 'kustomize-'))
  writeFileSync(join(place, 'all.yaml'), text)
  writeFileSync(join(place, 'kustomization.yaml'), 'resources: [all.yaml]\n')
  return place
}

function readDocuments(text: string): readonly Manifest[] {
  return parseAllDocuments(text).map(document => document.toJS())
}

function succeed({ exitCode, stderr, stdout }: ReturnType<typeof run>): string {
  expect({ exitCode, stderr: exitCode === 0 ? '' : stderr.slice(0, 1000) }).toEqual({ exitCode: 0, stderr: '' })
  return stdout
}
