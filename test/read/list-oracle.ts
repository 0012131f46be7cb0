// What must hold of every text that is read as a ResourceList, with the YAML library as the judge. Each function returns
// what is wrong, or nothing.

import { isDeepStrictEqual } from 'node:util'
import { type Document, parseAllDocuments } from 'yaml'
import { textOfPieces, utf8Of } from '../../src/pieces.ts'
import { readItemAlone } from '../../src/read/list/item-alone.ts'
import { scanList } from '../../src/read/list/item-scanner.ts'
import { readListByYaml } from '../../src/read/list/list-by-yaml.ts'
import type { ListItem } from '../../src/read/list/list-layout.ts'
import type { ResourceList } from '../../src/read/list/resource-list.ts'
import { readResourceList } from '../../src/read/list/resource-list.ts'
import { NO_CHANGES, writeResourceList } from '../../src/write/resource-list.ts'

/**
 * The scanner says what the library says, or nothing. A text that the library refuses may pass only where the fault lies in
 * an item of others: what is ours is sound even then.
 */
export function scannerFault(text: string): string | undefined {
  const utf8 = utf8Of(text)
  const scanned = scanList(utf8)
  if (scanned === undefined) return undefined
  const read = readListByYaml(text)
  if ('reason' in read) {
    if (read.reason === 'kind' || read.reason === 'layout') return undefined
    if (read.reason !== 'syntax') return `the library finds no list: ${read.reason}`
    const broken = scanned.items.filter(item => isOurs(item) && !readItemAlone(utf8.slice(item.start, item.end)))
    return broken.length === 0 ? undefined : 'an item of ours is broken'
  }
  if (scanned.items.length !== read.items.length) return 'the number of items differs'
  for (const [at, item] of scanned.items.entries()) {
    const other = read.items[at]
    if (other === undefined || !isDeepStrictEqual(known(item), known(other))) return `item ${at} differs`
    if (item.start !== byteOffset(text, other.start)) return `item ${at} starts elsewhere`
    if (at + 1 < scanned.items.length && item.end !== byteOffset(text, other.end)) return `item ${at} ends elsewhere`
  }
  return undefined
}

/** The scanner counts in bytes, the library in characters. */
function byteOffset(text: string, offset: number): number {
  return utf8Of(text.slice(0, offset)).bytes.length
}

function isOurs({ owner, apiVersion }: ListItem): boolean {
  return owner !== undefined || (apiVersion?.startsWith('capv-ha.dev/') ?? false)
}

function known({ apiVersion, kind, name, namespace, owner, path, index, packagePath, localConfig }: ListItem): unknown {
  return { apiVersion, kind, name, namespace, owner, path, index, packagePath, localConfig }
}

/** Every edit of a list changes what it means to change, and nothing else. */
export function editFault(text: string): string | undefined {
  const reading = readResourceList(utf8Of(text))
  if ('problems' in reading) return reading.problems.length > 0 ? undefined : 'no list and no problem'
  const { list } = reading
  const before = parseList(text)
  // Broken in an item of others (see above).
  if (before === undefined) return undefined
  const items = list.items.map((_, at) => at)
  // Only our output is ever removed or replaced, and only it gives up its anchors.
  const changeable = text.includes('&') ? list.items.filter(({ owner }) => owner !== undefined) : list.items
  const first = changeable[0] === list.items[0] ? list.items[0] : undefined
  const last = changeable.at(-1) === list.items.at(-1) ? list.items.at(-1) : undefined
  return (
    compare(list, { ...before, results: undefined }, NO_CHANGES, 'nothing') ??
    compare(
      list,
      { ...before, items: [...before.items, ADDED], results: [RESULT] },
      { ...NO_CHANGES, appended: [ADDED], results: [RESULT] },
      'append',
    ) ??
    (first &&
      compare(
        list,
        { ...before, items: before.items.slice(1), results: undefined },
        { ...NO_CHANGES, removed: new Set([first]) },
        'remove first',
      )) ??
    (last &&
      compare(
        list,
        { ...before, items: [...before.items.slice(0, -1), ADDED, ADDED], results: undefined },
        { ...NO_CHANGES, replaced: new Map([[last, ADDED]]), appended: [ADDED] },
        'replace last',
      )) ??
    (last &&
      compare(
        list,
        { ...before, items: [...before.items.slice(0, -1), ADDED], results: undefined },
        { ...NO_CHANGES, removed: new Set([last]), appended: [ADDED] },
        'remove last',
      )) ??
    markFault(text, list, before, items)
  )
}

const ADDED = { apiVersion: 'v1', kind: 'Added', metadata: { name: 'x' }, data: ['a', { b: 'c\nd\n' }] }
const RESULT = { severity: 'warning', message: 'a: b # c', file: { path: 'x.yaml', index: 0 } }

interface ParsedList {
  readonly items: readonly unknown[]
  readonly results: unknown
  readonly [key: string]: unknown
}

function compare(
  list: ResourceList,
  expected: ParsedList,
  changes: typeof NO_CHANGES,
  what: string,
): string | undefined {
  const written = textOfPieces(writeResourceList(list, changes))
  const after = parseList(written)
  const { results, ...rest } = expected
  const whole = { apiVersion: 'config.kubernetes.io/v1', ...rest, results }
  return isDeepStrictEqual(after, whole) ? undefined : `${what}: ${JSON.stringify(written)}`
}

function markFault(
  text: string,
  list: ResourceList,
  before: ParsedList,
  positions: readonly number[],
): string | undefined {
  for (const at of positions) {
    const item = list.items[at]
    const value = before.items[at]
    if (item === undefined || !isObject(value)) continue
    const metadata = isObject(value.metadata) ? value.metadata : {}
    const annotations = isObject(metadata.annotations) ? metadata.annotations : {}
    if (item.localConfig === 'true' || (text.includes('&') && !isOurs(item))) continue
    const marked = {
      ...value,
      metadata: { ...metadata, annotations: { ...annotations, 'config.kubernetes.io/local-config': 'true' } },
    }
    const fault = compare(
      list,
      { ...before, items: before.items.with(at, marked), results: undefined },
      { ...NO_CHANGES, marked: [item] },
      `mark ${at}`,
    )
    if (fault) return fault
  }
  return undefined
}

function parseList(text: string): ParsedList | undefined {
  const documents = parseAllDocuments(text, { uniqueKeys: false, merge: true, logLevel: 'silent' })
  if (!Array.isArray(documents) || documents.some(document => document.errors.length > 0)) return undefined
  const plain = documents.map(plainValue)
  if (plain.includes(undefined)) return undefined
  const values = plain.map(entry => entry?.value).filter(value => value !== null)
  const [value] = values
  if (values.length !== 1 || !isObject(value)) return undefined
  const items = value.items
  return { ...value, items: Array.isArray(items) ? items : [], results: value.results }
}

/** As the library itself says it; a collection that contains itself is no plain value. */
function plainValue(document: Document): { readonly value: unknown } | undefined {
  try {
    const value: unknown = document.toJS({ maxAliasCount: 1000 })
    JSON.stringify(value)
    return { value }
  } catch {
    return undefined
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
