// Whatever is asked of it, the program ends by itself and says what is wrong in a report that somebody can read. How long it takes
// is shown by `npm run bench -- bounds`: no test asserts a time.

import { expect, test } from 'vitest'
import { MOST_ENTRIES, MOST_TEXT, MOST_TEXTS, MOST_VALUES } from '../../src/config/shape/size-limit.ts'
import { cli } from '../../src/hosts/cli.ts'
import { krm } from '../../src/hosts/krm.ts'
import { fakeWorld } from '../fake-world.ts'
import { INPUTS, SOUND } from './inputs.ts'

/** Fifty problems of a few lines each, all of them cut. */
const LONGEST_REPORT = 100_000

const render = (text: string) => cli(fakeWorld({ 'cluster.yaml': text }, { args: ['render', 'cluster.yaml'], env: {} }))

test.each(INPUTS)('$name ends in output or a bounded report', { timeout: 60_000 }, async ({ unit, make }) => {
  const { exitCode, stderr } = await render(make(Math.max(2, Math.round(10_000 / unit))))
  expect(exitCode).toBeLessThanOrEqual(1)
  expect(stderr.length).toBeLessThan(LONGEST_REPORT)
})

// Beyond what fits on the stack as arguments or frames.
const DEEP_OR_MANY = [
  'values of another type',
  'unknown fields of a file',
  'twin keys',
  'brackets',
  'merge keys in a chain',
]

test.each(INPUTS.filter(({ name }) => DEEP_OR_MANY.includes(name)))(
  'megabytes of $name',
  {
    timeout: 300_000,
  },
  async ({ unit, make }) => {
    const text = make(Math.round(2_500_000 / unit))
    const { exitCode, stderr } = await render(text)
    expect(exitCode).toBeLessThanOrEqual(1)
    expect(stderr.length).toBeLessThan(LONGEST_REPORT)
  },
)

test('every host refuses an HACluster with too many values, and says so once', { timeout: 300_000 }, async () => {
  const label = (_: unknown, index: number) => `    zzz-${index}: [1]\n`
  const text = `${SOUND}  labels:\n${Array.from({ length: MOST_VALUES }, label).join('')}`
  const { stderr } = await render(text)
  expect(stderr).toMatch(/^error\[too-large\]: an HACluster must not hold more than 100000 fields and entries\n/)
  expect(stderr).toMatch(/\n1 error\n$/)
  expect((await krm(fakeWorld({}, { stdin: listOf(text) }))).stderr).toContain(
    'error[too-large]: an HACluster must not hold',
  )
})

test('lists that are too long are named, each at its place', async () => {
  const lines = (line: string, count: number) => Array.from({ length: count }, () => line).join('')
  const lists = (count: number) => `  failureDomains:\n${lines('  - x\n', count)}  users:\n${lines('  - x\n', count)}`
  const { stderr } = await render(`${SOUND}${lists(MOST_ENTRIES + 1)}`)
  expect(stderr).toContain('error[too-large]: `spec.failureDomains` must not hold more than 5000 entries\n')
  expect(stderr).toContain('error[too-large]: `spec.users` must not hold more than 5000 entries\n')
  expect(stderr).toMatch(/\n2 errors\n$/)
  expect((await render(`${SOUND}${lists(MOST_ENTRIES)}`)).stderr).not.toContain('too-large')
})

test('a text that is too long to be searched for secrets is named, not quoted', async () => {
  const long = (length: number) => `password=hunter-${'x'.repeat(length)}`
  const text = (content: string) => `${SOUND}  node:\n    files:\n    - {path: /etc/x, content: ${content}}\n`
  const { stderr } = await render(text(`"${long(MOST_TEXT)}"`))
  expect(stderr).toContain(
    'error[too-large]: `spec.node.files[0].content` must not hold more than 1048576 characters\n',
  )
  expect(stderr).not.toContain('hunter')
  expect(stderr).toMatch(/\n1 error/)
  expect((await render(text(`"${long(100)}"`))).stderr).toContain(
    'error[secret-in-input]: `spec.node.files[0].content`',
  )
})

test('the texts of an HACluster are counted together, what aliases share once', async () => {
  const files = (count: number, content: (index: number) => string) =>
    `${SOUND}  node:\n    files:\n${Array.from({ length: count }, (_, i) => `    - {path: /etc/x${i}, content: ${content(i)}}\n`).join('')}`
  const million = (index: number) => `${index}${'x'.repeat(1_000_000)}`
  const words = `error[too-large]: an HACluster must not hold more than ${MOST_TEXTS} characters of text\n`
  expect((await render(files(5, million))).stderr).toContain(words)
  expect((await render(files(4, million))).stderr).not.toContain(words)
  expect((await render(files(5, i => (i === 0 ? `&x ${million(0)}` : '*x')))).stderr).not.toContain(words)
})

// Of these ten million characters exhaust a pattern's stack, or the memory of the library.
const HUGE = ['file of letters', 'name of letters', 'plain words', 'open quote', 'brackets', 'broken flow documents']

test.each(INPUTS.filter(({ name }) => HUGE.includes(name)))(
  'ten million characters of $name',
  {
    timeout: 300_000,
  },
  async ({ unit, make }) => {
    const { exitCode, stderr } = await render(make(Math.round(10_000_000 / unit)))
    expect(exitCode).toBe(1)
    expect(stderr.length).toBeLessThan(LONGEST_REPORT)
  },
)

const listOf = (...items: readonly string[]) =>
  `apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n${items.map(item).join('')}`
const item = (text: string) => `- ${text.trimEnd().replaceAll('\n', '\n  ')}\n`
const configMap = (metadata: string, data: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:${metadata}\ndata:${data}`
const NESTED = `${'['.repeat(5_000_000)}${']'.repeat(5_000_000)}`
const ALIASES = `\n- &a v\n${'- *a\n'.repeat(2_000_000)}`

test.each([
  ['brackets in an HACluster', listOf(`${SOUND}  zzz: ${NESTED}\n`)],
  ['aliases in an HACluster', listOf(`${SOUND}x:${ALIASES}`)],
  ['brackets in an item of others', listOf(SOUND, configMap(' {name: x}', `\n  a: ${NESTED}`))],
  ['aliases in an item of others', listOf(SOUND, configMap(' {name: x}', ALIASES))],
  ['brackets beside the items', `${listOf(SOUND)}x: ${NESTED}\n`],
  ['aliases beside the items', `${listOf(SOUND)}x:${ALIASES}`],
  ['brackets as items', `kind: ResourceList\nitems: [${NESTED}]\n`],
])('ten million characters of %s end the function in words', { timeout: 300_000 }, async (_name, stdin) => {
  const { exitCode, stderr } = await krm(fakeWorld({}, { stdin }))
  expect(exitCode).toBe(1)
  expect(stderr).toContain('must not be nested this deeply or repeat an alias this often\n')
  expect(stderr.length).toBeLessThan(LONGEST_REPORT)
})

test('what an item of others holds behind its head comes back as it was, however deep', {
  timeout: 300_000,
}, async () => {
  const foreign = listOf(configMap('\n  name: x', `\n  a: ${NESTED}`)).split('items:\n')[1] ?? ''
  const { exitCode, stdout } = await krm(fakeWorld({}, { stdin: listOf(SOUND) + foreign }))
  expect(exitCode).toBe(0)
  const text = typeof stdout === 'string' ? stdout : Buffer.concat(stdout.map(piece => Buffer.from(piece))).toString()
  expect(text.includes(foreign)).toBe(true)
})

test('what all pools have in common is not multiplied without end', { timeout: 300_000 }, async () => {
  const pools = Array.from({ length: 2000 }, (_, index) => `    - {name: p${index}, replicas: 1}\n`).join('')
  const files = `  node:\n    files:\n    - {path: /etc/x, content: ${'x'.repeat(200_000)}}\n`
  const { stderr } = await render(SOUND.replace(/ {2}workers:\n(?: {4}.*\n)+/, `  workers:\n${pools}${files}`))
  expect(stderr).toContain('error[too-large]: `spec.workers` must not make so many pools of so much')
})
