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

import type { ByteCodes } from './byte-codes.ts'
import { isWordAt } from './byte-codes.ts'
import type { ItemSink } from './item-sink.ts'
import { noteWord } from './item-sink.ts'
import { COLON, LF, nextLine, SPACE, scanWord, skipSpaces, UNKNOWN } from './scan-scalar.ts'
import type { ItemTexts } from './tracked-keys.ts'

/**
 * Notes the texts of a head that begins with its first key at the offset, keys in the column `inner`, and returns the start
 * of the line behind its metadata. UNKNOWN, with some texts noted or none, where the head is not as plain as that.
 */
export function scanPlainHead(sink: ItemSink, from: number, inner: number): number {
  const { codes } = sink
  const kind = isWordAt(codes, from, API_VERSION) ? takeWord(sink, 'apiVersion', from + API_VERSION.length) : UNKNOWN
  if (kind === UNKNOWN || !isKeyAt(codes, kind, inner, KIND)) return UNKNOWN
  const metadata = takeWord(sink, 'kind', kind + inner + KIND.length)
  if (metadata === UNKNOWN || !isKeyAt(codes, metadata, inner, METADATA)) return UNKNOWN
  const first = metadata + inner + METADATA.length
  const column = skipSpaces(codes, first) - first
  return column > inner ? scanMetadata(sink, first, inner, column) : UNKNOWN
}

const API_VERSION = 'apiVersion: '
const KIND = 'kind: '
const METADATA = 'metadata:\n'
const NAME = 'name: '
const NAMESPACE = 'namespace: '
const ANNOTATIONS = 'annotations'

function scanMetadata(sink: ItemSink, first: number, inner: number, column: number): number {
  const { codes } = sink
  let line = first
  let at = line + column
  do {
    if (isWordAt(codes, at, NAME)) line = takeWord(sink, 'name', at + NAME.length)
    else if (isWordAt(codes, at, NAMESPACE)) line = takeWord(sink, 'namespace', at + NAMESPACE.length)
    else line = skipPair(codes, at, column)
    if (line === UNKNOWN) return UNKNOWN
    at = skipSpaces(codes, line)
  } while (at - line === column)
  return at - line <= inner ? line : UNKNOWN
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
  if (colon === key || codes[colon] !== COLON || isWordAt(codes, key, ANNOTATIONS)) return UNKNOWN
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
