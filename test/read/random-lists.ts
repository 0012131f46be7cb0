// Texts that are ResourceLists, or nearly: for holding what reads them against the YAML library. Same seed, same texts.

import { stringify } from 'yaml'

export type Random = () => number

/** Numbers in [0, 1), the same for the same seed (mulberry32). */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** A list in some style, in about half of all cases with a few characters or lines disturbed. */
export function randomListText(random: Random): string {
  const text = pick(random, [printedList, writtenList, rowsOfItems])(random)
  const disturbed = random() < 0.5 ? disturb(random, text) : text
  return random() < 0.1 ? disturbed.replaceAll('\n', '\r\n') : disturbed
}

function pick<T>(random: Random, choices: readonly [T, ...T[]]): T {
  return choices[Math.floor(random() * choices.length)] ?? choices[0]
}

function times<T>(random: Random, most: number, make: () => T): T[] {
  return Array.from({ length: Math.floor(random() * (most + 1)) }, make)
}

function printedList(random: Random): string {
  const list: Record<string, unknown> = { apiVersion: 'config.kubernetes.io/v1', kind: 'ResourceList' }
  if (random() < 0.2) list.functionConfig = randomObject(random)
  list.items = times(random, 4, () => randomObject(random))
  if (random() < 0.2) list.results = times(random, 2, () => ({ message: 'x', severity: 'info' }))
  if (random() < 0.1) return JSON.stringify(list, null, pick(random, [0, 1, 2])) + pick(random, ['', '\n'])
  return stringify(list, {
    indentSeq: random() < 0.3,
    indent: pick(random, [2, 2, 4]),
    lineWidth: pick(random, [0, 0, 40]),
    defaultStringType: pick(random, ['PLAIN', 'PLAIN', 'QUOTE_DOUBLE', 'QUOTE_SINGLE']),
    aliasDuplicateObjects: random() < 0.3,
    collectionStyle: pick(random, ['any', 'any', 'any', 'flow']),
  })
}

function randomObject(random: Random): Record<string, unknown> {
  const annotations = Object.fromEntries(times(random, 3, () => [pick(random, ANNOTATIONS), randomScalar(random)]))
  const metadata: Record<string, unknown> = { name: pick(random, NAMES) }
  if (random() < 0.5) metadata.namespace = pick(random, NAMES)
  if (random() < 0.7) metadata.annotations = annotations
  const object: Record<string, unknown> = {
    apiVersion: pick(random, ['v1', 'capv-ha.dev/v1alpha1']),
    kind: pick(random, KINDS),
  }
  object.metadata = metadata
  if (random() < 0.7) object.spec = randomValue(random, 3)
  return object
}

const SHARED = { shared: ['by', { several: 'places' }] }
const KINDS = ['ConfigMap', 'HACluster', 'Kptfile'] as const
const NAMES = ['a', 'b-c', 'prod', '1234', 'x.y'] as const
const ANNOTATIONS = [
  'capv-ha.dev/owner',
  'config.kubernetes.io/path',
  'internal.config.kubernetes.io/path',
  'internal.config.kubernetes.io/package-path',
  'config.kubernetes.io/index',
  'config.kubernetes.io/local-config',
  'other',
] as const

function randomValue(random: Random, depth: number): unknown {
  if (depth === 0 || random() < 0.4) return random() < 0.1 ? SHARED : randomScalar(random)
  if (random() < 0.5) return times(random, 3, () => randomValue(random, depth - 1))
  return Object.fromEntries(times(random, 3, () => [pick(random, KEYS), randomValue(random, depth - 1)]))
}

const KEYS = ['a', 'name', 'metadata', 'items', 'kind', 'odd key', 'a:b', '- x', 'x/y', '', '#', 'annotations'] as const

function randomScalar(random: Random): unknown {
  return pick(random, SCALARS)
}

const SCALARS: readonly [unknown, ...unknown[]] = [
  'text',
  'true',
  true,
  null,
  '',
  12,
  1.5,
  '010',
  'a: b',
  'a #b',
  '- a',
  "it's",
  'say "x"',
  'back\\slash',
  'one\ntwo\n',
  'one\n\n  two\n\n',
  '\n leading',
  'trailing ',
  'tab\there',
  'ünï',
  '#',
  '---',
  '...',
  'a very long text with many words that a printer may fold at some column or other',
  '{a}',
  '[b',
  '&x',
  '*y',
  '!z',
  '| x',
]

/** As programs write them: many items of one form, with now and then something else in between. */
function rowsOfItems(random: Random): string {
  const dash = pick(random, ['', '', '', '  '])
  const pad = `${dash}  `
  const rows = times(random, 3, () => {
    const head = `apiVersion: ${pick(random, ['v1', 'apps/v1', 'v1', 'capv-ha.dev/v1alpha1'])}\nkind: ${pick(random, ROW_KINDS)}`
    const before = times(random, 1, () => pick(random, METADATA))
    const after = times(random, 2, () => pick(random, METADATA))
    const rest = times(random, 2, () => pick(random, REST))
    return times(random, 4, () => {
      const metadata = [...before, `name: ${pick(random, ROW_NAMES)}`, ...after].join('\n').replaceAll('\n', '\n  ')
      const lines = [head, `metadata:\n  ${metadata}`, ...rest, ...(random() < 0.1 ? [pick(random, LINES)] : [])]
      return `${dash}- ${lines.join('\n').replaceAll('\n', `\n${pad}`)}\n`
    }).join('')
  }).join(pick(random, ['', '', `${dash}# between\n`, '\n', 'other: x\n', 'other:\n']))
  const tail = pick(random, ['', '', 'functionConfig:\n  kind: ConfigMap\n', 'results:\n- message: y\n'])
  return `apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n${rows}${tail}`
}

const ROW_KINDS = ['ConfigMap', 'ConfigMap', 'HACluster', 'Null', 'null', '"B"'] as const
const ROW_NAMES = ['a', 'b-c', 'settings-1', 'settings-2', 'null', '12', 'ünï', '"q"', 'x y', 'a # b'] as const
const METADATA = [
  'namespace: apps',
  'namespace: b',
  'labels:\n  app: x',
  'labels:\n  name: x\n\n  tier: y',
  'labels: {name: x}',
  'creationTimestamp: null',
  'generateName: a-',
  '# comment',
  '',
  'annotations:\n  other: x',
  'annotations:\n  capv-ha.dev/owner: a/b\n  config.kubernetes.io/path: x.yaml',
  'finalizers:\n- name',
  'name: twice',
  'uid: a\n  b',
] as const
const REST = [
  'data:\n  a: b\n  c: |\n    - apiVersion: v1\n\n    text',
  'data: {}',
  'spec:\n  metadata:\n    name: inner',
  'spec:\n- a\n- b',
  'kinds: x',
  'kind: twice',
  'type: é',
  '# comment',
  'status: {}\n',
] as const

/** Lines put together by hand, so that much of it is no YAML at all. */
function writtenList(random: Random): string {
  const head = pick(random, ['', '---\n', '# comment\n', '\uFEFF', '--- # x\n', '\n\n', '%YAML 1.2\n---\n'])
  const dash = pick(random, ['', '', '  ', '    '])
  const items = times(random, 4, () => writtenItem(random, dash)).join('')
  const parts = [
    pick(random, ['apiVersion: config.kubernetes.io/v1\n', 'apiVersion: v1 # x\n', '']),
    pick(random, ['kind: ResourceList\n', 'kind: ResourceList\n', '"kind": "ResourceList"\n', 'kind: List\n']),
    items === ''
      ? pick(random, ['items: []\n', 'items:\n', 'items: null # none\n', '', 'items: [{a: b}, c]\n'])
      : `items:${pick(random, ['', '', ' # list'])}\n${items}`,
    pick(random, [
      '',
      '',
      'functionConfig:\n  kind: ConfigMap\n  data: {}\n',
      'other: x\n',
      'results:\n- message: y\n',
    ]),
  ]
  const foot = pick(random, ['', '', '# end\n', '---\n', '...\n', '---\na: b\n', '  # indented\n'])
  return head + (random() < 0.2 ? parts.toReversed() : parts).join('') + foot
}

function writtenItem(random: Random, dash: string): string {
  const lines = times(random, 5, () => pick(random, LINES))
  const body = ['apiVersion: v1', pick(random, ['kind: A', 'kind: "B"', "kind: 'C'", 'kind: 12']), ...lines]
  const pad = `${dash}  `
  const text = body.join('\n').replaceAll('\n', `\n${pad}`)
  return `${dash}- ${pick(random, ['', '', '', `# head\n${pad}`])}${text}\n${pick(random, ['', '', '', '\n', `${dash}# between\n`])}`
}

const LINES = [
  'metadata:\n  name: a\n  namespace: b',
  'metadata:\n  annotations:\n    capv-ha.dev/owner: a/b\n    config.kubernetes.io/path: "x.yaml"\n  name: a',
  'metadata: {name: x, annotations: {"capv-ha.dev/owner": "a/b"}}',
  'metadata:\n  annotations: {}\n  name: b',
  "metadata:\n  annotations:\n    # comment\n    x: 'y'\n    internal.config.kubernetes.io/path: 'z.yaml'",
  'metadata:\n- name: list',
  'name: a',
  'spec:\n  list:\n  - a\n  - b: c\n    d: e\n  - - f\n    - g',
  'spec:\n    wide:\n      - a\n      -\n        b: c',
  'text: |\n  one\n\n    two\n three',
  'text: |\n  one\n   two\n',
  'text: |-\n\n  one\n# no comment\n',
  'text: |+\n  one\n\n\n',
  'text: >2\n    one\n',
  'text: >\n  one\n  two # no comment',
  'text: |\n',
  'quoted: "a \\" b: # c"',
  'quoted: "bad \\q escape"',
  'quoted: "two\n  lines"',
  "quoted: 'it''s'",
  "quoted: 'open",
  'plain: a\n  b c',
  'plain: a: b',
  'plain: a # comment',
  'plain: a#b',
  'flow: [a, "b", {c: d, "e": [f]}, -1]',
  'flow: {a: b, c}',
  'flow: [a,\n  b]',
  'flow: [a, b',
  'flow: []',
  'flow: {}  # none',
  'anchor: &x {a: b}',
  'alias: *x',
  'merge: {<<: *x}',
  '<<: {a: b}',
  'tag: !!str 12',
  '? complex\n: key',
  '"quoted key": x',
  "'a': y",
  'tab:\tx',
  'null',
  '- dash',
  'a:\n- x\nb:\n- y',
  'a:\n   - x\n  - y',
  'a:\n  b:\n c: d',
  'url: http://x:80/y',
  'time: 12:30:45',
  'kind: twice',
  'long: @x',
  'percent: %x',
  'dash: - x',
  'question: ? x',
  'colon: :x',
  '--- x',
  'a: --- x',
  'empty:',
  'bracket]: x',
] as const

function disturb(random: Random, text: string): string {
  let disturbed = text
  for (let count = 1 + Math.floor(random() * 3); count > 0; count--) disturbed = disturbOnce(random, disturbed)
  return disturbed
}

function disturbOnce(random: Random, text: string): string {
  const at = Math.floor(random() * text.length)
  const lines = text.split('\n')
  const line = Math.floor(random() * lines.length)
  switch (Math.floor(random() * 6)) {
    case 0:
      return text.slice(0, at) + pick(random, SPECIAL) + text.slice(at)
    case 1:
      return text.slice(0, at) + text.slice(at + 1)
    case 2:
      return lines.toSpliced(line, 0, lines[Math.floor(random() * lines.length)] ?? '').join('\n')
    case 3:
      return lines.toSpliced(line, 1).join('\n')
    case 4:
      return lines.with(line, ` ${lines[line] ?? ''}`).join('\n')
    default:
      return lines.with(line, (lines[line] ?? '').replace(/^ /, '')).join('\n')
  }
}

const SPECIAL = [
  ' ',
  '\n',
  '\t',
  ':',
  ': ',
  ' #',
  '#',
  '-',
  '- ',
  '\n- ',
  '"',
  "'",
  '[',
  ']',
  '{',
  '}',
  ',',
  '&a ',
  '*a ',
  '!',
  '|',
  '>',
  '%',
  '@',
  '`',
  '\\',
  '\r',
  '?',
  '? ',
  '~',
  '\n---\n',
  '\n...\n',
  '\uFEFF',
  'é',
  '\u2028',
  '\u0000',
  '0',
  '=',
  '<<: ',
  '|+\n',
] as const
