import { expect, test } from 'vitest'
import { excerptAt, sourceText } from '../read/documents/source-text.ts'
import { formatGithub, formatJson } from './machine-reports.ts'
import type { Excerpt, Problem, Source } from './problem.ts'
import { formatPath } from './problem.ts'
import { quoted } from './quoted.ts'
import { formatProblems } from './report.ts'
import { sortProblems } from './sort.ts'

function problem(source: Source | undefined, more: Partial<Problem> = {}): Problem {
  return {
    code: 'invalid-value',
    severity: 'error',
    path: ['spec', 'nodes', 1, 'address'],
    message: '`address` must be inside "192.168.10.0/24"',
    ...(source ? { source } : {}),
    ...more,
  }
}

function shown(excerpt: Excerpt): readonly string[] {
  return formatProblems([problem({ file: 'a.yaml', line: 7, column: 1, excerpt })], { colour: false })
    .split('\n')
    .slice(2, 4)
}

const ADDRESS = { text: '      - address: 192.168.11.32', start: 17, length: 13 }

test('a problem in a file', () => {
  const source = { file: 'clusters/capv-5.yaml', index: 0, line: 14, column: 18, excerpt: ADDRESS }
  const words = { why: '`spec.network.gateway` is "192.168.10.1"', fix: 'use another address' }
  expect(formatProblems([problem(source, words)], { colour: false })).toBe(
    [
      'error[invalid-value]: `address` must be inside "192.168.10.0/24"',
      '  clusters/capv-5.yaml:14:18',
      '14 |       - address: 192.168.11.32',
      '   |                  ^^^^^^^^^^^^^',
      '  why: `spec.network.gateway` is "192.168.10.1"',
      '  fix: use another address',
      '',
      '1 error',
      '',
    ].join('\n'),
  )
})

test('a problem without a position names file, document, object and field, as far as known', () => {
  const resource = { apiVersion: 'capv-ha.dev/v1alpha1', kind: 'HACluster', name: 'capv-5' }
  const place = (source?: Source) => formatProblems([problem(source)], { colour: false }).split('\n')[1]
  expect(place({ resource })).toBe('  HACluster default/capv-5, `spec.nodes[1].address`')
  expect(place({ file: 'a.yaml', index: 2, resource: { ...resource, namespace: 'x' } })).toBe(
    '  a.yaml, document 3, HACluster x/capv-5, `spec.nodes[1].address`',
  )
  expect(place()).toBe('  `spec.nodes[1].address`')
})

test('no problems, no text', () => expect(formatProblems([], { colour: true })).toBe(''))

test('colour only where asked for', () => {
  expect(formatProblems([problem(undefined)], { colour: true })).toContain('\u001b[1;31merror[invalid-value]\u001b[0m')
  expect(formatProblems([problem(undefined)], { colour: false })).not.toContain('\u001b')
})

test('carets line up below tabs, wide characters and combining marks', () => {
  expect(shown({ text: '\tname: x', start: 7, length: 1 })).toEqual(['7 |     name: x', '  |           ^'])
  expect(shown({ text: '日本: x', start: 4, length: 1 })).toEqual(['7 | 日本: x', '  |       ^'])
  expect(shown({ text: 'a: 日本', start: 3, length: 2 })).toEqual(['7 | a: 日本', '  |    ^^^^'])
  expect(shown({ text: 'e\u0301: 😀 x', start: 7, length: 1 })).toEqual(['7 | e\u0301: 😀 x', '  |       ^'])
})

test('an excerpt cannot steer the terminal', () => {
  expect(shown({ text: 'a: \u001b[31m\u202ex', start: 3, length: 1 })).toEqual(['7 | a: \uFFFD[31m\uFFFDx', '  |    ^'])
  const text = formatProblems([problem(undefined, { message: 'must not be "\u001b[2J"' })], { colour: false })
  expect(text).toContain('must not be "\\u001b[2J"')
})

test('long lines are cut around the mark', () => {
  const [text, carets] = shown({ text: `key: ${'x'.repeat(500)}MARK${'y'.repeat(500)}`, start: 505, length: 4 })
  expect(text).toBe(`7 | …${'x'.repeat(30)}MARK${'y'.repeat(64)}…`)
  expect(carets).toBe(`  | ${' '.repeat(31)}^^^^`)
  const [long, many] = shown({ text: `key: ${'x'.repeat(500)}`, start: 5, length: 500 })
  expect(long).toBe(`7 | key: ${'x'.repeat(94)}…`)
  expect(many).toBe(`  |      ${'^'.repeat(94)}`)
})

test('problems are sorted by place, errors first at the same one, and stand once', () => {
  const at = (file: string | undefined, line: number, column: number, severity: 'error' | 'warning' = 'error') =>
    problem({ ...(file ? { file } : {}), line, column }, { severity })
  const sorted = sortProblems([
    at(undefined, 1, 1),
    at('b', 1, 1),
    at('a', 2, 1, 'warning'),
    at('a', 2, 1),
    at('a', 10, 1),
    at('a', 2, 1),
    at('a', 1, 9),
  ])
  expect(sorted.map(({ source, severity }) => `${source?.file} ${source?.line}:${source?.column} ${severity}`)).toEqual(
    ['a 1:9 error', 'a 2:1 error', 'a 2:1 warning', 'a 10:1 error', 'b 1:1 error', 'undefined 1:1 error'],
  )
  expect(formatProblems(sorted, { colour: false })).toMatch(/\n\n5 errors, 1 warning\n$/)
})

test('workflow commands are escaped', () => {
  const source = { file: 'a,b:c.yaml', line: 3, column: 5, excerpt: { text: 'a: 100%', start: 4, length: 3 } }
  expect(formatGithub([problem(source, { message: '100% "x"\n::error::y', fix: 'z' })])).toBe(
    '::error file=a%2Cb%3Ac.yaml,line=3,endLine=3,col=5,endColumn=8,title=invalid-value::100%25 "x"%0A::error::y%0Afix: z\n',
  )
})

test('JSON has what is known and no more', () => {
  const [entry] = JSON.parse(
    formatJson([problem({ file: 'a.yaml', index: 0, line: 3, column: 5, excerpt: ADDRESS })]),
  ).problems
  expect(entry).toEqual({
    code: 'invalid-value',
    severity: 'error',
    message: '`address` must be inside "192.168.10.0/24"',
    field: 'spec.nodes[1].address',
    file: 'a.yaml',
    index: 0,
    line: 3,
    column: 5,
  })
  expect(JSON.parse(formatJson([]))).toEqual({ problems: [] })
})

function many(count: number, code: Problem['code'] = 'unknown-field'): readonly Problem[] {
  return Array.from({ length: count }, (_, i) =>
    problem({ file: 'a.yaml', index: 0, line: i + 1, column: 1 }, { code, path: ['spec', `f${i}`] }),
  )
}

test('beyond fifty, problems are only counted in text and workflow commands; JSON has them all', () => {
  const warnings = many(20, 'no-thumbprint').map(each => ({ ...each, severity: 'warning' as const, path: ['w'] }))
  const problems = [...many(60), ...many(3, 'wrong-type'), ...warnings]
  const text = formatProblems(problems, { colour: false })
  expect(text.match(/^error\[/gm)).toHaveLength(50)
  expect(text).toContain('\n\nand 33 more: 20 no-thumbprint, 13 unknown-field\n\n63 errors, 20 warnings\n')
  expect(formatGithub(problems).split('\n')).toHaveLength(52)
  expect(formatGithub(problems)).toContain('\n::notice::and 33 more: ')
  expect(JSON.parse(formatJson(problems)).problems).toHaveLength(83)
})

test('fifty problems are shown in full', () => {
  expect(formatProblems(many(50), { colour: false })).not.toContain('more')
})

test('a key, a value and a line of megabytes are cut', () => {
  const long = 'a'.repeat(1_000_000)
  const source = {
    file: 'a.yaml',
    index: 0,
    ...excerptAt(sourceText(`x: 1, ${long}: ${long}`), { start: 6, end: 1_000_006 }),
  }
  const path = ['spec', 'labels', long]
  const message = `\`${formatPath(path)}\` must not be ${quoted(long)}`
  const text = formatProblems([problem(source, { path, message, why: long, fix: `${long}\u001b` })], { colour: false })
  expect(text.length).toBeLessThan(5000)
  expect(text).toContain(`\`spec.labels["${'a'.repeat(79)}…"]\` must not be "${'a'.repeat(79)}…"\n`)
  expect(text).not.toContain('\u001b')
  const far = excerptAt(sourceText(`${long}: ${long}`), { start: 1_000_002, end: 2_000_002 })
  expect(far.column).toBe(1_000_003)
  expect(far.excerpt && shown(far.excerpt)[0]).toMatch(/^7 \| …a{28}: a{68}…$/)
})

test('what is cut is never half a character', () => {
  expect(quoted(`${'a'.repeat(78)}\u{1f600}${'b'.repeat(9)}`)).toBe(`"${'a'.repeat(78)}…"`)
})
