import { expect, test } from 'vitest'
import { findExcess } from './too-much.ts'

const rows = (count: number, row: string) => row.repeat(count)

test.each([
  ['brackets', `a: ${'['.repeat(10_001)}`, 'brackets'],
  ['braces', `a: ${rows(10_001, '{ ')}`, 'brackets'],
  ['brackets on lines of their own', `a:\n${rows(10_001, ' [\n')}`, 'brackets'],
  ['aliases', `- &a v\n${rows(250_001, '- *a\n')}`, 'aliases'],
  ['aliases in flow', `x: [&a v${rows(250_001, ', *a')}]`, 'aliases'],
  ['merge keys', `- &a {}\n${rows(250_001, '- <<: *a\n')}`, 'aliases'],
  ['documents', rows(100_001, '\n---'), 'documents'],
])('%s', (_name, text, of) => {
  expect(findExcess(text)?.of).toBe(of)
})

test.each([
  ['as many brackets as may be', `a: ${'['.repeat(10_000)}`],
  ['brackets with something between them', `a: ${rows(20_000, '[1, ')}`],
  ['as many aliases as may be', `- &a v\n${rows(250_000, '- *a\n')}`],
  ['aliases in documents of their own', rows(2, `---\n- &a v\n${rows(200_000, '- *a\n')}`)],
  ['words in asterisks', `a: |\n${rows(300_000, '  a *word* **b**\n')}`],
  ['a list in prose', `a: |\n${rows(300_000, '  * word\n')}`],
])('%s', (_name, text) => {
  expect(findExcess(text)).toBeUndefined()
})
