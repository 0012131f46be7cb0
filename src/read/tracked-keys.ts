// The keys of an item that a host has to know. Everything else in it is none of our business.

import { OWNER_ANNOTATION } from '../manifest.ts'
import { property } from './resource-ref.ts'

export interface ItemTexts {
  apiVersion: string | undefined
  kind: string | undefined
  name: string | undefined
  namespace: string | undefined
  owner: string | undefined
  /** Of the two spellings of a path and an index, the newer one counts. */
  path: string | undefined
  legacyPath: string | undefined
  index: string | undefined
  legacyIndex: string | undefined
  packagePath: string | undefined
  localConfig: string | undefined
}

export const LOCAL_CONFIG = 'config.kubernetes.io/local-config'

export const ROOT_KEYS: readonly (readonly [name: string, field: keyof ItemTexts])[] = [
  ['apiVersion', 'apiVersion'],
  ['kind', 'kind'],
]

export const METADATA_KEYS: readonly (readonly [name: string, field: keyof ItemTexts])[] = [
  ['name', 'name'],
  ['namespace', 'namespace'],
]

export const ANNOTATION_KEYS: readonly (readonly [name: string, field: keyof ItemTexts])[] = [
  [OWNER_ANNOTATION, 'owner'],
  ['config.kubernetes.io/path', 'legacyPath'],
  ['config.kubernetes.io/index', 'legacyIndex'],
  ['internal.config.kubernetes.io/path', 'path'],
  ['internal.config.kubernetes.io/index', 'index'],
  ['internal.config.kubernetes.io/package-path', 'packagePath'],
  [LOCAL_CONFIG, 'localConfig'],
]

export function noTexts(): ItemTexts {
  return {
    apiVersion: undefined,
    kind: undefined,
    name: undefined,
    namespace: undefined,
    owner: undefined,
    path: undefined,
    legacyPath: undefined,
    index: undefined,
    legacyIndex: undefined,
    packagePath: undefined,
    localConfig: undefined,
  }
}

export function clearTexts(texts: ItemTexts): void {
  texts.apiVersion = undefined
  texts.kind = undefined
  texts.name = undefined
  texts.namespace = undefined
  texts.owner = undefined
  texts.path = undefined
  texts.legacyPath = undefined
  texts.index = undefined
  texts.legacyIndex = undefined
  texts.packagePath = undefined
  texts.localConfig = undefined
}

/** The texts of an item whose value is known. Numbers pass where hosts tolerate them. */
export function textsOf(value: unknown): ItemTexts {
  const texts = noTexts()
  const metadata = property(value, 'metadata')
  const annotations = property(metadata, 'annotations')
  for (const [key, field] of ROOT_KEYS) texts[field] = textOf(property(value, key))
  for (const [key, field] of METADATA_KEYS) texts[field] = textOf(property(metadata, key))
  for (const [key, field] of ANNOTATION_KEYS) texts[field] = annotationOf(property(annotations, key))
  return texts
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

function annotationOf(value: unknown): string | undefined {
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : textOf(value)
}
