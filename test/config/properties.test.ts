// What holds for any input: a valid HACluster renders, twice the same, to objects that the API server takes; and whatever
// the input is, it ends in complete output or in a located problem, never in an exception.

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { cli } from '../../src/hosts/cli.ts'
import { krm } from '../../src/hosts/krm.ts'
import type { Outcome } from '../../src/hosts/world.ts'
import type { JsonObject } from '../../src/manifest.ts'
import { textOfPieces } from '../../src/pieces.ts'
import { parseDocuments } from '../../src/read/documents/document.ts'
import { fakeWorld } from '../fake-world.ts'
import { run } from '../programs.ts'
import { clusterWith, LEAVES, leavesOf } from './any-cluster.ts'

/** The v1beta1 schemas are those of CAPV v1.13; v1.15 added this field. */
const NEWER_THAN_SCHEMA = /: spec\.(template\.spec\.)?resources: unknown field$/

describe('a valid HACluster', () => {
  const drawn = new Set<string>()
  const rendered = new Set<string>()

  test('with any one field', async () => {
    for (const leaf of LEAVES) await fc.assert(fc.asyncProperty(clusterWith([leaf]), holds), { numRuns: 1 })
  })

  test('with any fields together', async () => {
    const some = fc.subarray([...LEAVES], { minLength: 2, maxLength: 6 }).chain(clusterWith)
    await fc.assert(fc.asyncProperty(some, holds), { numRuns: 300 })
  })

  test('was drawn with every field', () => {
    expect(LEAVES.map(({ path }) => path.join('.')).filter(leaf => !drawn.has(leaf))).toEqual([])
  })

  test('was often enough valid', () => expect(rendered.size).toBeGreaterThan(200))

  const checker = process.env.CAPV_HA_CRD_CHECK
  const crds = process.env.CAPV_HA_CRDS
  test.skipIf(checker === undefined || crds === undefined)(
    'gives what the API server takes (CAPV_HA_CRD_CHECK)',
    () => {
      const file = join(folder, 'drawn.yaml')
      writeFileSync(file, [...rendered].join('---\n'))
      const lines = run(checker, [crds ?? '', file])
        .stdout.trimEnd()
        .split('\n')
      expect(lines.at(-1)).toMatch(/^\d{4,} objects checked/)
      expect(lines.slice(0, -1).filter(line => !NEWER_THAN_SCHEMA.test(line))).toEqual([])
    },
  )

  const folder = mkdtempSync(join(tmpdir(), 'capv-ha-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  async function holds(cluster: JsonObject): Promise<void> {
    for (const leaf of leavesOf(cluster)) drawn.add(leaf)
    const first = await render(JSON.stringify(cluster))
    expectEnd(first)
    expect(await render(JSON.stringify(cluster))).toEqual(first)
    if (first.exitCode === 0) rendered.add(textOfPieces(first.stdout))
  }
})

const JUNK = fc.string({ unit: 'binary', maxLength: 200 })

describe('any text', () => {
  const golden = join(import.meta.dirname, '..', 'golden')
  const files = readdirSync(golden, { recursive: true, encoding: 'utf8' })
  const read = (name: string) =>
    files.filter(file => file.endsWith(name)).map(file => readFileSync(join(golden, file), 'utf8'))

  test('ends in output or problems on the command line', async () => {
    const text = fc.oneof(JUNK, mutated(read('config.yaml')))
    await fc.assert(
      fc.asyncProperty(text, async each => expectEnd(await render(each))),
      { numRuns: 600 },
    )
  })

  test('ends in output or problems as a function', async () => {
    const text = fc.oneof(JUNK, mutated(read('input.yaml')))
    await fc.assert(
      // A fault inside an item of others passes as it came: what goes in broken may come out broken.
      fc.asyncProperty(text, async each => expectEnd(await krm(fakeWorld({}, { stdin: each })), isSound(each))),
      { numRuns: 400 },
    )
  })
})

function render(text: string): Promise<Outcome> {
  return Promise.resolve(cli(fakeWorld({ 'config.yaml': text }, { args: ['render', 'config.yaml'] })))
}

/** Good text after a few accidents: lines lost, doubled, exchanged, indented, or their values exchanged. */
function mutated(texts: readonly string[]): fc.Arbitrary<string> {
  const accident = fc.tuple(fc.constantFrom('delete', 'double', 'swap', 'indent', 'value'), fc.nat(), fc.nat())
  return fc
    .tuple(fc.constantFrom(...texts), fc.array(accident, { minLength: 1, maxLength: 4 }))
    .map(([text, accidents]) =>
      accidents.reduce<readonly string[]>((lines, each) => afterAccident(lines, each), text.split('\n')).join('\n'),
    )
}

function afterAccident(lines: readonly string[], [kind, i, k]: readonly [string, number, number]): readonly string[] {
  const [at, other] = [i % lines.length, k % lines.length]
  const [line = '', second = ''] = [lines[at], lines[other]]
  if (kind === 'delete') return lines.toSpliced(at, 1)
  if (kind === 'double') return lines.toSpliced(at, 0, line)
  if (kind === 'swap') return lines.with(at, second).with(other, line)
  if (kind === 'indent') return lines.with(at, `  ${line}`)
  return lines.with(
    at,
    line.replace(/: .*$/, () => /: .*$/.exec(second)?.[0] ?? ':'),
  )
}

function expectEnd(outcome: Outcome, mustBeSound = true): void {
  if (outcome.exitCode === 0) expectOutput(outcome, mustBeSound)
  else expectProblems(outcome)
}

function isSound(text: string): boolean {
  return parseDocuments(text).every(document => [...document.problems, ...document.resolve().problems].length === 0)
}

function expectOutput(outcome: Outcome, mustBeSound: boolean): void {
  if (mustBeSound) expect(isSound(textOfPieces(outcome.stdout))).toBe(true)
  expect(textOfPieces(outcome.stdout)).toContain('kind: VSphereCluster')
  expect(outcome.stderr).not.toContain('error[')
}

/** Every problem says where: a file or object below its message, or in it where the whole file is meant. */
function expectProblems({ stdout, stderr, exitCode }: Outcome): void {
  expect(exitCode).toBe(1)
  expect(textOfPieces(stdout)).toMatch(/^$|^results:\n/m)
  const problems = stderr.split(/\n\n/).filter(block => /^(error|warning)\[/.test(block))
  expect(problems.length).toBeGreaterThan(0)
  for (const block of problems)
    expect(block).toMatch(/^\S+: .*(\n {2}(?!why|fix)\S|config\.yaml|ResourceList|the HACluster ")/)
}
