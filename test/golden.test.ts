// Whole-program cases that a user can read, and the examples: each folder holds what goes in and what must come out.
//
//   config.yaml    one or more HAClusters, rendered by the command line; its first line says what the case shows
//   input.yaml     instead: a ResourceList for the function
//   files/         instead: a folder for the command line, for what needs several files
//   args.txt       the command line, where it is not `render` with all of these; variables may stand before it.
//                  Nothing can be written to the folder `readonly`; `cmp` runs in `files`
//   expected.yaml  standard output, absent where there is none
//   errors.txt     standard error, absent where there is none
//
// `npm run golden` rewrites expected.yaml and errors.txt. Every case runs twice: its output, fed back in, must not change.

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Profile, resolveRelease } from '../src/facts/releases.ts'
import { krm } from '../src/hosts/krm.ts'
import type { Outcome } from '../src/hosts/world.ts'
import { textOfPieces } from '../src/pieces.ts'
import { parseDocuments, type SourceDocument } from '../src/read/documents/document.ts'
import { fromStdin, runAsFunction, runCase } from './golden-cases.ts'
import { run } from './programs.ts'
import { apiVersionOf } from './render/api-versions.ts'

const root = join(import.meta.dirname, '..')
const golden = join(root, 'test', 'golden')
const cases = readdirSync(golden).sort()

describe.each(cases)('golden/%s', name => {
  const folder = join(golden, name)
  test('prints what is expected', async () => {
    const outcome = await runCase(folder)
    await expectFile(textOfPieces(outcome.stdout), join(folder, 'expected.yaml'))
    await expectFile(outcome.stderr, join(folder, 'errors.txt'))
    expect(outcome.exitCode).toBe(/^error\[/m.test(outcome.stderr) ? 1 : 0)
  })

  test('changes nothing when its own output is fed back in', async () => {
    const first = await runAsFunction(folder)
    if (first === undefined || first.exitCode !== 0) return
    const second = await krm(fromStdin(textOfPieces(first.stdout)))
    expect(withoutResults(second)).toBe(withoutResults(first))
    expect(second.exitCode).toBe(0)
  })

  test('says in its first line what it shows', () => {
    const source = ['config.yaml', 'input.yaml'].map(file => join(folder, file)).find(existsSync)
    if (source !== undefined) expect(readFileSync(source, 'utf8')).toMatch(/^# \S/)
  })
})

describe('every golden object', () => {
  const expected = cases.map(name => join(golden, name, 'expected.yaml')).filter(existsSync)

  const checker = process.env.CAPV_HA_CRD_CHECK
  const crds = process.env.CAPV_HA_CRDS
  test.skipIf(checker === undefined || crds === undefined)('is what the API server takes (CAPV_HA_CRD_CHECK)', () => {
    const streams = expected.filter(file => !readFileSync(file, 'utf8').includes('kind: ResourceList'))
    const { stdout, exitCode } = run(checker, [crds ?? '', ...streams])
    expect(stdout).toMatch(/^\d+ objects checked, \d+ skipped, 0 faults\n$/)
    expect(exitCode).toBe(0)
  })

  test.each(expected.map(file => [file.slice(golden.length + 1), file]))(
    '%s has the apiVersions of its profile',
    (_, file) => {
      const config = file.replace('expected.yaml', 'config.yaml')
      if (!existsSync(config)) return
      const profiles = parseDocuments(readFileSync(config, 'utf8')).map(profileOf)
      for (const { value } of parseDocuments(readFileSync(file, 'utf8')).map(document => document.resolve())) {
        const { apiVersion, kind } = identityOf(value)
        expect(profiles.map(profile => apiVersionOf(profile, kind))).toContain(apiVersion)
      }
    },
  )
})

test('every problem has in docs/errors.md the severity that it has in its case', () => {
  const errors = cases
    .map(name => join(golden, name, 'errors.txt'))
    .filter(existsSync)
    .map(file => readFileSync(file, 'utf8'))
  const text = readFileSync(join(root, 'docs', 'errors.md'), 'utf8')
  const said = new Set([...text.matchAll(/^\| `([a-z0-9-]+)` \| (\w+) \|/gm)].map(row => `${row[2]}[${row[1]}]`))
  const met = errors.flatMap(report => report.match(/^(error|warning)\[[a-z0-9-]+\]/gm) ?? [])
  expect(met.filter(each => !said.has(each))).toEqual([])
})

/** What a change does to nodes that run is said once: the next run sees no change. */
function withoutResults({ stdout }: Outcome): string {
  return textOfPieces(stdout).replace(/^results:\n[\s\S]*$/m, '')
}

function profileOf(document: SourceDocument): Profile {
  const value: unknown = document.resolve().value
  const spec = isRecord(value) && isRecord(value.spec) ? value.spec : {}
  const release = resolveRelease(
    String(spec.capvVersion),
    spec.capiVersion === undefined ? undefined : String(spec.capiVersion),
  )
  if (typeof release === 'string') throw new Error(release)
  return release.profile
}

function identityOf(value: unknown): { readonly apiVersion: string; readonly kind: string } {
  if (!isRecord(value)) throw new Error('not an object')
  return { apiVersion: String(value.apiVersion), kind: String(value.kind) }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

async function expectFile(text: string, file: string): Promise<void> {
  if (text === '') expect(existsSync(file), `${file} must not exist: nothing is printed`).toBe(false)
  else await expect(text).toMatchFileSnapshot(file)
}
