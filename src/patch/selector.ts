// Which objects a patch is for: its `target`, as kustomize reads it, or the identity in a strategic patch.

import { isJsonObject } from '../is-json.ts'
import { groupOf, type Json, type JsonObject, type Manifest } from '../manifest.ts'
import { parseLabelSelector } from './label-selector.ts'
import { compilePattern } from './pattern.ts'

export interface Target {
  readonly group?: string | undefined
  readonly version?: string | undefined
  readonly kind?: string | undefined
  readonly name?: string | undefined
  readonly namespace?: string | undefined
  readonly labelSelector?: string | undefined
  readonly annotationSelector?: string | undefined
}

export type Selects = (manifest: Manifest) => boolean
export interface Selector {
  readonly selects: Selects
  /** Looks at the kind alone: what a patch that matches nothing came close to. */
  readonly ofKind: Selects
  /** What looking at one object may cost, in characters. */
  readonly cost: number
}
export type Selection = Selector | { readonly fault: string; readonly fix: string; readonly field: keyof Target }

const REGEX_FIELDS = {
  group: ({ apiVersion }) => groupOf(apiVersion),
  version: ({ apiVersion }) => versionOf(apiVersion),
  kind: ({ kind }) => kind,
  name: ({ metadata }) => metadata.name,
  namespace: ({ metadata }) => textOf(metadata.namespace),
} satisfies Partial<Record<keyof Target, (manifest: Manifest) => string>>

const SELECTOR_FIELDS = {
  labelSelector: ({ metadata }) => mapOf(metadata.labels),
  annotationSelector: ({ metadata }) => mapOf(metadata.annotations),
} satisfies Partial<Record<keyof Target, (manifest: Manifest) => JsonObject>>

/** Characters of a pattern or selector: room for a hundred names. */
const LONGEST = 10_000

/** All fields must hold; those that name things are regular expressions of Go, anchored at both ends. An empty field says nothing. */
export function selectTarget(target: Target): Selection {
  const tests: Selects[] = []
  let cost = 1
  let ofKind: Selects = () => true
  for (const field of ['group', 'version', 'kind', 'name', 'namespace'] as const) {
    const text = target[field] ?? ''
    if (text === '') continue
    if (text.length > LONGEST) return tooLong(field)
    const pattern = compilePattern(text)
    if (pattern === undefined) return noPattern(field)
    const test = (manifest: Manifest) => pattern.matches(REGEX_FIELDS[field](manifest))
    tests.push(test)
    // Of all else there are a few values only, and a pattern remembers its answers.
    cost += field === 'name' ? pattern.cost : 1
    if (field === 'kind') ofKind = test
  }
  for (const field of ['labelSelector', 'annotationSelector'] as const) {
    const text = target[field] ?? ''
    if (text === '') continue
    if (text.length > LONGEST) return tooLong(field)
    const test = parseLabelSelector(text)
    if (test === undefined) return noSelector(field)
    tests.push(manifest => test(SELECTOR_FIELDS[field](manifest)))
    cost += text.length
  }
  return { selects: manifest => tests.every(test => test(manifest)), ofKind, cost }
}

function tooLong(field: keyof Target): Selection {
  const fix = 'select objects by what they have in common, or write several patches'
  return { field, fault: `must have at most ${LONGEST} characters`, fix }
}

function noPattern(field: keyof Target): Selection {
  const fix =
    'write "\\" before a character that is meant as it stands; the syntax is that of Go (RE2), without look-around'
  return { field, fault: 'must be a regular expression', fix }
}

function noSelector(field: keyof Target): Selection {
  return { field, fault: 'must be a label selector', fix: 'join what must hold with commas: "a=b,c in (d,e),!f"' }
}

/** The object that a strategic patch names itself; without a namespace in the patch, in that of the cluster. */
export function selectIdentity(patch: JsonObject): Selector | undefined {
  const { apiVersion, kind, metadata } = patch
  const { name, namespace } = isJsonObject(metadata) ? metadata : {}
  if (typeof apiVersion !== 'string' || typeof kind !== 'string' || typeof name !== 'string') return undefined
  return {
    selects: manifest =>
      manifest.apiVersion === apiVersion &&
      manifest.kind === kind &&
      manifest.metadata.name === name &&
      (namespace === undefined || manifest.metadata.namespace === namespace),
    ofKind: manifest => manifest.kind === kind,
    cost: 1,
  }
}

function versionOf(apiVersion: string): string {
  return apiVersion.slice(apiVersion.indexOf('/') + 1)
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : ''
}

function mapOf(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : NOTHING
}

const NOTHING: JsonObject = {}
