// What the printers write, the `yaml` package reads back as the same value, by YAML 1.2 and by YAML 1.1.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'
import type { Json, Manifest } from '../../src/manifest.ts'
import { unprintableCharacter } from '../../src/problems/printable.ts'
import { printJson, printList } from '../../src/write/json.ts'
import { printStream } from '../../src/write/stream.ts'
import { printYaml } from '../../src/write/yaml.ts'
import { LONE_SURROGATES, TORTURE_STRINGS, UNPRINTABLE_STRINGS } from './torture-strings.ts'

const VERSIONS = ['1.2', '1.1'] as const

describe.each(VERSIONS)('YAML %s', version => {
  test.each([...TORTURE_STRINGS, ...UNPRINTABLE_STRINGS].map(text => [text]))('%j survives', text => {
    for (const value of everyPlace(text)) expect(parse(printYaml(value), { version })).toEqual(value)
    expect(parse(printJson({ [text]: text }), { version })).toEqual({ [text]: text })
  })

  test('any value survives', () => {
    const property = fc.property(anyJson(), value => {
      expect(parse(printYaml(value), { version })).toEqual(value)
    })
    fc.assert(property)
  })

  test('any string in any place survives', () => {
    const property = fc.property(anyText(), text => {
      const values = everyPlace(text)
      expect(parse(printYaml(values), { version })).toEqual(values)
    })
    fc.assert(property, { numRuns: 1000 })
  })

  test('any value survives behind dashes', () => {
    const property = fc.property(anyJson(), fc.integer({ min: 1, max: 3 }), (value, depth) => {
      const text = `items:\n${'- '.repeat(depth)}${printYaml(value, 2 * depth)}results: []\n`
      expect(parse(text, { version })).toEqual({ items: nest(value, depth), results: [] })
    })
    fc.assert(property)
  })

  test('a stream and a List hold every manifest', () => {
    const property = fc.property(fc.array(anyText(), { minLength: 1 }), texts => {
      const manifests = texts.map(toManifest)
      expect(parseAllDocuments(printStream(manifests), { version }).map(document => document.toJS())).toEqual(manifests)
      expect(JSON.parse(printList(manifests))).toEqual({ apiVersion: 'v1', kind: 'List', items: manifests })
    })
    fc.assert(property)
  })
})

test('strings go unchanged through the printers exactly where validation lets them through', () => {
  expect(TORTURE_STRINGS.filter(text => unprintableCharacter(text) !== undefined)).toEqual([])
  const refused = [...UNPRINTABLE_STRINGS, ...LONE_SURROGATES]
  expect(refused.filter(text => unprintableCharacter(text) === undefined)).toEqual([])
})

test('no line is folded, and no value shared by two fields becomes an alias', () => {
  const shared = { text: 'word '.repeat(200).trim() }
  expect(printYaml({ a: shared, b: shared })).toBe(`a:\n  text: ${shared.text}\nb:\n  text: ${shared.text}\n`)
})

/** The string as a value, key and item, first, last and in between, at several depths. */
function everyPlace(text: string): readonly Json[] {
  return [
    text,
    [text, [text, text], { a: text }, { [text]: text }],
    { [text]: [text, text], a: { b: text, [text]: 1 } },
  ]
}

function nest(value: Json, depth: number): Json {
  return depth === 0 ? value : [nest(value, depth - 1)]
}

function toManifest(text: string, index: number): Manifest {
  return { apiVersion: 'v1', kind: 'A', metadata: { name: `a-${index}` }, spec: { [text]: text, last: [text] } }
}

/** Short strings of whatever means something to YAML, any Unicode, and numbers of all spellings. */
function anyText(): fc.Arbitrary<string> {
  const pieces = [
    ...'ab01.:_-+#?\'"\\{}[],|>%@`!&*=~<\t\r\n\n ',
    '  ',
    ': ',
    ' #',
    '- ',
    '\n\n',
    'é',
    '😀',
    '\ufeff',
    '\u2028',
  ]
  return fc.oneof(
    fc.array(fc.constantFrom(...pieces), { maxLength: 8 }).map(parts => parts.join('')),
    fc.stringMatching(/^[-+]?[0-9a-fox_.:eE+-]{1,8}$/),
    fc.string({ unit: 'binary' }),
    fc.constantFrom(...TORTURE_STRINGS),
  )
}

function anyJson(): fc.Arbitrary<Json> {
  const number = fc.oneof(
    fc.integer(),
    fc.double({ noDefaultInfinity: true, noNaN: true }).map(value => value + 0),
  )
  const { value } = fc.letrec<{ value: Json }>(tie => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.oneof(anyText(), number, fc.boolean(), fc.constant(null)),
      fc.array(tie('value'), { maxLength: 4 }),
      // `__proto__` cannot be told from the prototype in what the `yaml` package returns.
      fc.dictionary(anyText(), tie('value'), { maxKeys: 4, noNullPrototype: true }),
    ),
  }))
  return value
}
