import { expect, test } from 'vitest'
import type { Path, Problem } from '../../problems/problem.ts'
import { parseDocuments, type SourceDocument } from './document.ts'
import { documentsByYaml } from './documents-by-yaml.ts'
import { findClusters } from './find-clusters.ts'
import { sourceText } from './source-text.ts'

const HEAD = 'apiVersion: capv-ha.dev/v1alpha1\nkind: HACluster\n'

function only(text: string) {
  const { inputs, problems } = findClusters(parseDocuments(text, { file: 'a.yaml' }))
  const input = inputs[0]
  if (input === undefined) throw new Error(`no input: ${JSON.stringify(problems)}`)
  return input
}

/** `line:column text` of a place, the marked part between «». */
function place(text: string, path: Path, at: 'key' | 'value' = 'value', secret = false): string {
  const { line, column, excerpt } = only(text).locate(path, at, secret)
  if (excerpt === undefined) throw new Error('no excerpt')
  const end = excerpt.start + excerpt.length
  const { text: all, start } = excerpt
  return `${line}:${column} ${all.slice(0, start)}«${all.slice(start, end)}»${all.slice(end)}`
}

function syntaxAt(text: string): string {
  const problem = parseDocuments(text, { file: 'a.yaml' }).flatMap(document => [
    ...document.problems,
    ...document.resolve().problems,
  ])[0]
  return `${problem?.source?.line}:${problem?.source?.column} ${problem?.message}`
}

test('a value is marked where it stands', () => {
  expect(place(`${HEAD}spec:\n  a: one # note\n`, ['spec', 'a'])).toBe('4:6   a: «one» # note')
  expect(place(`${HEAD}spec: {a: 1, b: "x y"}\n`, ['spec', 'b'])).toBe('3:17 spec: {a: 1, b: «"x y"»}')
  expect(place(`${HEAD}spec:\n  a: [1, 2]\n`, ['spec', 'a'])).toBe('4:6   a: «[1, 2]»')
  expect(place(`${HEAD}spec:\n  - x: 1\n    y: 2\n`, ['spec', 0])).toBe('4:5   - «x: 1»')
})

test('a key, a block value, an empty value and the parent of a missing one are marked at the key', () => {
  const text = `${HEAD}spec:\n  a:\n    b: 1\n  c:\n`
  expect(place(text, ['spec', 'a', 'b'], 'key')).toBe('5:5     «b»: 1')
  expect(place(text, ['spec', 'a'])).toBe('4:3   «a»:')
  expect(place(text, ['spec', 'c'])).toBe('6:3   «c»:')
  expect(place(text, ['spec', 'a', 'missing', 'deeper'])).toBe('4:3   «a»:')
  expect(place(text, ['metadata', 'name'])).toBe('1:1 «apiVersion: capv-ha.dev/v1alpha1»')
})

test('aliases are marked where they are used, what is below them where it is written', () => {
  const text = `${HEAD}x: &x {a: 1}\ny: *x\nz:\n  <<: *x\n  b: 2\n`
  expect(place(text, ['y'])).toBe('4:4 y: «*x»')
  expect(place(text, ['y', 'a'])).toBe('3:11 x: &x {a: «1»}')
  expect(place(text, ['z', 'a'])).toBe('3:11 x: &x {a: «1»}')
  expect(only(text).value).toMatchObject({ y: { a: 1 }, z: { a: 1, b: 2 } })
})

test('a secret leaves nothing of its line but its own key', () => {
  expect(place(`${HEAD}spec: {password: hunter2, token: abc}\n`, ['spec', 'token'], 'value', true)).toBe(
    `3:34 ${' '.repeat(26)}token: «***»`,
  )
  expect(place(`${HEAD}spec:\n  token: abc # abc\n`, ['spec', 'token'], 'value', true)).toBe('4:10   token: «***»')
  expect(place(`${HEAD}spec:\n  token: abc\n`, ['spec', 'token'], 'key', true)).toBe('4:3   «token»: ***')
  expect(place(`${HEAD}spec:\n  - {t: a, b: [x, secret]}\n`, ['spec', 0, 'b', 1], 'value', true)).not.toContain('x')
  expect(place(`${HEAD}spec:\n  - secret\n`, ['spec', 0], 'value', true)).toBe('4:5   - «***»')
})

test('line ends and a byte order mark move nothing', () => {
  const text = `\uFEFF${HEAD}spec:\n  a: one\n  b: two\n`.replaceAll('\n', '\r\n')
  expect(place(text, ['apiVersion'])).toBe('1:13 apiVersion: «capv-ha.dev/v1alpha1»')
  expect(place(text, ['spec', 'b'])).toBe('5:6   b: «two»')
  expect(only(text).value).toMatchObject({ spec: { a: 'one', b: 'two' } })
})

test('file, document index and object go with every place', () => {
  const { inputs } = findClusters(parseDocuments(`a: 1\n---\n${HEAD}metadata: {name: c1}\n`, { file: 'a.yaml' }))
  expect(inputs[0]?.locate(['kind'], 'value', false)).toMatchObject({
    file: 'a.yaml',
    index: 1,
    line: 4,
    resource: { apiVersion: 'capv-ha.dev/v1alpha1', kind: 'HACluster', name: 'c1' },
  })
})

test('the text of a scalar is kept beside its value', () => {
  const input = only(`${HEAD}spec: {v: 1.30, w: '1.30', x: {}}\n`)
  expect(input.value).toMatchObject({ spec: { v: 1.3, w: '1.30' } })
  expect(input.raw?.(['spec', 'v'])).toBe('1.30')
  expect(input.raw?.(['spec', 'w'])).toBe("'1.30'")
  expect(input.raw?.(['spec', 'x'])).toBeUndefined()
  expect(input.raw?.(['spec', 'none'])).toBeUndefined()
})

test('twin keys are found at any depth and marked at the last', () => {
  const text = `${HEAD}spec:\n  - a: 1\n    a: 2\n  - {1: x, "1": y}\n`
  expect(faults(only(text).problems)).toEqual(['duplicate-key spec/0/a', 'duplicate-key spec/1/1'])
  expect(place(text, ['spec', 0, 'a'], 'key')).toBe('5:5     «a»: 2')
  expect(findClusters(parseDocuments('kind: Other\nkind: Twice\n')).problems).toEqual([])
})

test.each(['010', '-010', '007', '0o17', '0O17', '0b11', '1_000', '1_0.5', '0x_1F', '0X1F'])(
  '%s is ambiguous',
  number => {
    expect(faults(only(`${HEAD}spec: {n: ${number}}\n`).problems)).toEqual(['ambiguous-number spec/n'])
  },
)

test.each([
  '0',
  '10',
  '0x1F',
  '1e3',
  '0.5',
  '1.30',
  '"010"',
  '!!str 010',
  '00:50:56:aa:bb:cc',
  'a_1',
  '10.0.0.1',
  '_1',
  'yes',
])('%s is not ambiguous', number => expect(only(`${HEAD}spec: {n: ${number}}\n`).problems).toEqual([]))

test('broken YAML is one problem a document, where it breaks', () => {
  expect(syntaxAt('a: b: 2\n')).toMatch(/^1:4 a value must not be followed by a second colon/)
  expect(syntaxAt('a: 1\n b: 2\n')).toMatch(/^1:1 a key with a value beside it must not have deeper lines below it/)
  expect(syntaxAt('a:\n\tb: 1\n')).toMatch(/^2:1 indentation must not contain tabs/)
  expect(syntaxAt('a: [1, 2\n')).toMatch(/^1:8 brackets and braces must be closed/)
  expect(syntaxAt('a: "x\n')).toMatch(/^1:\d a quoted text must be closed/)
  expect(syntaxAt('a: 1\nb\n')).toMatch(/^2:1 every line of a mapping must be/)
  expect(syntaxAt('s:\n  a:\u00a01\n  b: 2\n')).toMatch(/^2:5 the colon .* non-breaking space \(U\+00A0\)/)
  expect(syntaxAt('b: 2\na:\u00a01\n')).toMatch(/^2:3 the colon .* non-breaking space/)
  expect(syntaxAt('b: 2\na: 1\rc: 2\n')).toMatch(/^2:5 a line must end in a line feed/)
  expect(syntaxAt('a: *nothing\n')).toMatch(/^1:4 an alias must name an anchor/)
  expect(syntaxAt('a: !vault x\n')).toMatch(/^1:4 tags such as/)
  expect(syntaxAt('a: @x\n')).toMatch(/^1:4 a plain value must not start with/)
  expect(syntaxAt(`a: ${'['.repeat(20_000)}`)).toMatch(/must not be nested this deeply|must be closed/)
})

test('a line in a column of its own is told what begins elsewhere', () => {
  const whyOf = (text: string) => parseDocuments(text).flatMap(({ problems }) => problems.map(({ why }) => why))
  const below = (owner: string, column: number, own: number) => [
    `the lines below ${owner} begin in column ${column}, this one in column ${own}`,
  ]
  expect(whyOf('s:\n  a: 1\nn:\n    g: 1\n\n  # words\n  c: 1\n')).toEqual(below('`n` (line 3)', 5, 3))
  expect(whyOf('s:\n  a: 1\n b: 1\n')).toEqual(below('`s` (line 1)', 3, 2))
  expect(whyOf('s:\r\n  a: 1\r\n b: 1\r\n')).toEqual(below('`s` (line 1)', 3, 2))
  expect(whyOf('"s x":\n  a: 1\n b: 1\n')).toEqual(below('line 1', 3, 2))
  expect(whyOf('s:\n  - a: 1\n c: 1\n')).toEqual(below('`s` (line 1)', 3, 2))
})

test('a file whose lines end in CR alone is said to be one, whatever stands on top', () => {
  for (const top of ['', '---\n', '# a comment\n', '# a comment\n---\n\n']) {
    const text = `${top}${HEAD}spec:\n  a: one\n`.replaceAll('\n', '\r')
    expect(syntaxAt(text)).toMatch(
      /^1:\d+ a line must end in a line feed \(LF\), not in a carriage return \(CR\) alone/,
    )
    expect(syntaxAt(`\uFEFF${text}\n`)).toMatch(/^1:\d+ a line must end in a line feed/)
  }
  expect(parseDocuments('a: 1\r')).toHaveLength(1)
  expect(parseDocuments('a: 1\r')[0]?.problems).toEqual([])
})

test('an alias bomb and an anchor that holds itself are refused', () => {
  const level = (n: number) =>
    `l${n}: &l${n} [${Array(10)
      .fill(`*l${n - 1}`)
      .join(', ')}]`
  const bomb = `l0: &l0 x\n${[1, 2, 3, 4, 5, 6].map(level).join('\n')}\n`
  expect(syntaxAt(bomb)).toMatch(/must not be nested this deeply or repeat an alias this often/)
  for (const text of ['a: &a [*a]\n', 'a: &a {b: {c: *a}}\n', 'a: &a {<<: *a}\n', 'a: &a {b: {<<: *a}}\n']) {
    expect(syntaxAt(`${HEAD}${text}`)).toMatch(/^3:\d+ /)
  }
})

test('JSON with tabs is read', () => {
  const text =
    '{\n\t"apiVersion": "capv-ha.dev/v1alpha1",\n\t"kind": "HACluster",\n\t"spec": {"a": "\\/\\ud83d\\ude00"}\n}\n'
  expect(only(text).value).toMatchObject({ spec: { a: '/\u{1F600}' } })
  expect(place(text, ['spec', 'a'], 'key')).toMatch(/^4:11 /)
})

test('a document of our group that is no HACluster is a problem', () => {
  const { problems } = findClusters(parseDocuments('apiVersion: capv-ha.dev/v1alpha1\nkind: HaCluster\n'))
  expect(faults(problems)).toEqual(['invalid-value kind'])
})

test('an empty text holds no documents', () => expect(parseDocuments('')).toEqual([]))

function faults(problems: readonly Problem[]): readonly string[] {
  return problems.map(({ code, path }) => `${code} ${path.join('/')}`)
}

test('the text of a document is what stands between its markers', () => {
  const text = '# lead\n---\n# head\na: |+\n  x\n\n--- {b: 1} # tail\n... # end\nc: 1\n# last\n---\n'
  expect(parseDocuments(text).map(document => document.text())).toEqual([
    '# head\na: |+\n  x\n\n',
    '{b: 1} # tail\n',
    'c: 1\n# last\n',
    '',
  ])
})

test.each([
  'a: {b: 1}\n',
  '---\na:\n  - b: 1 # text\n',
  '# head\n\n---\na: 1\nb:\n- 2\n',
  'a: 1\n# between\n---\n# more\na: {b: 2}\n---\na: 3\nb: |\n  x\n  y\n# end\n',
  '\uFEFF  # head\n---\na: 1\n--- \na: 2\nb: "x"\n',
])('places in %j are found in the part of the text that is asked for', text => {
  for (const written of [text, text.replaceAll('\n', '\r\n')]) {
    const plain = parseDocuments(written, { file: 'a.yaml' })
    const whole = documentsByYaml(sourceText(written, 'a.yaml'))
    expect(plain.map(placesIn)).toEqual(whole.map(placesIn))
  }
})

function placesIn(document: SourceDocument) {
  const { locate, raw } = document.toClusterInput()
  const paths = [[], ['a'], ['a', 'b'], ['a', 0, 'b'], ['b'], ['b', 0], ['c']]
  return [document.text(), ...paths.map(path => [locate(path, 'value', false), locate(path, 'key', true), raw?.(path)])]
}

test('places are the same once the library is asked for them', () => {
  const entries = 60_000
  const text = `kind: HACluster\nspec:\n  servers: [${'{name: a}, '.repeat(entries)}{name: b}]\n`
  const { locate } = parseDocuments(text)[0]?.toClusterInput() ?? {}
  const found = () => locate?.(['spec', 'servers', entries, 'name'], 'value', false)
  const first = found()
  expect(first).toMatchObject({ line: 3, column: 13 + 11 * entries + 7 })
  expect([found(), found()]).toEqual([first, first])
})
