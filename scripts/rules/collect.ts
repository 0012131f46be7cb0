// Everything that is known of the problem codes: what their rooms say of them, and the files that show them.

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Rule, Rules } from '../../src/config/checks/rules.ts'
import { listFields } from '../../src/config/schema/field-list.ts'
import { PROBLEM_CODES, type ProblemCode } from '../../src/problems/codes.ts'
import { MEANINGS, type Meanings } from '../../src/problems/meanings.ts'
import type { Severity } from '../../src/problems/problem.ts'

const root = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url))
const CHECKS = root('src/config/checks')
const GOLDEN = root('test/golden')
export const EDGES = root('test/edges')

export interface CodeEntry {
  readonly code: ProblemCode
  readonly severity: Severity
  /** The folder of a rule's file, or the room that the code is of. */
  readonly subject: string
  readonly meaning: string
  readonly cure: string
  /** Of rules over fields. */
  readonly rule?: Rule & { readonly file: string }
  /** A golden case whose errors.txt holds the code. */
  readonly golden?: string
  /** An HACluster that just passes, of rules over fields. */
  readonly edge?: string
}

/** All codes that somebody describes, by subject in the order of the rooms; a code that two describe stands twice. */
export async function collectCodes(): Promise<readonly CodeEntry[]> {
  const goldens = goldensByCode()
  const entries: CodeEntry[] = []
  const add = (subject: string, described: Meanings | Rules, file?: string) => {
    for (const code of PROBLEM_CODES) {
      const own = described[code]
      if (own === undefined) continue
      const golden = goldens.get(code)
      const edge = existsSync(join(EDGES, `${code}.yaml`)) ? { edge: `${code}.yaml` } : {}
      const rule = file !== undefined && 'reads' in own ? { rule: { ...own, file } } : {}
      entries.push({ code, subject, ...own, ...rule, ...(golden === undefined ? {} : { golden }), ...edge })
    }
  }
  for (const [subject, meanings] of Object.entries<Meanings>(MEANINGS)) add(subject, meanings)
  for (const { subject, file, rules } of await ruleFiles()) add(subject, rules ?? {}, file)
  return entries
}

export interface RuleFile {
  readonly subject: string
  /** From the root of the repository. */
  readonly file: string
  /** Absent where the file exports none. */
  readonly rules?: Rules
}

export async function ruleFiles(): Promise<readonly RuleFile[]> {
  const folders = readdirSync(CHECKS, { withFileTypes: true }).filter(entry => entry.isDirectory())
  const files = folders.flatMap(({ name: subject }) =>
    readdirSync(join(CHECKS, subject))
      .filter(name => name.endsWith('.ts') && !name.endsWith('.test.ts'))
      .map(name => ({ subject, file: `src/config/checks/${subject}/${name}` })),
  )
  return Promise.all(
    files.map(async each => {
      const module: { readonly rules?: Rules } = await import(pathToFileURL(root(each.file)).href)
      return module.rules === undefined ? each : { ...each, rules: module.rules }
    }),
  )
}

/** The first case of each code. */
function goldensByCode(): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const name of readdirSync(GOLDEN).sort()) {
    const report = join(GOLDEN, name, 'errors.txt')
    if (!existsSync(report)) continue
    for (const [, code = ''] of readFileSync(report, 'utf8').matchAll(/^(?:error|warning)\[([a-z0-9-]+)\]: /gm)) {
      if (!found.has(code)) found.set(code, name)
    }
  }
  return found
}

/** What is missing or too much, one line each. */
export async function faultsOf(codes: readonly CodeEntry[]): Promise<readonly string[]> {
  const files = await ruleFiles()
  const edges = readdirSync(EDGES).map(name => name.replace(/\.yaml$/, ''))
  return [
    ...files.flatMap(({ file, rules }) => (rules === undefined ? [`${file} exports no rules`] : [])),
    ...PROBLEM_CODES.flatMap(code => {
      const owners = codes.filter(entry => entry.code === code)
      return owners.length === 1 ? [] : [`${code} is described ${owners.length} times, not once`]
    }),
    ...codes.flatMap(partsMissing),
    ...edges
      .filter(name => !codes.some(({ code, rule }) => rule && code === name))
      .map(name => `${name}: no rule of this name`),
  ]
}

function partsMissing({ code, meaning, cure, rule, golden, edge }: CodeEntry): readonly string[] {
  const isSentence = /^[A-Za-z`].*[^.]\.$/.test(meaning) && cure !== '' && !cure.endsWith('.')
  return [
    ...(isSentence ? [] : [`${code}: meaning must be a sentence, cure the end of one without its stop`]),
    ...(golden === undefined ? [`${code}: no golden case whose errors.txt holds it`] : []),
    ...(rule === undefined ? [] : rulePartsMissing(code, rule, edge)),
  ]
}

function rulePartsMissing(code: string, { reads, source }: Rule, edge: string | undefined): readonly string[] {
  const fields = new Set(listFields().map(({ path }) => path.join('.').replaceAll('.[]', '[]')))
  return [
    ...(reads.length > 0 ? [] : [`${code}: reads no field`]),
    ...reads.filter(name => !fields.has(name)).map(name => `${code}: ${name} is no field`),
    ...(source === '' ? [`${code}: no source`] : []),
    ...(edge === undefined ? [`${code}: test/edges/${code}.yaml is missing`] : []),
  ]
}
