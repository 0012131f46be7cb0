// Former output in the files of a folder: what the last run wrote is what runs, as far as this program can know.

import { compareOutput, type FormerValue } from '../../effects/compare-output.ts'
import { formerOutputProblems } from '../../effects/former-output.ts'
import type { ExpandedCluster } from '../../expand.ts'
import { type Manifest, OWNER_ANNOTATION } from '../../manifest.ts'
import type { Problem } from '../../problems/problem.ts'
import { parseDocuments } from '../../read/documents/document.ts'
import { property } from '../../read/resource-ref.ts'

/** A file of ours that is to be written anew or deleted. */
export interface FormerFile {
  readonly file: string
  readonly text: string
}

/**
 * What new output would do to what an earlier run made for these clusters; problems as in effects/former-output.ts. `standing`
 * are the objects whose files stay as they are.
 */
export function formerFileProblems(
  files: readonly FormerFile[],
  standing: ReadonlySet<Manifest>,
  clusters: readonly ExpandedCluster[],
): readonly Problem[] {
  const byOwner = new Map<string, FormerValue[]>()
  for (const former of files.flatMap(valuesOf)) {
    const owner = String(property(property(property(former.value, 'metadata'), 'annotations'), OWNER_ANNOTATION))
    const others = byOwner.get(owner)
    if (others) others.push(former)
    else byOwner.set(owner, [former])
  }
  return clusters.flatMap(cluster => {
    const { inputs, namespace, name, manifests } = cluster
    const former = byOwner.get(`${namespace}/${name}`) ?? []
    const [input] = inputs
    const kept = manifests.filter(manifest => standing.has(manifest)).length
    const isNew = former.length + kept === 0
    const isUnchanged = former.length === 0 && kept === manifests.length
    if (input === undefined || isNew || isUnchanged) return []
    return formerOutputProblems(input, cluster, compareOutput(former, manifests, HOME, standing))
  })
}

/** No namespace is the namespace `default`, as for kubectl. */
const HOME = 'default'

function valuesOf({ file, text }: FormerFile): readonly FormerValue[] {
  return parseDocuments(text).map(document => ({ value: document.resolve().value, file }))
}
