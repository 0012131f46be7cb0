// The rules of docs/architecture.md, checked in the source text: which room may import what, and how long things may be.

import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

interface Import {
  readonly from: string
  /** A file of ours, relative to src/, or the name of a package. */
  readonly target: string
  readonly isTypeOnly: boolean
}

const SRC = fileURLToPath(new URL('../src/', import.meta.url))
const FILES = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter(file => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .sort()
const TEXTS = new Map(FILES.map(file => [file, readFileSync(join(SRC, file), 'utf8')]))
const IMPORTS = FILES.flatMap(importsOf)

const ROOMS = ['read', 'config', 'plan', 'render', 'patch', 'write', 'effects', 'hosts']
/** What a room may import values from, besides itself and what is shared. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  read: [],
  config: [],
  plan: [],
  render: [],
  patch: [],
  write: [],
  effects: [],
  hosts: ['read', 'write', 'config', 'effects'],
}
/** What a room may import types from: the room before it. */
const TYPES: Readonly<Record<string, readonly string[]>> = {
  read: [],
  config: ['read'],
  plan: ['config'],
  render: ['plan'],
  patch: ['render'],
  write: ['read', 'render'],
  effects: ['read'],
  hosts: ROOMS,
}
/** Packages, and the files that may import them. */
const PACKAGES: readonly (readonly [RegExp, RegExp])[] = [
  [/^yaml$/, /^(read|write)\//],
  [/^zod(\/|$)/, /^config\//],
  [/^@stablelib\/sha256$/, /^plan\/hash\.ts$/],
  [/^damerau-levenshtein$/, /^problems\/edit-distance\.ts$/],
  [/^minimatch$/, /^hosts\/cmp\/globs\.ts$/],
  [/^re2js$/, /^patch\/go-pattern\.ts$/],
  [/^kpt-functions$/, /^hosts\/kpt-func\.ts$/],
  // Types of the API server's own kinds; at run time only what talks to a cluster may load it.
  [/^@kubernetes\/client-node$/, /^render\//],
  [/^node:child_process$/, /^hosts\/cmp[./]/],
  // Pure functions.
  [/^node:util$/, /^hosts\//],
  [/^node:/, /^(main|files)\.ts$/],
]

/** The chain of API generations (src/render/generation.ts). */
const PREDECESSORS: Readonly<Record<string, string>> = {
  v1alpha3: 'v1alpha2',
  v1alpha4: 'v1alpha3',
  v1beta1: 'v1alpha4',
  v1beta2: 'v1beta1',
}

describe('imports', () => {
  test('there are files to check', () => {
    expect(FILES.length).toBeGreaterThan(20)
    expect(IMPORTS.length).toBeGreaterThan(FILES.length)
  })

  test('data flows one way through the rooms', () => {
    expect(show(IMPORTS.filter(entry => isOurs(entry) && !isAllowed(entry)))).toEqual([])
  })

  test('packages are imported where they belong', () => {
    const strays = IMPORTS.filter(entry => !isOurs(entry) && !isHome(entry))
    expect(show(strays)).toEqual([])
  })

  test('only main calls a host', () => {
    const callers = IMPORTS.filter(
      ({ from, target, isTypeOnly }) =>
        /^hosts\/[^/]+$/.test(target) && !/^(main\.ts|hosts\/)/.test(from) && !(from === 'files.ts' && isTypeOnly),
    )
    expect(show(callers)).toEqual([])
  })

  test('a generation imports nothing of another but the one before it, as a whole', () => {
    const strays = IMPORTS.filter(({ from, target }) => {
      const [own, other] = [generationOf(from), generationOf(target)]
      if (own === undefined || other === undefined || own === other) return false
      return from !== `render/${own}/index.ts` || target !== `render/${PREDECESSORS[own]}/index.ts`
    })
    expect(show(strays)).toEqual([])
  })

  test('read/plain has one door', () => {
    const strays = IMPORTS.filter(
      ({ from, target }) =>
        target.startsWith('read/plain/') && target !== 'read/plain/index.ts' && !from.startsWith('read/plain/'),
    )
    expect(show(strays)).toEqual([])
  })

  test('there is no cycle', () => expect(findCycle()).toEqual([]))
})

describe('source text', () => {
  test('no Cluster API version is written left of render/', () => {
    const pattern = /['"`/](cluster|bootstrap\.cluster|controlplane\.cluster|infrastructure\.cluster)\.x-k8s\.io\/v\d/
    const strays = FILES.filter(file => !file.startsWith('render/') && pattern.test(withoutComments(textOf(file))))
    expect(strays).toEqual([])
  })

  test('files are at most 300 lines, functions at most 50', () => {
    expect(FILES.filter(file => textOf(file).split('\n').length > 301)).toEqual([])
    expect(FILES.flatMap(longFunctions)).toEqual([])
  })

  test('every file says first what it is for', () => {
    expect(FILES.filter(file => !/^(#!.*\n)?\/[/*]/.test(textOf(file)))).toEqual([])
  })

  test('environment, clock and chance stay outside', () => {
    const pattern =
      /\bprocess\.|\bDate\.now\b|\bnew Date\b|\bMath\.random\b|\bperformance\.|\btoLocale|\bIntl\.|\blocaleCompare\b/
    expect(
      FILES.filter(file => !/^(main|files)\.ts$/.test(file) && pattern.test(withoutComments(textOf(file)))),
    ).toEqual([])
  })

  test('types are not talked away', () => {
    const talk = /\bas (?!const\b)\w|: any\b|<any\b|@ts-|biome-ignore|\benum \w|\bTODO\b/
    const code = (file: string) => withoutText(withoutImports(textOf(file)))
    expect(FILES.filter(file => talk.test(code(file)))).toEqual([])
    expect(FILES.filter(file => /@ts-|biome-ignore|\bTODO\b/.test(textOf(file)))).toEqual([])
  })
})

function importsOf(file: string): readonly Import[] {
  const statements = textOf(file).matchAll(
    /^(?:import|export)\s([^'"]*?)from\s*'([^']+)'|\bimport\('([^']+)'\)|^import '([^']+)'/gm,
  )
  return [...statements].map(([, what = '', named, lazy, bare]) => {
    const target = named ?? lazy ?? bare ?? ''
    const path = target.startsWith('.') ? normalize(join(dirname(file), target)) : target
    return { from: file, target: path, isTypeOnly: isTypeOnly(what) }
  })
}

/** `import type { A }`, or `import { type A, type B }`. */
function isTypeOnly(what: string): boolean {
  if (what.startsWith('type ')) return true
  const names = /^\{([^}]*)\}/.exec(what.trim())?.[1]
  return names?.split(',').every(name => name.trim() === '' || name.trim().startsWith('type ')) ?? false
}

function isOurs({ target }: Import): boolean {
  return target.endsWith('.ts') && FILES.includes(target)
}

function isAllowed({ from, target, isTypeOnly }: Import): boolean {
  const [own, other] = [roomOf(from), roomOf(target)]
  if (own === undefined || other === undefined || own === other)
    return own === undefined || !/^(main|files)\.ts$/.test(target)
  return (isTypeOnly ? TYPES : VALUES)[own]?.includes(other) ?? false
}

function isHome({ from, target }: Import): boolean {
  if (target === '../package.json') return true
  return PACKAGES.some(([name, home]) => name.test(target) && home.test(from))
}

/** The room of a file; `undefined` for what all share: problems/, and the files that stand directly in src/. */
function roomOf(file: string): string | undefined {
  return ROOMS.find(room => file.startsWith(`${room}/`))
}

function generationOf(file: string): string | undefined {
  return /^render\/(v\d\w+)\//.exec(file)?.[1]
}

/** The files of one import cycle (types included), or nothing. */
function findCycle(): readonly string[] {
  const done = new Set<string>()
  const visit = (file: string, way: readonly string[]): readonly string[] => {
    if (way.includes(file)) return [...way.slice(way.indexOf(file)), file]
    if (done.has(file)) return []
    for (const { target } of IMPORTS.filter(entry => entry.from === file && isOurs(entry))) {
      const cycle = visit(target, [...way, file])
      if (cycle.length > 0) return cycle
    }
    done.add(file)
    return []
  }
  return FILES.map(file => visit(file, [])).find(cycle => cycle.length > 0) ?? []
}

/** Top-level functions: the formatter closes them with a brace in the first column. */
function longFunctions(file: string): readonly string[] {
  const functions = textOf(file).matchAll(/^(?:export )?(?:async )?function\*? (\w+)[\s\S]*?^\}/gm)
  return [...functions].filter(([text]) => text.split('\n').length > 50).map(([, name]) => `${file}: ${name}`)
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '')
}

function withoutImports(text: string): string {
  return text.replace(/^(import|export) [^'"]*? from '.*$/gm, '')
}

/** Comments and strings in one pass: each may hold what begins the other. */
function withoutText(text: string): string {
  return text.replace(
    /\/\*[\s\S]*?\*\/|(?<!:)\/\/.*$|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`/gm,
    "''",
  )
}

function textOf(file: string): string {
  return TEXTS.get(file) ?? ''
}

function show(imports: readonly Import[]): readonly string[] {
  return imports.map(({ from, target, isTypeOnly }) => `${from} imports ${isTypeOnly ? 'types of ' : ''}${target}`)
}
