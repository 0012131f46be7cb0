// The plain reader against the YAML library: whatever it answers, the library says too, and finds nothing wrong with it.

import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { findTextFaults } from '../documents/text-faults.ts'
import { readPlainYaml } from './plain-yaml.ts'

const OPTIONS = { uniqueKeys: false, merge: true, prettyErrors: false, logLevel: 'error' } as const
const RUNS = 2000

/** What is wrong with the plain reader's answer; `undefined` where it has none, or a right one. */
function faultOf(text: string): string | undefined {
  const values = readPlainYaml(text)
  if (values === undefined) return undefined
  const documents = parseAllDocuments(text, OPTIONS)
  if (!Array.isArray(documents) || documents.length !== values.length) return 'number of documents'
  for (const [index, document] of documents.entries()) {
    const [fault] = [...document.errors, ...document.warnings, ...findTextFaults(document.contents)]
    if (fault !== undefined) return fault.message
    const value = document.toJS()
    const isSame = isDeepStrictEqual(value, values[index]) && JSON.stringify(value) === JSON.stringify(values[index])
    if (!isSame) return `${JSON.stringify(values[index])} is ${JSON.stringify(value)}`
  }
  return undefined
}

interface Sample {
  readonly name: string
  readonly text: string
}

function samples(folder: string): readonly Sample[] {
  const root = fileURLToPath(new URL(`../../../${folder}/`, import.meta.url))
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.yaml'))
    .map(file => ({ name: file, text: readFileSync(`${root}${file}`, 'utf8') }))
    .filter(({ text }) => /^ *kind: HACluster$/m.test(text))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

const EXAMPLES = [...samples('examples'), ...samples('scripts/bench/clusters')]
const CASES = samples('test/golden')
const TEXTS = [...EXAMPLES, ...CASES].map(({ text }) => text)

test('the HAClusters of the examples, and most of the cases, are plain', () => {
  const isLeft = ({ text }: Sample) => readPlainYaml(text) === undefined
  expect(EXAMPLES.filter(isLeft).map(({ name }) => name)).toEqual([])
  expect(EXAMPLES.length).toBeGreaterThan(4)
  expect(CASES.filter(isLeft).length).toBeLessThan(CASES.length / 10)
  expect(TEXTS.flatMap(text => faultOf(text) ?? [])).toEqual([])
})

test('every form is read', () => {
  const text = `# head
---
a: 1 # tail
"b": 'it''s'
c: "x\\n\\"y\\""
d: [1, -2, 1.5, true, null, "a, b", [], {}, http://x/y?z=1]
e: {f: g h, "i": {j: []}}
k:
- l: 10.0.0.1:80
  m:
    - z
- - o
  - -p
-
q: |

  #!/bin/sh
    r

s: |-
  t
# note
u:
v: ~
x: {
  w: [1, # one

    "#, ]",
  ], z: {"a":1,'b':"}"},
}
xx: >
  folded
  once

  and again

xy: >-
  echo a &&
  echo b
---
- w
---
{
"z": [
],
# note
"y": {"x": 1
  } }
`
  const value = [
    {
      ...{ a: 1, b: "it's", c: 'x\n"y"', d: [1, -2, 1.5, true, null, 'a, b', [], {}, 'http://x/y?z=1'] },
      ...{ e: { f: 'g h', i: { j: [] } }, k: [{ l: '10.0.0.1:80', m: ['z'] }, ['o', '-p'], null] },
      ...{ q: '\n#!/bin/sh\n  r\n', s: 't', u: null, v: null },
      ...{ x: { w: [1, '#, ]'], z: { a: 1, b: '}' } }, xx: 'folded once\nand again\n', xy: 'echo a && echo b' },
    },
    ['w'],
    { z: [], y: { x: 1 } },
  ]
  for (const form of [text, text.replaceAll('\n', '\r\n')]) {
    expect(readPlainYaml(form)).toEqual(value)
    expect(faultOf(form)).toBeUndefined()
  }
})

test.each([
  ...['', '# note\n', '---\n', 'a: 1\n---\n', 'text\n', '"text"\n', 'a: 1\n...\n', '%YAML 1.2\n---\na: 1\n'],
  ...['a: &x 1\n', 'a: *x\n', 'a: !t 1\n', '? a\n', '<<: {a: 1}\n', '"<<": {a: 1}\n', '__proto__: 1\n', '1: a\n'],
  ...['a: 1\na: 2\n', 'a: 1\n"a": 2\n', 'b: {a: 1, a: 2}\n', 'true: 1\n', 'y: 1\n'],
  ...[
    'a: b\n  c\n',
    'a: [b\n  , c]\n',
    'a: [b c\n  d]\n',
    'a: ["b\n  c"]\n',
    'a: {b:\n  c}\n',
    'a: [b,\n  c\n',
    'k:\n  a: [b,\n  c]\n',
    'a: [it"s,\n  "c"]\n',
    'a: "b\n  c"\n',
    'a: >\n  b\n    c\n',
    'a: >\n  b \n  c\n',
    'a: >\n\n  b\n',
    'a: >+\n  b\n',
    'a: |+\n  b\n',
    'a: |2\n   b\n',
    'a: |\n',
    'a: |\n  b',
  ],
  ...[
    'a: |\n   \n  b\n',
    'a: |\n    b\n  c\n',
    'a:\n  b\n',
    'a:\n    b: 1\n  c: 1\n',
    'a: 1\n b: 2\n',
    'a:\n  - b\n - c\n',
  ],
  ...[
    'a:\tb\n',
    'a: b\rc: d\n',
    'a: \u0085\n',
    'a: \u2028\n',
    'a: \u{1F600}\n',
    'a: \u00a0b\n',
    'a: \u3000\n',
    'a: \uFEFF\n',
  ],
  ...[
    'a: b: c\n',
    'a: b:\n',
    'a: - b\n',
    '- - -\n  a: 1\n',
    'a: "b" c\n',
    'a: [b] c\n',
    'a: {b}\n',
    'a: [b: c]\n',
    'a: [b,,]\n',
    'a: [,]\n',
  ],
  ...[
    'a: "\\x41"\n',
    'a: @b\n',
    'a: `b`\n',
    'a: %b\n',
    'a: ]\n',
    'a: , b\n',
    'a: "b"# c\n',
    'a: [b #c]\n',
    'a: {b:c}\n',
  ],
])('%j is left to the library', text => expect(readPlainYaml(text)).toBeUndefined())

test.each(
  [
    ...[
      '010',
      '-010',
      '0o17',
      '0x1F',
      '0b11',
      '1_000',
      '1.30',
      '1.0',
      '1e3',
      '1.5e3',
      '.5',
      '5.',
      '+1',
      '-0',
      '1234567890123456',
    ],
    ...[
      '.inf',
      '-.inf',
      '.nan',
      'Null',
      'NULL',
      'True',
      'FALSE',
      'yes',
      'No',
      'on',
      'OFF',
      'y',
      '2024-01-01',
      '0.0000001',
      '.',
    ],
  ].flatMap(value => [`a: ${value}\n`, `a: [${value}]\n`, `- ${value}\n`]),
)('%j means too much', text => expect(readPlainYaml(text)).toBeUndefined())

const INDENTS = ['', '', '  ', '  ', '    ', '- ', '  - ', '- - ', ' ', '-   ', '      ']
const KEYS = [
  'a: ',
  'b: ',
  'c: ',
  'a-b.c/d: ',
  '"q": ',
  "'r s': ",
  'k:',
  'l:',
  'm:  ',
  'constructor: ',
  '__proto__: ',
  '',
  '',
  '0: ',
  'é: ',
]
const VALUES = [
  ...[
    '',
    '',
    '',
    'x',
    'x y',
    'x  y',
    'x:y',
    'x#y',
    'x #y',
    '# y',
    'x: y',
    'x:',
    '"x"',
    "'x'",
    "'it''s'",
    '"a\\n\\"b"',
    '"\\x41"',
    '"\\u0041\\\\u0041\\u00e9"',
    '"\\ud83d\\ude00 \\uD83D"',
    '"\\r\\b\\f\\/"',
    '"\\u12"',
    '"\\U00000041"',
    '"\\a\\0"',
  ],
  ...[
    '"x',
    "x'",
    '1',
    '-1',
    '0',
    '-0',
    '007',
    '1.5',
    '1.50',
    '1.',
    '.5',
    '1e3',
    '0x1f',
    '0o7',
    '1_0',
    '12:30',
    '1.2.3',
    '10Gi',
    '2e',
    '5m',
  ],
  ...[
    'true',
    'True',
    'null',
    '~',
    'yes',
    'NO',
    '.inf',
    '-x',
    '--x',
    '- x',
    './x',
    '..',
    '...',
    '---',
    '--- x',
    '|',
    '|-',
    '>',
    '|2',
    '| # x',
  ],
  ...[
    '[]',
    '{}',
    '[x, y]',
    '[x,y]',
    '[ x , "y" ]',
    '{a: 1, b: [2]}',
    '{ "a": 1 }',
    '{"a":1}',
    '{a}',
    '[a: b]',
    '[[1], {c: d}]',
    '[x',
    'x]',
  ],
  ...[
    '[http://a:1/b, c#d]',
    '{a: b:c}',
    '{a: 1, a: 2}',
    '[a,]',
    '[x] y',
    '[x] # y',
    '{}: a',
    ...[
      '[x,\n    y]',
      '[\n    x, # note\n\n    "y"\n    ]',
      '{\n  a: x,\n  b: [c]\n  }',
      "{a: 1,\n b: 'x'}",
      '[x\n  ]',
      '{"a":[1,\n      2]}',
    ],
    ...['>\n    x\n    y', '>-\n      x\n\n      y', '[', '{', ']', '}', 'x,', 'a: x,', '"a": 1'],
    '&x 1',
    '*x',
    '!x',
    '? x',
    'a, b',
    '@',
    '%',
    '=',
    '<<',
  ],
  ...[
    'ä',
    '\u00a0',
    'x ',
    '$(x)',
    '(x) [y]',
    '~/x',
    '^x$',
    '<x>',
    'x\t',
    '\u{1F600}',
    '+1',
    '+x',
    '1 2',
    '2024-01-01',
    '00:50:56:aa:bb:cc',
    '"#"',
  ],
]
const line = fc
  .tuple(fc.constantFrom(...INDENTS), fc.constantFrom(...KEYS), fc.constantFrom(...VALUES))
  .map(parts => parts.join(''))
const ending = fc.constantFrom('\n', '\n', '\n', '\r\n', '\n\n', '\n   \n', '\n# note\n', '\n---\n', '\n  # note\n')
const composed = fc
  .tuple(fc.array(fc.tuple(line, ending), { minLength: 1, maxLength: 7 }), fc.boolean())
  .map(([lines, isCut]) => (isCut ? lines.flat().slice(0, -1) : lines.flat()).join(''))

const PIECES = [
  ...INDENTS,
  ...KEYS,
  ...VALUES,
  '\n',
  '\n  ',
  '\n- ',
  ...['[\n', '{\n  ', ',\n   ', '\n  }', '\n]', ' # note\n', '>-\n', '>\n  '],
  ' ',
  ':',
  '#',
  ' #',
  '"',
  "'",
  ',',
  '[',
  '}',
  '\t',
  '\\',
  '\r',
  '-',
  '|',
  '.',
  '0',
]
const mutated = fc
  .tuple(
    fc.constantFrom(...TEXTS),
    fc.array(fc.tuple(fc.nat(), fc.nat(6), fc.constantFrom(...PIECES)), { minLength: 1, maxLength: 3 }),
  )
  .map(([text, edits]) =>
    edits.reduce((sum, [at, length, piece]) => {
      const from = at % (sum.length + 1)
      return sum.slice(0, from) + piece + sum.slice(from + length)
    }, text),
  )

test.each([
  { name: 'texts composed of lines', texts: composed },
  { name: 'cases with edits', texts: mutated },
])('$name: what is read is what the library reads', ({ texts }) => {
  let recognised = 0
  fc.assert(
    fc.property(texts, text => {
      expect(faultOf(text)).toBeUndefined()
      if (readPlainYaml(text) !== undefined) recognised++
    }),
    { numRuns: RUNS, seed: 11 },
  )
  expect(recognised).toBeGreaterThan(RUNS / 20)
})
