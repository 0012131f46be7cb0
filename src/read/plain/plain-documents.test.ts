import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseDocuments } from '../documents/document.ts'
import { textsOf } from '../tracked-keys.ts'
import { readPlainDocuments } from './plain-documents.ts'

const MANIFEST = `# head
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web   # tail
  namespace: "apps"
  annotations:
    config.kubernetes.io/local-config: 'false'
    empty:
spec:
  replicas: 3
  template:
    spec:
      containers:
      - name: web
        image: registry.example.com:5000/web:v1.2
        args: []
        command:
          - sh
          - -c
          - |
            set -e

              indented
            # no comment
        env:
        - {name: A, value: b}
`

/** What the library and `textsOf` say of the same text. */
function byLibrary(text: string): readonly object[] {
  return parseDocuments(text).flatMap((document): readonly object[] => {
    const { value, problems } = document.resolve()
    if (value === null || value === undefined) return problems
    const twins = document.toClusterInput().problems.filter(({ code }) => code === 'duplicate-key')
    return [{ index: document.index, text: headless(document.text()), texts: textsOf(value), twins: twins.length }]
  })
}

function byScanner(text: string): readonly object[] | undefined {
  return readPlainDocuments(text)?.map(({ index, texts, ...document }) => {
    return { index, text: headless(document.text), texts, twins: 0 }
  })
}

/** The library leaves comments in front of a document out, and sometimes its last line end. */
function headless(text: string): string {
  return text.replace(/^(?: *(?:#.*)?\n)*/, '').trimEnd()
}

test('a manifest is read as the library reads it', () => {
  const plain = MANIFEST.replace('        - {name: A, value: b}\n', '        - name: A\n          value: "b: c # d"\n')
  const text = `${plain}---\n---\n# only words\n---\n${plain}`
  expect(byScanner(text)).toEqual(byLibrary(text))
  expect(readPlainDocuments(text)?.map(({ line }) => line)).toEqual([2, plain.split('\n').length + 5])
})

test.each([
  MANIFEST,
  'apiVersion: v1\nkind: A\nkind: B\n',
  'apiVersion: v1\nkind: List\nitems:\n- a: 1\n',
  'a: 1\n...\nb: 1\n',
  '--- {a: 1}\n',
  '- a\n',
  'text\n',
  'a: b\n  c\n',
  'a: *x\n',
  'a: &x 1\n',
  'a: !t 1\n',
  'a:\n    b: 1\n  c: 1\n',
  'a:\n    b:\n  c: 1\n',
  'a: "b\n  c"\n',
  'a: b: c\n',
  'a:\tb\n',
  'metadata:\n  name: 12\n',
  'kind: yes\n',
  '{"a": 1}\n',
  'a: |\n   \n  b\n',
  '"a: 1\n',
])('%j is left to the library', text => expect(readPlainDocuments(text)).toBeUndefined())

test('whatever it recognises, the library reads alike', () => {
  const indents = ['', '  ', '    ', '- ', '  - ', '- - ', '   ']
  const contents = [
    ...['apiVersion: v1', 'kind: ConfigMap', 'metadata:', 'name: x', 'namespace: "n"', 'annotations:', 'a: |', 'a: >-'],
    ...[
      "b: 'it''s'",
      'c: "x\\n"',
      'd: 1.30',
      'e: a b  c',
      'f: #',
      'g: x #y',
      'h: x:y',
      'items:',
      '# note',
      'text',
      'i: -1',
    ],
    ...[
      'j: - x',
      'k: a#b',
      'l: {}',
      'm: []',
      'n: ]',
      '"q": 1',
      'o: null',
      'p: (x) [y]',
      '-',
      '',
      'r: a: b',
      's: x ',
      '---',
    ],
  ]
  const line = fc.tuple(fc.constantFrom(...indents), fc.constantFrom(...contents)).map(parts => parts.join(''))
  let recognised = 0
  const text = fc.array(line, { minLength: 1, maxLength: 7 }).map(lines => `${lines.join('\n')}\n`)
  fc.assert(
    fc.property(text, sample => {
      const scanned = byScanner(sample)
      if (scanned === undefined) return
      recognised++
      expect(scanned).toEqual(byLibrary(sample))
    }),
    { numRuns: 20_000, seed: 6 },
  )
  expect(recognised).toBeGreaterThan(500)
})
