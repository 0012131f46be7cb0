// What the aliases of a document stand for. The YAML library walks through the whole document for each of them.

import type { Alias, Document, Node } from 'yaml'
import { isAlias, visit } from 'yaml'

/** The node that an alias names: the last one before it with that anchor. Absent for those that name nothing. */
export type AliasTargets = ReadonlyMap<Alias, Node>

const known = new WeakMap<Document, AliasTargets>()

/** Found once for a document, in one walk. */
export function aliasTargets(document: Document): AliasTargets {
  const targets = known.get(document) ?? findTargets(document)
  known.set(document, targets)
  return targets
}

function findTargets(document: Document): AliasTargets {
  const anchors = new Map<string, Node>()
  const targets = new Map<Alias, Node>()
  visit(document, {
    Node(_key, node) {
      if (isAlias(node)) {
        const target = anchors.get(node.source)
        if (target !== undefined) targets.set(node, target)
      } else if (node.anchor !== undefined) anchors.set(node.anchor, node)
    },
  })
  return targets
}
