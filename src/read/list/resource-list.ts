// A ResourceList from its text: its items by name and place, values only where somebody asks for them.

import type { Utf8 } from '../../pieces.ts'
import type { Problem } from '../../problems/problem.ts'
import { quoted } from '../../problems/quoted.ts'
import { parseDocuments } from '../documents/document.ts'
import { property } from '../resource-ref.ts'
import type { ItemTexts } from '../tracked-keys.ts'
import { textsOf } from '../tracked-keys.ts'
import { readItemAlone } from './item-alone.ts'
import type { ItemPlace, ItemReading } from './item-input.ts'
import { itemFromText, itemInput } from './item-input.ts'
import type { ScannedList } from './item-scanner.ts'
import { scanList } from './item-scanner.ts'
import type { OuterLines } from './item-tail.ts'
import type { ListByYaml, NoList } from './list-by-yaml.ts'
import { listOf, readListByYaml } from './list-by-yaml.ts'
import type { ListItem, ListLayout } from './list-layout.ts'
import type { ListSource } from './list-source.ts'
import { sourceOfText, sourceOfUtf8 } from './list-source.ts'

export interface ResourceList {
  readonly source: ListSource
  readonly lineEnd: '\n' | '\r\n'
  readonly items: readonly ListItem[]
  readonly layout: ListLayout
  readonly functionConfig: { readonly value: unknown; readonly texts: ItemTexts } | undefined
  valueOf(item: ListItem): unknown
  /** An item as an input for `expand`, with what only its text shows. */
  inputOf(item: ListItem, place: ItemPlace): ItemReading
}

/** Problems: `yaml-syntax`, with line and column on standard input, or `not-a-resource-list`. */
export type ListReading = { readonly list: ResourceList } | { readonly problems: readonly Problem[] }

export function readResourceList(utf8: Utf8, outerLines?: OuterLines): ListReading {
  const scanned = scanList(utf8, outerLines)
  const list = scanned && fromScan(sourceOfUtf8(utf8), scanned)
  if (list) return { list }
  const text = utf8.slice(0)
  const read = readListByYaml(text)
  return 'reason' in read ? { problems: problemsOf(text, read) } : { list: fromYaml(text, read) }
}

/** `undefined` where the library has to say what is wrong with the text. */
function fromScan(source: ListSource, scanned: ScannedList): ResourceList | undefined {
  const { keys, items, column, end } = scanned
  const key = (name: string) => keys.find(candidate => candidate.name === name)
  if (!/^(?:ResourceList|'ResourceList'|"ResourceList")(?:\s+#.*)?$/.test(key('kind')?.inline ?? '')) return undefined
  const results = key('results')
  const config = key('functionConfig')
  const value = config && readPart(source.slice(config.start, config.end), 'functionConfig')
  return {
    source,
    lineEnd: lineEndOf(source.slice(0, items[0]?.start)),
    items,
    layout: {
      items: { style: 'block', column, end: scanned.itemsEnd },
      top: { style: 'block', column: 0 },
      results: results && { start: results.start, end: results.end },
      hasApiVersion: key('apiVersion') !== undefined,
      start: keys[0]?.start ?? 0,
      end,
    },
    functionConfig: config && { value, texts: textsOf(value) },
    valueOf: item => readItemAlone(source.slice(item.start, item.end))?.value,
    inputOf: (item, place) => itemFromText(itemText(source, item), place),
  }
}

function readPart(text: string, key: string): unknown {
  const [document] = parseDocuments(text)
  return property(document?.resolve().value, key)
}

/** The lines of a block item with a space in the place of the dash: a document of its own. */
function itemText(source: ListSource, { start, end }: ListItem): string {
  return source.slice(start, end).replace('-', ' ')
}

function fromYaml(text: string, { value, items, layout }: ListByYaml): ResourceList {
  const values = listOf(property(value, 'items'))
  const config = property(value, 'functionConfig')
  const source = sourceOfText(text)
  const byItem = new Map(items.map((item, at) => [item, values[at]]))
  const valueAt = (item: ListItem) => byItem.get(item)
  return {
    source,
    lineEnd: lineEndOf(text),
    items,
    layout,
    functionConfig: config === undefined || config === null ? undefined : { value: config, texts: textsOf(config) },
    valueOf: valueAt,
    inputOf(item, place) {
      if (item.borrows?.length) return { input: itemInput(valueAt(item), place), problems: [] }
      const inBlock = layout.items.style === 'block'
      const reading = itemFromText(inBlock ? itemText(source, item) : text.slice(item.start, item.end), place)
      // An anchor outside of the items: the text alone does not resolve, the list as a whole does.
      return reading.input ? reading : { input: itemInput(valueAt(item), place), problems: [] }
    },
  }
}

function lineEndOf(text: string): '\n' | '\r\n' {
  const newline = text.indexOf('\n')
  return newline > 0 && text[newline - 1] === '\r' ? '\r\n' : '\n'
}

function problemsOf(text: string, why: NoList): readonly Problem[] {
  if (why.reason !== 'syntax') return [notAList(messageFor(why))]
  const faults = parseDocuments(text).flatMap(document => {
    return document.problems.length > 0 ? document.problems : document.resolve().problems
  })
  return faults.length > 0 ? faults : [notAList('standard input must be YAML that can be read')]
}

function messageFor(why: Exclude<NoList, { reason: 'syntax' }>): string {
  switch (why.reason) {
    case 'empty':
      return 'standard input must hold a ResourceList, not nothing'
    case 'several-documents':
      return 'standard input must hold one ResourceList, not several documents'
    case 'no-mapping':
      return 'standard input must hold a ResourceList, not a list or a single value'
    case 'items-no-list':
      return '`items` of the ResourceList must be a list'
    case 'kind':
      return `\`kind\` on standard input must be "ResourceList"${typeof why.kind === 'string' ? `, not ${quoted(why.kind)}` : ''}`
    case 'twin-key':
      return `\`${why.key}\` of the ResourceList must not be written twice`
    case 'layout':
      return `\`${why.key}\` of the ResourceList must be written so that it can be edited in place: as a plain block or as JSON`
  }
}

function notAList(message: string): Problem {
  return {
    code: 'not-a-resource-list',
    severity: 'error',
    path: [],
    message,
    fix: 'expand HAClusters on standard input with `capv-ha render -`, files and folders with `capv-ha render PATH`',
  }
}
