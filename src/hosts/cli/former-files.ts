// Nodes of an output folder: what the last run wrote is what runs, as far as this program can know.

import type { ObjectChange } from '../../effects/nodes.ts'
import { nodeProblemsOf } from '../../effects/nodes.ts'
import type { ExpandedCluster } from '../../expand.ts'
import type { Problem } from '../../problems/problem.ts'
import { parseDocuments } from '../../read/documents/document.ts'
import { textsOf } from '../../read/tracked-keys.ts'
import { identityOf, manifestIdentity } from '../cmp/answer.ts'

export interface FormerFile {
  readonly file: string
  readonly text: string
}

/** What new output would do to the nodes in files of an earlier run for these clusters; problems as in effects/nodes.ts. */
export function formerFileProblems(
  files: readonly FormerFile[],
  clusters: readonly ExpandedCluster[],
): readonly Problem[] {
  const former = new Map(files.flatMap(objectsOf))
  return clusters.flatMap(cluster => {
    const [input] = cluster.inputs
    return input === undefined ? [] : nodeProblemsOf(input, changesOf(cluster, former))
  })
}

interface FormerObject {
  readonly value: unknown
  readonly file: string
}

function objectsOf({ file, text }: FormerFile): readonly (readonly [string, FormerObject])[] {
  return parseDocuments(text).map(document => {
    const { value } = document.resolve()
    return [identityOf(textsOf(value), HOME), { value, file }]
  })
}

/** No namespace is the namespace `default`, as for kubectl. */
const HOME = 'default'

function changesOf({ manifests }: ExpandedCluster, former: ReadonlyMap<string, FormerObject>): readonly ObjectChange[] {
  return manifests.flatMap(next => {
    const found = former.get(manifestIdentity(next, HOME))
    return found === undefined ? [] : [{ former: found.value, next, file: found.file }]
  })
}
