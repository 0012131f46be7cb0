// The plain value of a document of the YAML library.

import type { Document } from 'yaml'
import { visit } from 'yaml'

/** Far beyond any list of objects, and far below what an alias bomb needs. */
const MAX_ALIASES = 1000

/**
 * `undefined` where there is none: the library throws at aliases that name nothing (ReferenceError), merge keys without a
 * mapping (Error), and text nested too deeply (RangeError). A collection that contains itself is no plain value either.
 */
export function plainValue(document: Document): { readonly value: unknown } | undefined {
  let hasAnchors = false
  const onAnchor = () => {
    hasAnchors = true
  }
  try {
    const value: unknown = document.toJS({ maxAliasCount: MAX_ALIASES, onAnchor })
    return hasAnchors && hasCycle(document) ? undefined : { value }
  } catch {
    return undefined
  }
}

function hasCycle(document: Document): boolean {
  let found = false
  visit(document, {
    Alias(_key, alias, ancestors) {
      const target = alias.resolve(document)
      found ||= target !== undefined && ancestors.includes(target)
      return found ? visit.BREAK : undefined
    },
  })
  return found
}
