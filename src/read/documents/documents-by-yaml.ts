// Documents through the YAML library: whatever is not plain, and every place in a text. Values and places are worked out on
// demand, so that documents of others cost no more than parsing.

import type { Document } from 'yaml'
import { isAlias, isMap, isScalar, isSeq, parseAllDocuments } from 'yaml'
import type { Path, Problem, Source } from '../../problems/problem.ts'
import type { ClusterInput } from '../cluster-input.ts'
import { resourceRef } from '../resource-ref.ts'
import { aliasTargets } from './aliases.ts'
import { findNode, markOf, spanOf } from './locate.ts'
import { nodeValue } from './node-value.ts'
import type { ResolvedDocument, SourceDocument } from './source-document.ts'
import type { SourceText } from './source-text.ts'
import { excerptAt } from './source-text.ts'
import type { SyntaxFault } from './syntax-problem.ts'
import { onlyReturns, syntaxProblem } from './syntax-problem.ts'
import { findOddKey, findTextFaults } from './text-faults.ts'

// YAML 1.2 with merge keys; twin keys are reported by us, and only where the document is ours (text-faults.ts).
const PARSE_OPTIONS = { uniqueKeys: false, merge: true, prettyErrors: false, logLevel: 'error' } as const

/** The documents of a text, empty ones included. Never throws: text that is no YAML comes back as problems. */
export function documentsByYaml(source: SourceText): readonly SourceDocument[] {
  const misread = onlyReturns(source)
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
    hasItems: isMap(document.contents) && isSeq(document.contents.get('items', true)),
    problems: fault ? [syntaxProblem(fault, text, index, document.range[0])] : [],
    text: () => withoutMarkers(text.text.slice(document.range[0], document.range[2])),
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

/** A line that starts with three dots and a blank ends a document wherever it stands, also in a text block (YAML 1.2.2, 9.1.2). */
function withoutMarkers(text: string): string {
  const end = text.search(/^\.\.\.(?=\s|$)/m)
  return text.slice(0, end < 0 ? text.length : end).replace(/^---(?:[ \t]*\r?\n|[ \t]+|$)/, '')
}

function clusterInput(document: Document, index: number, text: SourceText, value: unknown): ClusterInput {
  const resource = resourceRef(value)
  const base: Source = {
    ...(text.file === undefined ? {} : { file: text.file }),
    index,
    ...(resource ? { resource } : {}),
  }
  return {
    value,
    scope: '',
    problems: findTextFaults(document.contents),
    locate(path, at, secret) {
      const found = findNode(document, path)
      return { ...base, ...excerptAt(text, { ...markOf(found, at), key: spanOf(found.key), secret }) }
    },
    raw: path => rawScalar(document, path, text),
  }
}

function rawScalar(document: Document, path: Path, text: SourceText): string | undefined {
  const found = findNode(document, path)
  const node = isAlias(found.value) ? aliasTargets(document).get(found.value) : found.value
  const span = found.complete && isScalar(node) ? spanOf(node) : undefined
  return span && text.text.slice(span.start, span.end)
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
