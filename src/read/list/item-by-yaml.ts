// One item of a block list through the YAML library, apart from the rest of the text.

import { isSeq, parseAllDocuments } from 'yaml'
import { blankEnd } from '../../pieces.ts'
import { nodeValue } from '../documents/node-value.ts'
import { findExcess } from '../documents/too-much.ts'
import { LIST_OPTIONS } from './list-options.ts'

/** The value of an item from its lines, dash included; `undefined` where they are not sound on their own. */
export function itemByYaml(lines: string): { readonly value: unknown } | undefined {
  if (findExcess(lines) !== undefined) return undefined
  try {
    const documents = parseAllDocuments(withLineEnd(lines), LIST_OPTIONS)
    const [document] = documents
    if (!Array.isArray(documents) || documents.length > 1 || document === undefined) return undefined
    if (document.errors.length > 0 || document.warnings.length > 0) return undefined
    const contents = document.contents
    if (!isSeq(contents) || contents.flow || contents.items.length !== 1) return undefined
    const read = nodeValue(document)
    return 'value' in read && Array.isArray(read.value) ? { value: read.value[0] } : undefined
  } catch (error) {
    // Text nested too deeply for the library.
    if (error instanceof RangeError) return undefined
    throw error
  }
}

/** At the very end of a text the library takes an escaped quote for a closing one (yaml 2.9.1). */
export function withLineEnd(text: string): string {
  if (text.endsWith('\n')) return text
  const blank = blankEnd(text)
  return blank > 0 ? text.slice(0, -blank) : `${text}\n`
}
