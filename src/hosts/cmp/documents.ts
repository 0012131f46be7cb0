// Sorts what an application holds: HAClusters, what must not be printed, former output of ours, and manifests of others,
// which go out as they came. What Argo CD would lose in silence is an error (argo-cd v3.5.6, gitops-engine kube.SplitYAML).

import { append } from '../../append.ts'
import { groupOf } from '../../manifest.ts'
import type { Problem, Source } from '../../problems/problem.ts'
import type { ClusterInput } from '../../read/cluster-input.ts'
import type { SourceDocument } from '../../read/documents/document.ts'
import { parseDocuments } from '../../read/documents/document.ts'
import { findClusters } from '../../read/documents/find-clusters.ts'
import { mayMeanClusters } from '../../read/meant-clusters.ts'
import { readPlainDocuments } from '../../read/plain/index.ts'
import { property } from '../../read/resource-ref.ts'
import { type ItemTexts, textsOf } from '../../read/tracked-keys.ts'

export interface ForeignDocument {
  readonly text: string
  /** For documents with our owner annotation. */
  readonly value: unknown
  /** The objects of a List, or the one object. */
  readonly objects: readonly ItemTexts[]
  readonly source: Source
}

export interface SortedDocuments {
  readonly clusters: readonly ClusterInput[]
  readonly foreign: readonly ForeignDocument[]
  /** Those with our owner annotation; whether the owner is here too is not asked yet. */
  readonly owned: readonly ForeignDocument[]
  /** `yaml-syntax`, `duplicate-key`, `lost-manifest`, and those of `findClusters`. */
  readonly problems: readonly Problem[]
}

export interface FileText {
  /** Absent for what is no file of the user's. */
  readonly file?: string
  readonly text: string
}

/** Reads and sorts the documents of several texts. */
export function sortTexts(texts: readonly FileText[]): SortedDocuments {
  const sorted: Sorting = { clusters: [], foreign: [], owned: [], problems: [] }
  for (const text of texts) if (!sortPlain(text, sorted)) sortRead(text, sorted)
  return sorted
}

interface Sorting extends SortedDocuments {
  readonly clusters: ClusterInput[]
  readonly foreign: ForeignDocument[]
  readonly owned: ForeignDocument[]
  readonly problems: Problem[]
}

/** The quick way for most files of others; those that name us are parsed. */
function sortPlain({ file, text }: FileText, { foreign, problems }: Sorting): boolean {
  const documents = mayMeanClusters(text) ? undefined : readPlainDocuments(text)
  if (documents?.some(({ texts }) => NAME_FIELDS.some(field => !isName(texts[field] ?? '')))) return false
  for (const { texts, index, line, ...document } of documents ?? []) {
    if (isLocal(texts)) continue
    const source = { ...(file === undefined ? {} : { file }), index, line, column: 1 }
    const missing = missingFields(texts, source)
    append(problems, missing)
    if (missing.length === 0) foreign.push({ text: document.text, value: undefined, objects: [texts], source })
  }
  return documents !== undefined
}

function sortRead({ file, text }: FileText, { clusters, foreign, owned, problems }: Sorting): void {
  for (const document of parseDocuments(text, file === undefined ? {} : { file })) {
    const found = findClusters([document])
    append(clusters, found.inputs)
    append(problems, found.problems)
    if (found.inputs.length + found.problems.length > 0) continue
    const reading = readForeign(document)
    append(problems, reading.problems)
    if (reading.document === undefined) continue
    const isOwned = reading.document.objects.some(({ owner }) => owner !== undefined)
    if (isOwned) owned.push(reading.document)
    else foreign.push(reading.document)
  }
}

interface ForeignReading {
  readonly document?: ForeignDocument
  readonly problems: readonly Problem[]
}

function readForeign(document: SourceDocument): ForeignReading {
  const { value, problems: faults } =
    document.problems.length > 0 ? { value: undefined, problems: document.problems } : document.resolve()
  if (faults.length > 0) return { problems: faults.map(withoutExcerpt) }
  if (value === null || value === undefined) return { problems: [] }
  const texts = textsOf(value)
  if (isLocal(texts)) return { problems: [] }
  const input = document.toClusterInput()
  const source = withoutText(input.locate([], 'value', false))
  const problems = [...shapeProblems(value, texts, source), ...templates(document, input), ...twinKeys(input)]
  const objects = itemsOf(value)?.map(textsOf) ?? [texts]
  if (objects.some(isLocal)) problems.push(hiddenInList(source))
  return problems.length > 0 ? { problems } : { document: { text: document.text(), value, objects, source }, problems }
}

/** Argo CD takes every object with a list of items apart, whatever its kind. */
function itemsOf(value: unknown): readonly unknown[] | undefined {
  const list = property(value, 'items')
  return Array.isArray(list) ? list : undefined
}

/** For tools on a developer's machine: `config.kubernetes.io/local-config` in any value but "false", and kpt's own files. */
function isLocal({ apiVersion, localConfig }: ItemTexts): boolean {
  return (localConfig !== undefined && localConfig !== 'false') || groupOf(apiVersion ?? '') === 'kpt.dev'
}

function shapeProblems(value: unknown, texts: ItemTexts, source: Source): Problem[] {
  if (typeof value === 'object' && !Array.isArray(value)) return missingFields(texts, source)
  return [lost('a document must be an object with `apiVersion` and `kind`', source)]
}

function missingFields(texts: ItemTexts, source: Source): Problem[] {
  const missing = (['apiVersion', 'kind'] as const).filter(field => (texts[field] ?? '') === '')
  return missing.length === 0
    ? []
    : [lost(`a manifest must have ${missing.map(field => `\`${field}\``).join(' and ')}`, source)]
}

// A name with braces no API server takes; a key that is a map sigs.k8s.io/yaml refuses, with which Argo CD and kubectl read.
function templates(document: SourceDocument, input: ClusterInput): readonly Problem[] {
  const metadata = property(input.value, 'metadata')
  const names = NAME_FIELDS.filter(field => !isName(property(metadata, field) ?? ''))
  const odd = names.length === 0 ? document.oddKey() : undefined
  return [
    ...names.map(field => {
      const source = withoutText(input.locate(['metadata', field], 'value', false))
      return lost(`\`metadata.${field}\` must be a text, and no template`, source, RENDER_FIRST)
    }),
    ...(odd ? [lost('a key must be a text, not a map or a list', withoutText(odd), RENDER_FIRST)] : []),
  ]
}

function isName(value: unknown): boolean {
  return typeof value === 'string' && !value.includes('{{')
}

const RENDER_FIRST =
  'leave the templates of a Helm chart out with the parameter `exclude`, or commit what `helm template` makes of them'

const NAME_FIELDS = ['name', 'namespace'] as const

function twinKeys(input: ClusterInput): readonly Problem[] {
  const twins = input.problems.filter(({ code }) => code === 'duplicate-key')
  return twins.map(problem => withoutExcerpt({ ...problem, source: input.locate(problem.path, 'key', false) }))
}

function lost(message: string, source: Source, fix = REPAIR): Problem {
  return {
    code: 'lost-manifest',
    severity: 'error',
    path: [],
    message,
    why: 'Argo CD would refuse the whole application, or go on without this document',
    fix,
    source,
  }
}

const REPAIR = 'repair it, or leave a file that is no manifest out with the parameter `exclude`'

function hiddenInList(source: Source): Problem {
  return {
    code: 'lost-manifest',
    severity: 'error',
    path: ['items'],
    message: '`items` must not hold a `config.kubernetes.io/local-config` object',
    why: 'Argo CD takes lists apart and would send it to the cluster as it stands',
    fix: 'write it as a document of its own',
    source,
  }
}

/** Manifests of others may be Secrets: none of their text goes into a message. */
export function withoutExcerpt(problem: Problem): Problem {
  return problem.source ? { ...problem, source: withoutText(problem.source) } : problem
}

function withoutText({ excerpt: _excerpt, ...source }: Source): Source {
  return source
}
