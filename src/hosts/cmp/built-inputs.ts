// HAClusters that went through kustomize: their text is kustomize's own, so no line of it means anything to the user. Where
// a file of the repository says the same, that file is pointed at.

import { isEqual } from '../../is-equal.ts'
import type { Problem } from '../../problems/problem.ts'
import type { ClusterInput } from '../../read/cluster-input.ts'
import { parseDocuments } from '../../read/documents/document.ts'
import { findClusters } from '../../read/documents/find-clusters.ts'
import { itemInput } from '../../read/list/item-input.ts'
import { mayMeanClusters } from '../../read/meant-clusters.ts'
import { property } from '../../read/resource-ref.ts'
import { textsOf } from '../../read/tracked-keys.ts'
import { readText } from '../cli/walk.ts'
import type { World } from '../world.ts'
import type { Checkout } from './application.ts'
import { relativePath } from './paths.ts'
import type { Copy } from './private-copy.ts'

export interface SourceClusters {
  readonly inputs: readonly ClusterInput[]
  /** What kustomize's output no longer shows: `duplicate-key`, `ambiguous-number`. */
  readonly problems: readonly Problem[]
}

/** The HAClusters in the files that kustomize reads objects from. */
export function readSources(world: World, { application }: Checkout, { resources }: Copy): SourceClusters {
  const inputs = [...resources].flatMap(path => {
    const file = relativePath(application, path)
    const text = readText(() => world.readFile(file), file)
    if (typeof text !== 'string' || !mayMeanClusters(text)) return []
    return findClusters(parseDocuments(text, { file })).inputs
  })
  const problems = inputs.flatMap(input =>
    input.problems.map(problem => ({
      ...problem,
      source: input.locate(problem.path, problem.at ?? 'value', problem.secret ?? false),
    })),
  )
  return { inputs, problems }
}

/** The same cluster, with the places of the source that it comes from, or with none. */
export function placed(built: ClusterInput, { inputs }: SourceClusters): ClusterInput {
  const { name, namespace } = textsOf(built.value)
  const spec = property(built.value, 'spec')
  const source = inputs.find(candidate => {
    const texts = textsOf(candidate.value)
    return texts.name === name && texts.namespace === namespace && isEqual(property(candidate.value, 'spec'), spec)
  })
  return source ?? itemInput(built.value, { scope: '' }, { problems: built.problems })
}
