// YAML text that remembers where everything stands: documents in, plain values out, and the way back from a path to line,
// column and excerpt. The YAML library comes in where a text is not plain, or where somebody asks for a place in it.

import { plainPlaces, readPlainYaml } from '../plain/index.ts'
import { property } from '../resource-ref.ts'
import type { Span } from '../span.ts'
import { documentsByYaml, partByYaml } from './documents-by-yaml.ts'
import type { SourceDocument } from './source-document.ts'
import { placed, sourceOf } from './source-of.ts'
import { type SourceText, sourceText } from './source-text.ts'

export type { SourceDocument } from './source-document.ts'

/** The documents of a text, empty ones included. Never throws: text that is no YAML comes back as problems. */
export function parseDocuments(text: string, { file }: { readonly file?: string } = {}): readonly SourceDocument[] {
  const source = sourceText(text, file)
  const values = readPlainYaml(source.text)
  if (values === undefined) return documentsByYaml(source)
  const parts = once(() => partsOf(source.text))
  return values.map((value, index) => plainDocument(value, index, source, () => parts()[index] ?? NOWHERE))
}

const NOWHERE: Span = { start: 0, end: 0 }

/**
 * Where the documents of a plain text stand: what holds none of these markers elsewhere. A first one with nothing but comments
 * before it ends no document.
 */
function partsOf(text: string): readonly Span[] {
  const markers = [...text.matchAll(/^---/gm)].map(({ index }) => index)
  const [first = text.length] = markers
  const starts = /^[^\S\n]*[^\s#]/m.test(text.slice(0, first)) ? [0, ...markers] : [0, ...markers.slice(1)]
  return starts.map((start, i) => ({ start, end: starts[i + 1] ?? text.length }))
}

/** A sound document whose value is known. Few of its places take the library, which then reads its part of the text alone. */
function plainDocument(value: unknown, index: number, source: SourceText, part: () => Span): SourceDocument {
  const byYaml = once(() => partByYaml(source, part(), index, value))
  const base = once(() => sourceOf(source, index, value))
  const places = once(() => plainPlaces(source.text, part()))
  return {
    file: source.file,
    index,
    apiVersion: textAt(value, 'apiVersion'),
    kind: textAt(value, 'kind'),
    hasItems: Array.isArray(value) || Array.isArray(property(value, 'items')),
    problems: [],
    text: () => byYaml().text(),
    resolve: () => ({ value, problems: [] }),
    oddKey: () => undefined,
    toClusterInput: () => ({
      value,
      scope: '',
      problems: [],
      locate(path, at, secret) {
        const place = places()(path)
        if (place === undefined) return byYaml().locate(path, at, secret)
        return placed(source, base(), place, at, secret)
      },
      raw: path => byYaml().raw(path),
    }),
  }
}

function textAt(value: unknown, key: string): string | undefined {
  const found = property(value, key)
  return typeof found === 'string' ? found : undefined
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
