// Documents through the YAML library: whatever is not plain, and every place in a text. Values and places are worked out on
// demand, so that documents of others cost no more than parsing.

import type { Document } from 'yaml'
import { isAlias, isMap, isScalar, isSeq, parseAllDocuments } from 'yaml'
import type { Path, Problem, Source } from '../../problems/problem.ts'
import type { ClusterInput } from '../cluster-input.ts'
import type { Place, Span } from '../span.ts'
import { aliasTargets } from './aliases.ts'
import { findNode, placeIn, spanOf } from './locate.ts'
import { nodeValue } from './node-value.ts'
import type { ResolvedDocument, SourceDocument } from './source-document.ts'
import { placed, sourceOf } from './source-of.ts'
import type { SourceText } from './source-text.ts'
import { excerptAt } from './source-text.ts'
import type { SyntaxFault } from './syntax-problem.ts'
import { onlyReturns, syntaxProblem } from './syntax-problem.ts'
import { findOddKey, findTextFaults } from './text-faults.ts'
import { findExcess, MOST_DOCUMENTS } from './too-much.ts'

// YAML 1.2 with merge keys; twin keys are reported by us, and only where the document is ours (text-faults.ts).
const PARSE_OPTIONS = { uniqueKeys: false, merge: true, prettyErrors: false, logLevel: 'error' } as const

/** The documents of a text, empty ones included. Never throws: text that is no YAML comes back as problems. */
export function documentsByYaml(source: SourceText): readonly SourceDocument[] {
  const misread = onlyReturns(source) ?? tooMuch(source)
  if (misread !== undefined) return [brokenDocument(misread, source.file)]
  try {
    const documents = parseAllDocuments(source.text, PARSE_OPTIONS)
    return Array.isArray(documents) ? documents.map((document, index) => toSource(document, index, source)) : []
  } catch (error) {
    // The library recurses: text nested thousands of levels deep exhausts the stack.
    if (!(error instanceof RangeError)) throw error
    return [
      brokenDocument(syntaxProblem({ code: 'RESOURCE_EXHAUSTION', message: '', pos: [0, 1] }, source, 0), source.file),
    ]
  }
}

/** What the library must not be asked to read. */
function tooMuch(source: SourceText): Problem | undefined {
  const excess = findExcess(source.text)
  if (excess === undefined) return undefined
  return excess.of === 'documents'
    ? tooManyDocuments(source)
    : syntaxProblem({ code: 'RESOURCE_EXHAUSTION', message: '', pos: [excess.at, excess.at + 1] }, source, 0)
}

function tooManyDocuments({ file }: SourceText): Problem {
  return {
    code: 'too-large',
    severity: 'error',
    path: [],
    message: `a file must not hold more than ${MOST_DOCUMENTS} documents`,
    fix: 'look for markers (`---`) that were repeated by mistake',
    source: { ...(file === undefined ? {} : { file }), line: 1, column: 1 },
  }
}

function toSource(document: Document.Parsed, index: number, text: SourceText): SourceDocument {
  const fault = document.errors[0]
  let resolved: ResolvedDocument | undefined
  const resolve = () => {
    resolved ??= resolveDocument(document, index, text)
    return resolved
  }
  return {
    file: text.file,
    index,
    apiVersion: stringAt(document, 'apiVersion'),
    kind: stringAt(document, 'kind'),
    hasItems: isSeq(isMap(document.contents) ? document.contents.get('items', true) : document.contents),
    problems: fault ? [syntaxProblem(fault, text, index, document.range[0])] : [],
    text: () => textOf({ document, start: 0 }, text),
    resolve,
    oddKey: () => oddKey(document, index, text),
    toClusterInput: () => clusterInput(document, index, text, resolve().value),
  }
}

function brokenDocument(problem: Problem, file: string | undefined): SourceDocument {
  const value = undefined
  return {
    file,
    index: 0,
    apiVersion: undefined,
    kind: undefined,
    hasItems: false,
    problems: [problem],
    text: () => '',
    resolve: () => ({ value, problems: [problem] }),
    oddKey: () => undefined,
    toClusterInput: () => ({ value, scope: '', problems: [problem], locate: () => ({}) }),
  }
}

function textOf({ document, start }: Part, { text }: SourceText): string {
  return withoutMarkers(text.slice(start + document.range[0], start + document.range[2]))
}

/** A line that starts with three dots and a blank ends a document wherever it stands, also in a text block (YAML 1.2.2, 9.1.2). */
function withoutMarkers(text: string): string {
  const end = text.search(/^\.\.\.(?=\s|$)/m)
  return text.slice(0, end < 0 ? text.length : end).replace(/^---(?:[ \t]*\r?\n|[ \t]+|$)/, '')
}

function clusterInput(document: Document.Parsed, index: number, text: SourceText, value: unknown): ClusterInput {
  const problems = findTextFaults(document.contents)
  return { value, scope: '', problems, ...placesIn({ document, start: 0 }, index, text, value) }
}

/** What only the text of a document knows. */
export interface TextPart extends Required<Pick<ClusterInput, 'locate' | 'raw'>>, Pick<SourceDocument, 'text'> {}

/** A document that is known to be sound, from its part of the text and its value: the rest of the text is not read. */
export function partByYaml(text: SourceText, { start, end }: Span, index: number, value: unknown): TextPart {
  const documents = parseAllDocuments(text.text.slice(start, end), PARSE_OPTIONS)
  const [document] = Array.isArray(documents) ? documents : []
  if (document === undefined) return { locate: () => ({}), raw: () => undefined, text: () => '' }
  const part = { document, start }
  return { ...placesIn(part, index, text, value), text: () => textOf(part, text) }
}

/** A document whose offsets count from `start`. */
interface Part {
  readonly document: Document.Parsed
  readonly start: number
}

function placesIn({ document, start }: Part, index: number, text: SourceText, value: unknown): Omit<TextPart, 'text'> {
  const base = sourceOf(text, index, value)
  return {
    locate(path, at, secret) {
      return placed(text, base, shifted(placeIn(findNode(document, path)), start), at, secret)
    },
    raw(path) {
      const span = scalarSpan(document, path)
      return span && text.text.slice(start + span.start, start + span.end)
    },
  }
}

function shifted({ key, value, ...place }: Place, by: number): Place {
  const moved = (span: Span | undefined) => span && { start: span.start + by, end: span.end + by }
  return { ...place, key: moved(key), value: moved(value) }
}

function scalarSpan(document: Document, path: Path): Span | undefined {
  const found = findNode(document, path)
  const node = isAlias(found.value) ? aliasTargets(document).get(found.value) : found.value
  return found.complete && isScalar(node) ? spanOf(node) : undefined
}

function resolveDocument(document: Document.Parsed, index: number, text: SourceText): ResolvedDocument {
  const fault = document.errors[0] ?? document.warnings[0]
  if (fault) return unresolved(fault, index, text)
  const read = nodeValue(document)
  return 'fault' in read ? unresolved(read.fault, index, text) : { value: read.value, problems: [] }
}

function unresolved(fault: SyntaxFault, index: number, text: SourceText): ResolvedDocument {
  return { value: undefined, problems: [syntaxProblem(fault, text, index)] }
}

function oddKey(document: Document, index: number, text: SourceText): Source | undefined {
  const span = spanOf(findOddKey(document.contents))
  const place = span && excerptAt(text, { ...span, key: undefined, secret: false })
  return place && { ...(text.file === undefined ? {} : { file: text.file }), index, ...place }
}

function stringAt(document: Document, key: string): string | undefined {
  const contents = document.contents
  const value = isMap(contents) ? contents.get(key) : undefined
  return typeof value === 'string' ? value : undefined
}
