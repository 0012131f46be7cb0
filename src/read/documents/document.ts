// YAML text that remembers where everything stands: documents in, plain values out, and the way back from a path to line,
// column and excerpt. The YAML library comes in where a text is not plain, or where somebody asks for a place in it.

import { readPlainYaml } from '../plain/index.ts'
import { property } from '../resource-ref.ts'
import { documentsByYaml } from './documents-by-yaml.ts'
import type { SourceDocument } from './source-document.ts'
import { type SourceText, sourceText } from './source-text.ts'

export type { SourceDocument } from './source-document.ts'

/** The documents of a text, empty ones included. Never throws: text that is no YAML comes back as problems. */
export function parseDocuments(text: string, { file }: { readonly file?: string } = {}): readonly SourceDocument[] {
  const source = sourceText(text, file)
  const values = readPlainYaml(source.text)
  if (values === undefined) return documentsByYaml(source)
  const placed = once(() => documentsByYaml(source))
  return values.map((value, index) => plainDocument(value, index, source, placed))
}

/** A sound document whose value is known; `placed` knows everything else about all of them. */
function plainDocument(
  value: unknown,
  index: number,
  { file }: SourceText,
  placed: () => readonly SourceDocument[],
): SourceDocument {
  const input = once(() => placed()[index]?.toClusterInput())
  return {
    file,
    index,
    apiVersion: textAt(value, 'apiVersion'),
    kind: textAt(value, 'kind'),
    hasItems: Array.isArray(property(value, 'items')),
    problems: [],
    text: () => placed()[index]?.text() ?? '',
    resolve: () => ({ value, problems: [] }),
    oddKey: () => undefined,
    toClusterInput: () => ({
      value,
      scope: '',
      problems: [],
      locate: (path, at, secret) => input()?.locate(path, at, secret) ?? {},
      raw: path => input()?.raw?.(path),
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
