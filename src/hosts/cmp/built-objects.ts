// What kustomize made of our objects. It may label and patch them; a new name or namespace leaves every reference between
// them behind, because kustomize does not know Cluster API's reference fields.

import type { ExpandedCluster } from '../../expand.ts'
import type { Problem } from '../../problems/problem.ts'
import { quoted } from '../../problems/quoted.ts'
import type { ItemTexts } from '../../read/tracked-keys.ts'
import { identityOf, manifestIdentity } from './answer.ts'
import type { ForeignDocument } from './documents.ts'

/** `kustomize-refused` for the first object of each owner that is none of those that were expanded. */
export function renamedObjects(
  clusters: readonly ExpandedCluster[],
  built: readonly ForeignDocument[],
  home: string,
): readonly Problem[] {
  const manifests = clusters.flatMap(cluster => cluster.manifests)
  const known = new Set(manifests.map(manifest => manifestIdentity(manifest, home)))
  const unscoped = new Set(manifests.filter(({ metadata }) => metadata.namespace === undefined).map(bareIdentity))
  const strangers = built.flatMap(({ objects }) =>
    objects.filter(object => !known.has(identityOf(object, home)) && !unscoped.has(bareIdentity(toBare(object)))),
  )
  const firsts = new Map(strangers.toReversed().map(object => [object.owner, object] as const))
  return [...firsts.values()].map(renamed)
}

interface Bare {
  readonly kind: string
  readonly metadata: { readonly name: string }
}

/** kustomize gives objects outside of namespaces one too; the API server takes it off again. */
function bareIdentity({ kind, metadata }: Bare): string {
  return `${kind}/${metadata.name}`
}

function toBare({ kind, name }: ItemTexts): Bare {
  return { kind: kind ?? '', metadata: { name: name ?? '' } }
}

function renamed({ kind, namespace, name, owner }: ItemTexts): Problem {
  return {
    code: 'kustomize-refused',
    severity: 'error',
    path: [],
    message: `${kind} ${quoted(`${namespace ?? 'default'}/${name}`)} must not be in the result: HACluster ${quoted(owner)} expands to no such object`,
    why: 'a kustomization renames what the HACluster expands to, or lists former output of it',
    fix: 'set `metadata.name` and `metadata.namespace` in the HACluster instead of a prefix, suffix or namespace, and remove former output',
  }
}
