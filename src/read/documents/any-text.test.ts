// Whatever the text, reading it ends in inputs or in problems that have a place; nothing throws.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatProblems } from '../../problems/report.ts'
import { itemFromText } from '../list/item-input.ts'
import { parseDocuments } from './document.ts'
import { findClusters } from './find-clusters.ts'

const HEAD = 'apiVersion: capv-ha.dev/v1alpha1\nkind: HACluster\n'
const PIECES = [
  ...[
    'a: ',
    '- ',
    '{',
    '}',
    '[',
    ']',
    '"',
    "'",
    '\n',
    '\n  ',
    '\n    ',
    '\r\n',
    '\t',
    ': ',
    ', ',
    '|',
    '>-',
    '\n---\n',
    '\n...\n',
  ],
  ...[
    '&x ',
    '*x',
    '<<: ',
    '!!str ',
    '!t ',
    '%YAML 1.1\n',
    '? ',
    '# c',
    '010',
    '1_0',
    'null',
    '~',
    '@',
    '`',
    '\\u00',
    'é',
    '😀',
    '\uFEFF',
    HEAD,
  ],
]
const texts = fc.oneof(
  fc.array(fc.constantFrom(...PIECES), { maxLength: 25 }).map(pieces => pieces.join('')),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 25 }).map(pieces => HEAD + pieces.join('')),
  fc.string({ unit: 'binary', maxLength: 60 }).map(text => `${HEAD}spec: ${text}`),
)
const paths = fc.array(fc.oneof(fc.constantFrom('a', 'spec', 'kind', '010'), fc.nat(2)), { maxLength: 4 })

test('any text is read or refused', () => {
  fc.assert(
    fc.property(texts, paths, fc.constantFrom('key', 'value'), fc.boolean(), (text, path, at, secret) => {
      const { inputs, problems } = findClusters(parseDocuments(text, { file: 'a.yaml' }))
      for (const problem of problems) expect(problem.source?.line).toBeGreaterThan(0)
      for (const input of inputs) {
        const { line = 0, column = 0, excerpt } = input.locate(path, at, secret)
        expect(Math.min(line, column)).toBeGreaterThan(0)
        expect(excerpt?.length).toBeGreaterThan(0)
        expect(typeof input.raw?.(path)).toMatch(/string|undefined/)
        const located = input.problems.map(problem => ({
          ...problem,
          source: input.locate(problem.path, problem.at ?? 'value', secret),
        }))
        expect(typeof formatProblems(located, { colour: false })).toBe('string')
        JSON.stringify(input.value)
      }
      itemFromText(text, { scope: '' })
    }),
    { numRuns: 2000 },
  )
})
