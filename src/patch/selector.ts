// Which objects a patch is for: its `target`, as kustomize reads it, or the identity in a strategic patch.

import { groupOf, type Json, type JsonObject, type Manifest } from '../manifest.ts'
import { isJsonObject } from './json-object.ts'
import { parseLabelSelector, type StringMap } from './label-selector.ts'

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
/** `ofKind` looks at the kind alone: what a patch that matches nothing came close to. */
export interface Selector {
  readonly selects: Selects
  readonly ofKind: Selects
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
  labelSelector: ({ metadata }) => stringsOf(metadata.labels),
  annotationSelector: ({ metadata }) => stringsOf(metadata.annotations),
} satisfies Partial<Record<keyof Target, (manifest: Manifest) => StringMap>>

/** All fields must hold; those that name things are regular expressions, anchored at both ends. */
export function selectTarget(target: Target): Selection {
  const tests: Selects[] = []
  for (const field of ['group', 'version', 'kind', 'name', 'namespace'] as const) {
    const text = target[field]
    const pattern = text === undefined ? undefined : anchored(text)
    if (text !== undefined && pattern === undefined)
      return {
        field,
        fault: 'must be a regular expression',
        fix: 'write "\\" before a character that is meant as it stands',
      }
    if (pattern !== undefined) tests.push(manifest => pattern.test(REGEX_FIELDS[field](manifest)))
  }
  for (const field of ['labelSelector', 'annotationSelector'] as const) {
    const text = target[field]
    const test = text === undefined ? undefined : parseLabelSelector(text)
    if (text !== undefined && test === undefined)
      return { field, fault: 'must be a label selector', fix: 'join what must hold with commas: "a=b,c in (d,e),!f"' }
    if (test !== undefined) tests.push(manifest => test(SELECTOR_FIELDS[field](manifest)))
  }
  const kind = target.kind === undefined ? undefined : anchored(target.kind)
  return {
    selects: manifest => tests.every(test => test(manifest)),
    ofKind: manifest => kind?.test(manifest.kind) ?? true,
  }
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
  }
}

function anchored(pattern: string): RegExp | undefined {
  try {
    return new RegExp(`^(?:${pattern})$`)
  } catch {
    return undefined
  }
}

function versionOf(apiVersion: string): string {
  return apiVersion.slice(apiVersion.indexOf('/') + 1)
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : ''
}

function stringsOf(value: Json | undefined): StringMap {
  if (!isJsonObject(value)) return {}
  return Object.fromEntries(Object.entries(value).map(([key, text]) => [key, textOf(text)]))
}
