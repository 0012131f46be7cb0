// What a kustomization names outside of itself, field by field (kustomize v5.8.1, api/types/kustomization.go). A field that
// is not in this table is refused: a later kustomize may load files or run programs because of it.

import type { Path } from '../../problems/problem.ts'
import { property } from '../../read/resource-ref.ts'

export interface Reference {
  /** Its place in the kustomization. */
  readonly path: Path
  readonly text: string
  /** `any` is a file or a folder with a kustomization; `config` as well, of functions and transformers. */
  readonly wants: 'file' | 'folder' | 'any' | 'config'
}

type Reader = (value: unknown, path: Path) => readonly Reference[]

const NONE: Reader = () => []
const FILES = entries('file', isInline)
const GENERATOR: Reader = (value, path) =>
  list(value).flatMap((item, index) => [
    ...entries('file', () => false, afterKey)(property(item, 'files'), [...path, index, 'files']),
    ...entries('file')(property(item, 'envs'), [...path, index, 'envs']),
    ...single(property(item, 'env'), [...path, index, 'env']),
  ])
const PATHS: Reader = (value, path) =>
  list(value).flatMap((item, index) => single(property(item, 'path'), [...path, index, 'path']))

const FIELDS: ReadonlyMap<string, Reader> = new Map([
  ...['apiVersion', 'kind', 'metadata', 'namePrefix', 'nameSuffix', 'namespace', 'commonLabels', 'labels'].map(none),
  ...['commonAnnotations', 'images', 'replicas', 'vars', 'generatorOptions', 'sortOptions', 'buildMetadata'].map(none),
  ['resources', entries('any')],
  ['bases', entries('folder')],
  ['components', entries('folder')],
  ['generators', entries('config', isInline)],
  ['transformers', entries('config', isInline)],
  ['validators', entries('config', isInline)],
  ['crds', entries('file')],
  ['configurations', entries('file')],
  ['patchesStrategicMerge', FILES],
  ['patches', PATHS],
  ['patchesJson6902', PATHS],
  ['replacements', PATHS],
  ['openapi', (value, path) => single(property(value, 'path'), [...path, 'path'])],
  ['configMapGenerator', GENERATOR],
  ['secretGenerator', GENERATOR],
])

export interface References {
  readonly references: readonly Reference[]
  /** Fields that are not honoured. */
  readonly refused: readonly string[]
}

export function referencesOf(kustomization: object): References {
  const fields = Object.entries(kustomization)
  return {
    references: fields.flatMap(([name, value]) => FIELDS.get(name)?.(value, [name]) ?? []),
    refused: fields.map(([name]) => name).filter(name => !FIELDS.has(name)),
  }
}

/** The files of a transformer or generator that kustomize has built in. */
export function builtinReferences(config: unknown): readonly Reference[] {
  const read = entries('file', isInline)
  return [
    ...single(property(config, 'path'), ['path']),
    ...['paths', 'crds', 'envs'].flatMap(name => read(property(config, name), [name])),
    ...entries('file', () => false, afterKey)(property(config, 'files'), ['files']),
    ...single(property(config, 'env'), ['env']),
    ...PATHS(property(config, 'replacements'), ['replacements']),
  ]
}

/** Text that stands in the list itself instead of a file name. */
export function isInline(text: string): boolean {
  return text.includes('\n') || /^\s*[{[]/.test(text) || /^[A-Za-z]+: /.test(text)
}

function none(name: string): readonly [string, Reader] {
  return [name, NONE]
}

function entries(
  wants: Reference['wants'],
  isSkipped = (_text: string) => false,
  cut = (text: string) => text,
): Reader {
  return (value, path) =>
    list(value).flatMap((text, index) =>
      typeof text === 'string' && !isSkipped(text) ? [{ path: [...path, index], text: cut(text), wants }] : [],
    )
}

function single(value: unknown, path: Path): readonly Reference[] {
  return typeof value === 'string' && value !== '' ? [{ path, text: value, wants: 'file' }] : []
}

/** `key=path`, or the path alone. */
function afterKey(text: string): string {
  return text.slice(text.indexOf('=') + 1)
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}
