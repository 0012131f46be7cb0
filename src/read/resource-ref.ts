// Which object a document is about, for messages. Reads what is there and demands nothing: config/ judges the shape.

import type { ResourceRef } from '../problems/problem.ts'

/** The identity of a document as far as it is written; `undefined` where it has no name, or one that no object can have. */
export function resourceRef(value: unknown): ResourceRef | undefined {
  const metadata = property(value, 'metadata')
  const name = property(metadata, 'name')
  const kind = property(value, 'kind')
  const apiVersion = property(value, 'apiVersion')
  if (typeof name !== 'string' || typeof kind !== 'string') return undefined
  const namespace = property(metadata, 'namespace')
  // Of subdomains (RFC 1123) and of the two parts of an apiVersion, the longest names that Kubernetes has.
  if ([name, kind, apiVersion, namespace].some(text => typeof text === 'string' && text.length > 320)) return undefined
  return {
    ...(typeof apiVersion === 'string' ? { apiVersion } : {}),
    kind,
    name,
    ...(typeof namespace === 'string' ? { namespace } : {}),
  }
}

/** An own property of any value; `undefined` for whatever is no object or has none. */
export function property(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  return Object.getOwnPropertyDescriptor(value, key)?.value
}
