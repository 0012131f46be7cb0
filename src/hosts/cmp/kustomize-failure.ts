// The problem of a failed `kustomize build`: what kind of fault it is, and the file or entry that it is about. What kustomize
// quotes serves to find that place, and is never repeated itself.

import { formatPath, type Path, type Problem, type Source } from '../../problems/problem.ts'
import { parseDocuments } from '../../read/documents/document.ts'
import { readText } from '../cli/walk.ts'
import type { World } from '../world.ts'
import type { Checkout } from './application.ts'
import { faultIn } from './kustomize-faults.ts'
import { relativePath, resolvePath } from './paths.ts'
import type { Copy, Kustomization } from './private-copy.ts'

/** What was built: `folder` is relative to the checkout. */
export interface BuiltFolder {
  readonly world: World
  readonly checkout: Checkout
  readonly copy: Copy
  readonly folder: string
}

/** The problem `kustomize-failed` for what kustomize wrote to standard error. */
export function kustomizeFailure(stderr: string, built: BuiltFolder): Problem {
  const { tree } = built.copy
  // The copy lies in a folder of a random name; what is below it is named as in the repository.
  const words = stderr.slice(0, MOST).replaceAll(`${tree}/`, '').replaceAll(tree, '.')
  const fault = faultIn(words) ?? 'kustomize refuses what the kustomization asks for'
  const place = entryQuoted(words, built) ?? fileNamed(words, built)
  return {
    code: 'kustomize-failed',
    severity: 'error',
    path: place.path,
    message: `"kustomize build" must succeed: ${fault}`,
    ...(place.path.length === 0 ? {} : { why: `this is about \`${formatPath(place.path)}\`` }),
    fix: 'run "kustomize build" yourself to see its own words: they may quote what is secret, so they are not repeated here',
    source: place.source,
  }
}

const MOST = 100_000

interface Place {
  readonly path: Path
  readonly source: Source
}

/** How kustomize repeats an entry, and where such entries stand. */
const QUOTES = [
  { quote: /invalid literal source ([\s\S]*), expected key=value/, fields: /Generator$/ },
  { quote: /\[p(?:atch|ath): ("(?:[^"\\\n]|\\.)*")\]/, fields: /^patches/ },
] as const

/** The entry of a kustomization whose text kustomize repeats. */
function entryQuoted(words: string, { copy }: BuiltFolder): Place | undefined {
  const quotes = QUOTES.flatMap(({ quote, fields }) => {
    const text = unquoted(quote.exec(words)?.[1])
    return text === undefined ? [] : [{ text, fields }]
  })
  for (const kustomization of copy.kustomizations.values()) {
    for (const { text, fields } of quotes) {
      const entries = Object.entries(kustomization.value).filter(([field]) => fields.test(field))
      const path = pathOf(Object.fromEntries(entries), text)
      if (path !== undefined) return { path, source: sourceOf(kustomization, path) }
    }
  }
  return undefined
}

/** Go's %q, as far as JSON writes it alike. */
function unquoted(text: string | undefined): string | undefined {
  if (text?.startsWith('"') !== true) return text
  try {
    return String(JSON.parse(text))
  } catch {
    return undefined
  }
}

/** The way to the first text that is equal. */
function pathOf(value: unknown, text: string): Path | undefined {
  if (value === text) return []
  if (typeof value !== 'object' || value === null) return undefined
  for (const [key, inner] of Object.entries(value)) {
    const path = pathOf(inner, text)
    if (path !== undefined) return [Array.isArray(value) ? Number(key) : key, ...path]
  }
  return undefined
}

function sourceOf({ file, input }: Kustomization, path: Path): Source {
  const { excerpt: _, ...source } = input.locate(path, 'value', false)
  return { ...source, file }
}

/** The last file that kustomize names, else the kustomization of the last folder. */
function fileNamed(words: string, { world, checkout, copy, folder }: BuiltFolder): Place {
  let current = folder
  let file: string | undefined
  for (const [, from = '.', of = from] of words.matchAll(
    /resources from '([^'\n]*)'|accumulation of path '([^'\n]*)'/g,
  )) {
    const target = of === from ? resolvePath(current, from) : resolvePath('.', of)
    const isFolder = copy.kustomizations.has(target)
    if (isFolder) current = target
    file = !isFolder && copy.resources.has(target) ? relativePath(checkout.application, target) : undefined
  }
  const named = file ?? copy.kustomizations.get(current)?.file
  return {
    path: [],
    source: file === undefined ? { ...(named === undefined ? {} : { file: named }) } : syntaxPlace(world, file),
  }
}

/** Where our own reading finds a fault of syntax: kustomize counts the lines of each document from its beginning. */
function syntaxPlace(world: World, file: string): Source {
  const text = readText(() => world.readFile(file), file)
  const documents = typeof text === 'string' ? parseDocuments(text, { file }) : []
  const faults = documents.flatMap(document => [...document.problems, ...document.resolve().problems])
  const { line, column } = faults[0]?.source ?? {}
  return { file, ...(line === undefined || column === undefined ? {} : { line, column }) }
}
