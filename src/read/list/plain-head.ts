// Who an item is, where it says so first and in the plainest way, as programs write it:
//
//     - apiVersion: v1
//       kind: ConfigMap
//       metadata:
//         name: settings
//         namespace: apps
//
// Most items of a long list look like this. What differs in any way, by a quote or an annotation, the scanner reads line by
// line instead.

import type { ItemTexts } from '../tracked-keys.ts'
import type { ByteCodes } from './byte-codes.ts'
import { isWordAt } from './byte-codes.ts'
import type { ItemSink, PlainHead } from './item-sink.ts'
import { mayBeNoText, noteWord } from './item-sink.ts'
import { beginsNothing, COLON, LF, nextLine, SPACE, scanWord, skipSpaces, UNKNOWN } from './scan-scalar.ts'

/**
 * Notes the texts of a head that begins with its first key at the offset, keys in the column `inner`, and returns the start
 * of the line behind its metadata. UNKNOWN, with some texts noted or none, where the head is not as plain as that.
 */
export function scanPlainHead(sink: ItemSink, from: number, inner: number): number {
  const { lastHead } = sink
  const end = lastHead?.inner === inner ? repeatHead(sink, lastHead, from) : UNKNOWN
  return end === UNKNOWN ? scanHead(sink, from, inner) : end
}

/** Items come in rows of one kind, and often nothing but the name tells one from the next. */
function repeatHead(sink: ItemSink, { start, nameStart, nameEnd, end, inner, texts }: PlainHead, from: number): number {
  const { codes } = sink
  const name = from + (nameStart - start)
  if (!isRepeated(codes, start, nameStart, from)) return UNKNOWN
  const behind = scanWord(codes, name)
  const tail = behind + (end - nameEnd)
  if (!isRepeated(codes, nameEnd, end, behind) || !endsMetadata(codes, tail, inner)) return UNKNOWN
  const text = sink.source.slice(name, behind)
  if (mayBeNoText(text)) return UNKNOWN
  sink.texts.name = text
  sink.texts.apiVersion = texts.apiVersion
  sink.texts.kind = texts.kind
  sink.texts.namespace = texts.namespace
  return tail
}

/** Whether the bytes from `start` to `end` stand at another offset, too. */
function isRepeated(codes: ByteCodes, start: number, end: number, at: number): boolean {
  const distance = at - start
  for (let index = start; index < end; index++) if (codes[index] !== codes[index + distance]) return false
  return true
}

function scanHead(sink: ItemSink, from: number, inner: number): number {
  const { codes } = sink
  const kind = isWordAt(codes, from, API_VERSION) ? takeWord(sink, 'apiVersion', from + API_VERSION.length) : UNKNOWN
  if (kind === UNKNOWN || !isKeyAt(codes, kind, inner, KIND)) return UNKNOWN
  const metadata = takeWord(sink, 'kind', kind + inner + KIND.length)
  if (metadata === UNKNOWN || !isKeyAt(codes, metadata, inner, METADATA)) return UNKNOWN
  return scanMetadata(sink, from, metadata + inner + METADATA.length, inner)
}

const API_VERSION = 'apiVersion: '
const KIND = 'kind: '
const METADATA = 'metadata:\n'
const NAME = 'name: '
const NAMESPACE = 'namespace: '
/** With nothing behind them on their line, names may be a second time there, too. */
const TELLING = ['name:', 'namespace:', 'annotations:']

function scanMetadata(sink: ItemSink, start: number, first: number, inner: number): number {
  const { codes } = sink
  const column = skipSpaces(codes, first) - first
  if (column <= inner) return UNKNOWN
  let line = first
  let at = line + column
  let nameStart = UNKNOWN
  do {
    if (isWordAt(codes, at, NAME)) {
      nameStart = at + NAME.length
      line = takeWord(sink, 'name', nameStart)
    } else if (isWordAt(codes, at, NAMESPACE)) line = takeWord(sink, 'namespace', at + NAMESPACE.length)
    else line = skipPair(codes, at, column)
    if (line === UNKNOWN) return UNKNOWN
    at = skipSpaces(codes, line)
  } while (at - line === column)
  if (!endsMetadata(codes, line, inner)) return UNKNOWN
  if (nameStart !== UNKNOWN) {
    const nameEnd = scanWord(codes, nameStart)
    sink.lastHead = { start, nameStart, nameEnd, end: line, inner, texts: { ...sink.texts } }
  }
  return line
}

/** Behind a blank line or a comment the metadata may go on. */
function endsMetadata(codes: ByteCodes, line: number, inner: number): boolean {
  const at = skipSpaces(codes, line)
  return at - line <= inner && !beginsNothing(codes[at])
}

/** A word and the end of its line: the start of the next one. UNKNOWN where the text is there already. */
function takeWord(sink: ItemSink, field: keyof ItemTexts, from: number): number {
  const end = scanWord(sink.codes, from)
  if (sink.codes[end] !== LF || sink.texts[field] !== undefined) return UNKNOWN
  return noteWord(sink, field, from, end) ? end + 1 : UNKNOWN
}

/** A pair of the metadata that tells nothing: a word, or lines that are indented more than its key. */
function skipPair(codes: ByteCodes, key: number, column: number): number {
  const colon = scanWord(codes, key)
  if (colon === key || codes[colon] !== COLON || TELLING.some(word => isWordAt(codes, key, word))) return UNKNOWN
  if (codes[colon + 1] === SPACE) {
    const end = scanWord(codes, colon + 2)
    return end > colon + 2 && codes[end] === LF ? end + 1 : UNKNOWN
  }
  if (codes[colon + 1] !== LF) return UNKNOWN
  let line = colon + 2
  while (line !== UNKNOWN) {
    const at = skipSpaces(codes, line)
    if (at - line <= column) break
    line = nextLine(codes, at)
  }
  return line
}

function isKeyAt(codes: ByteCodes, line: number, column: number, key: string): boolean {
  return skipSpaces(codes, line) === line + column && isWordAt(codes, line + column, key)
}
