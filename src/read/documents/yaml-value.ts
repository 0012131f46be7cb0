// A value from YAML or JSON text that stands inside a field of an HACluster, such as a patch: one document, as plain JSON.

import type { Json } from '../../manifest.ts'
import { unprintableCharacter } from '../../problems/printable.ts'
import { formatPath, type Path, type Problem } from '../../problems/problem.ts'
import { parseDocuments, type SourceDocument } from './document.ts'

export interface YamlFault {
  /** In words; fields named in it are those of the text. */
  readonly message: string
  readonly fix?: string
  /** One-based, in the text. */
  readonly line?: number
}

/** Exactly one of the two is there. */
export type YamlValue = { readonly value: Json } | { readonly fault: YamlFault }

/** The value of the text, or the first fault: syntax, twin keys, numbers that YAML versions read differently, no JSON. */
export function readYamlValue(text: string): YamlValue {
  const documents = parseDocuments(text).filter(isFilled)
  const [document] = documents
  if (document === undefined) return { fault: { message: 'the text must not be empty' } }
  const { value, problems } = document.resolve()
  const problem = document.problems[0] ?? problems[0]
  if (problem !== undefined) return { fault: faultOf(problem, problem.source?.line) }
  if (documents.length > 1) return { fault: MORE_THAN_ONE }
  const input = document.toClusterInput()
  const lineOf = (path: Path, at: 'key' | 'value') => input.locate(path, at, false).line
  const textual = input.problems[0]
  if (textual !== undefined) return { fault: faultOf(textual, lineOf(textual.path, textual.at ?? 'value')) }
  const strange = findStrange(value, [])
  if (strange !== undefined) return { fault: withLine(strange, lineOf(strange.path, 'value')) }
  return isJson(value) ? { value } : { fault: { message: 'the text must hold plain values' } }
}

const MORE_THAN_ONE: YamlFault = {
  message: 'the text must hold one document only',
  fix: 'write each of them by itself',
}

function isFilled(document: SourceDocument): boolean {
  return document.problems.length > 0 || (document.resolve().value ?? undefined) !== undefined
}

function faultOf({ message, fix }: Problem, line: number | undefined): YamlFault {
  return withLine({ message, ...(fix === undefined ? {} : { fix }) }, line)
}

function withLine({ message, fix }: Omit<YamlFault, 'line'>, line: number | undefined): YamlFault {
  return { message, ...(fix === undefined ? {} : { fix }), ...(line === undefined ? {} : { line }) }
}

/** What YAML can say and JSON or the hosts cannot carry. `path` is where the value stands, while it is looked at. */
function findStrange(
  value: unknown,
  path: (string | number)[],
): { readonly message: string; readonly path: Path } | undefined {
  if (typeof value === 'number' && !Number.isFinite(value)) return strange(path, 'be a finite number')
  if (typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value))
    return strange(path, 'be a number of at most 15 digits')
  if (typeof value === 'string') return unprintable(value, path)
  if (typeof value !== 'object' || value === null) return undefined
  for (const [key, field] of Object.entries(value)) {
    const inKey = unprintable(key, path)
    path.push(Array.isArray(value) ? Number(key) : key)
    const found = inKey ?? findStrange(field, path)
    path.pop()
    if (found !== undefined) return found
  }
  return undefined
}

function unprintable(text: string, path: Path) {
  const found = unprintableCharacter(text)
  return found && strange(path, `not hold ${found.name}`)
}

function strange(path: Path, claim: string) {
  return { path: [...path], message: `${path.length === 0 ? 'the text' : `\`${formatPath(path)}\``} must ${claim}` }
}

function isJson(value: unknown): value is Json {
  if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) return true
  return typeof value === 'object' && Object.values(value ?? {}).every(isJson)
}
