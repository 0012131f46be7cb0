// Collects what the scanner meets in the items of a list: where each begins and ends, and the few texts that tell who it is.

import { HACLUSTER_GROUP } from '../../manifest.ts'
import type { ItemTexts } from '../tracked-keys.ts'
import { ANNOTATION_KEYS, clearTexts, METADATA_KEYS, noTexts, ROOT_KEYS, textsOf } from '../tracked-keys.ts'
import type { BlockStack } from './block-stack.ts'
import type { ByteCodes } from './byte-codes.ts'
import { isWordAt } from './byte-codes.ts'
import type { OuterLines } from './item-tail.ts'
import { addLines, endOfTail, noLines } from './item-tail.ts'
import type { ListItem, MetadataPlace } from './list-layout.ts'
import type { ListSource } from './list-source.ts'
import { DOUBLE_QUOTE, isBlockScalarStart, isFlowStart, SINGLE_QUOTE, scanValue } from './scan-scalar.ts'

export interface ItemSink {
  readonly source: ListSource
  readonly codes: ByteCodes
  readonly items: ListItem[]
  /** Of the open item; -1 where none is open. */
  start: number
  /** Where the lines of the items end so far. */
  end: number
  readonly texts: ItemTexts
  /** The last text of every kind, where it is one without quotes too. */
  readonly known: ItemTexts
  /** The last one that was found in full. */
  lastHead: PlainHead | undefined
  outerLines: OuterLines
  /** Where the lines below `metadata:` and `annotations:` begin, and the columns of their keys; -1 where unknown. */
  metadataAt: number
  metadataColumn: number
  annotationsAt: number
  annotationsColumn: number
  inMetadata: boolean
  inAnnotations: boolean
}

/** A head that was found in full (plain-head.ts), by offsets, and what it says. */
export interface PlainHead {
  readonly start: number
  readonly nameStart: number
  readonly nameEnd: number
  readonly end: number
  /** The column of its keys. */
  readonly inner: number
  readonly texts: ItemTexts
}

const ITEM_DEPTH = 2
const METADATA_DEPTH = 3
const ANNOTATION_DEPTH = 4

export function itemSink(source: ListSource, codes: ByteCodes, outerLines: OuterLines): ItemSink {
  const place = { metadataAt: -1, metadataColumn: -1, annotationsAt: -1, annotationsColumn: -1 }
  const texts = noTexts()
  return {
    source,
    codes,
    items: [],
    start: -1,
    end: 0,
    texts,
    known: noTexts(),
    lastHead: undefined,
    outerLines,
    ...place,
    inMetadata: false,
    inAnnotations: false,
  }
}

export function beginItem(sink: ItemSink, line: number): void {
  sink.start = line
}

/** The open item, if there is one, ends here. */
export function finishItem(sink: ItemSink, end: number): void {
  if (sink.start >= 0) closeItem(sink, end, sink.texts, metadataPlace(sink))
}

/** An item of others, of whose texts only those at the root and in the metadata are noted. */
export function finishStranger({ items, texts }: ItemSink, start: number, end: number): void {
  const { apiVersion, kind, name, namespace } = texts
  items.push({ start, end, apiVersion, kind, name, namespace })
  clearTexts(texts)
}

/** The open item ends here, and its value is known. */
export function finishItemAs(sink: ItemSink, end: number, value: unknown): void {
  closeItem(sink, end, textsOf(value), undefined)
}

function closeItem(sink: ItemSink, end: number, texts: ItemTexts, metadata: MetadataPlace | undefined): void {
  sink.items.push(listItem({ start: sink.start, end }, texts, metadata))
  sink.start = -1
  clearTexts(sink.texts)
  sink.metadataAt = -1
  sink.metadataColumn = -1
  sink.annotationsAt = -1
  sink.annotationsColumn = -1
  sink.inMetadata = false
  sink.inAnnotations = false
}

export function listItem(
  range: { readonly start: number; readonly end: number },
  texts: ItemTexts,
  metadata: MetadataPlace | undefined,
  borrows: readonly number[] = [],
): ListItem {
  return {
    start: range.start,
    end: range.end,
    apiVersion: texts.apiVersion,
    kind: texts.kind,
    name: texts.name,
    namespace: texts.namespace,
    owner: texts.owner,
    path: texts.path ?? texts.legacyPath,
    index: texts.index ?? texts.legacyIndex,
    packagePath: texts.packagePath,
    localConfig: texts.localConfig,
    metadata,
    borrows,
  }
}

/** For items that are ours: nobody asks where lines could be put into those of others. */
function metadataPlace(sink: ItemSink): MetadataPlace | undefined {
  const { metadataAt: at, metadataColumn: column, annotationsAt, annotationsColumn, texts } = sink
  if (column < 0 || isForeignItem(texts)) return undefined
  if (annotationsAt < 0) return { at, column, annotations: undefined }
  // Below `annotations:` there may be nothing.
  return annotationsColumn < 0
    ? undefined
    : { at, column, annotations: { at: annotationsAt, column: annotationsColumn } }
}

/**
 * Notes a pair of the open item, by the offsets of its key, its value and the line behind it; false where only the library
 * can tell what it means. Called for every key of every item: it makes no object.
 */
export function notePair(
  sink: ItemSink,
  stack: BlockStack,
  start: number,
  end: number,
  value: number,
  next: number,
): boolean {
  if (stack.depth === ITEM_DEPTH) return noteRoot(sink, stack.open, start, end, value, next)
  if (!sink.inMetadata || stack.depth > ANNOTATION_DEPTH) return true
  if (stack.depth === METADATA_DEPTH) return noteMetadata(sink, stack, start, end, value, next)
  return !sink.inAnnotations || noteAnnotation(sink, stack, start, end, value)
}

function noteRoot(sink: ItemSink, open: boolean, start: number, end: number, value: number, next: number): boolean {
  sink.inAnnotations = false
  sink.inMetadata = end - start === 8 && isWordAt(sink.codes, start, 'metadata')
  if (!sink.inMetadata) return take(sink, ROOT_FIELDS, open, start, end, value)
  if (sink.metadataAt >= 0 || !open) return false
  sink.metadataAt = next
  return true
}

function noteMetadata(
  sink: ItemSink,
  stack: BlockStack,
  start: number,
  end: number,
  value: number,
  next: number,
): boolean {
  sink.metadataColumn = stack.columns[METADATA_DEPTH] ?? -1
  sink.inAnnotations = end - start === 11 && isWordAt(sink.codes, start, 'annotations')
  if (!sink.inAnnotations) return take(sink, METADATA_FIELDS, stack.open, start, end, value)
  if (sink.annotationsAt >= 0 || !stack.open) return false
  sink.annotationsAt = next
  return true
}

function noteAnnotation(sink: ItemSink, stack: BlockStack, start: number, end: number, value: number): boolean {
  sink.annotationsColumn = stack.columns[ANNOTATION_DEPTH] ?? -1
  return take(sink, ANNOTATION_FIELDS, stack.open, start, end, value)
}

/** It is clear who the open item is, that it is none of ours, and that its metadata is behind us. */
export function isForeign({ texts, metadataAt, inMetadata }: ItemSink): boolean {
  if (inMetadata || metadataAt < 0 || texts.kind === undefined || texts.apiVersion === undefined) return false
  return isForeignItem(texts)
}

/** Where the rest of an item of others ends, from the start of a line in it; UNKNOWN as `endOfTail` says. */
export function endOfStranger(sink: ItemSink, from: number, column: number, inner: number): number {
  const { codes } = sink
  if (sink.outerLines.inner < inner) sink.outerLines = noLines(inner)
  if (sink.outerLines.end < codes.length - 1) addLines(sink.outerLines, codes)
  return endOfTail(codes, sink.outerLines, from, column, inner)
}

export function isForeignItem(item: Pick<ListItem, 'owner' | 'apiVersion'> | undefined): boolean {
  return item !== undefined && item.owner === undefined && !(item.apiVersion?.startsWith(HACLUSTER_GROUP) ?? false)
}

type Field = readonly [name: string, field: keyof ItemTexts]

const LONGEST_NAME = 63

/** By the length of the name: no two on one level share it. */
const ROOT_FIELDS = byLength(ROOT_KEYS)
const METADATA_FIELDS = byLength(METADATA_KEYS)
const ANNOTATION_FIELDS = byLength(ANNOTATION_KEYS)

function byLength(fields: readonly Field[]): readonly (Field | undefined)[] {
  const table: (Field | undefined)[] = new Array(LONGEST_NAME + 1).fill(undefined)
  for (const field of fields) table[field[0].length] = field
  return table
}

function take(
  sink: ItemSink,
  fields: readonly (Field | undefined)[],
  open: boolean,
  start: number,
  end: number,
  value: number,
): boolean {
  const known = end - start <= LONGEST_NAME ? fields[end - start] : undefined
  if (known === undefined || !isWordAt(sink.codes, start, known[0])) return true
  const field = known[1]
  // A twin key: which of the two counts is the library's to say.
  if (sink.texts[field] !== undefined) return false
  // A mark without a value cannot be added a second time.
  if (open) return field !== 'localConfig'
  const text = scalarText(sink, value, field)
  sink.texts[field] = text
  return text !== undefined
}

/** A text without quotes, by the offsets of a word; false where it might be no text. */
export function noteWord(sink: ItemSink, field: keyof ItemTexts, start: number, end: number): boolean {
  const text = plainText(sink, field, start, end)
  sink.texts[field] = text
  return text !== undefined
}

/** The text that a scalar stands for; `undefined` where that takes more than removing quotes. */
function scalarText(sink: ItemSink, at: number, field: keyof ItemTexts): string | undefined {
  const { source, codes } = sink
  const code = codes[at]
  if (isBlockScalarStart(code) || isFlowStart(code)) return undefined
  const end = scanValue(codes, at)
  if (code !== SINGLE_QUOTE && code !== DOUBLE_QUOTE) return plainText(sink, field, at, end)
  const text = source.slice(at + 1, end - 1)
  return text.includes(code === SINGLE_QUOTE ? "'" : '\\') ? undefined : text
}

/** A text without quotes; `undefined` where it might be no text. */
function plainText({ source, codes, known }: ItemSink, field: keyof ItemTexts, start: number, end: number) {
  const last = known[field]
  const length = end - start
  // One item's text is often the next one's too: ten thousand copies would keep the garbage collector busy.
  if (last !== undefined && last.length === length && isWordAt(codes, start, last)) return last
  const text = source.slice(start, end)
  if (mayBeNoText(text)) return undefined
  // Only plain ASCII has as many characters as bytes.
  if (text.length === length) known[field] = text
  return text
}

/** Whether a text might stand for a number, a boolean or null, or for nothing. */
export function mayBeNoText(text: string): boolean {
  const first = text.charCodeAt(0)
  return first >= LETTER_A && text.length > 'false'.length ? first === TILDE : NO_TEXT.test(text)
}

const NO_TEXT = /^(?:[-+.0-9~]|(?:null|true|false)?$)/i
const LETTER_A = 0x41
const TILDE = 0x7e
