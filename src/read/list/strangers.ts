// Items of others in a row, each in its plainest form: what a long list mostly consists of.

import { clearTexts } from '../tracked-keys.ts'
import { isWordAt } from './byte-codes.ts'
import type { ItemSink } from './item-sink.ts'
import { endOfStranger, finishStranger, isForeignItem } from './item-sink.ts'
import { scanPlainHead } from './plain-head.ts'
import { UNKNOWN } from './scan-scalar.ts'

/**
 * Collects the items from a line with a dash in the column on, and returns where the line of the first one begins that is
 * something else, or may be more; that may be the line given.
 */
export function skipStrangers(sink: ItemSink, from: number, column: number): number {
  const { codes, texts } = sink
  const size = codes.length - 1
  const inner = column + DASH.length
  let line = from
  do {
    const tail = isWordAt(codes, line + column, DASH) ? scanPlainHead(sink, line + inner, inner) : UNKNOWN
    const end = tail !== UNKNOWN && isForeignItem(texts) ? endOfStranger(sink, tail, column, inner) : UNKNOWN
    if (end === UNKNOWN) {
      clearTexts(texts)
      return line
    }
    finishStranger(sink, line, end)
    line = end
  } while (line < size)
  return size
}

const DASH = '- '
