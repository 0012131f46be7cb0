// Picks the HAClusters out of a list of documents. Any apiVersion counts, and none: a wrong one is config's to explain.

import { append } from '../../append.ts'
import { groupOf, HACLUSTER_GROUP, HACLUSTER_KIND } from '../../manifest.ts'
import type { Problem, Source } from '../../problems/problem.ts'
import type { ClusterInput } from '../cluster-input.ts'
import { clustersInList, isMeant, wrongKind } from '../meant-clusters.ts'
import type { SourceDocument } from './document.ts'

export interface FoundClusters {
  readonly inputs: readonly ClusterInput[]
  /**
   * `yaml-syntax` of HAClusters that cannot be read, `invalid-value` of a document in our group that is no HACluster,
   * `lost-manifest` of HAClusters inside of a list.
   */
  readonly problems: readonly Problem[]
}

/** Documents of others are passed over, whatever is wrong with them. */
export function findClusters(documents: readonly SourceDocument[]): FoundClusters {
  const inputs: ClusterInput[] = []
  const problems: Problem[] = []
  for (const document of documents) {
    const lost = document.hasItems ? lostClusters(document) : []
    append(problems, lost)
    if (lost.length > 0 || !isCluster(document)) continue
    const faults = document.problems.length > 0 ? document.problems : document.resolve().problems
    append(problems, faults)
    if (faults.length > 0) continue
    const input = document.toClusterInput()
    if (isOfOurGroup(document) && document.kind !== HACLUSTER_KIND) problems.push(wrongKind(input, document.kind))
    else inputs.push(input)
  }
  return { inputs, problems }
}

/** Whether `findClusters` has to do with a document that is no list: an HACluster, or what was meant as one. */
export function isCluster(document: SourceDocument): boolean {
  return isMeant(document, () => (document.problems.length > 0 ? undefined : document.resolve().value))
}

/** `lost-manifest` for every HACluster inside of a list, with its place. */
export function lostClusters(document: SourceDocument): readonly Problem[] {
  if (document.problems.length > 0) return []
  const lost = clustersInList(document.resolve().value)
  if (lost.length === 0) return []
  const input = document.toClusterInput()
  return lost.map(problem => ({ ...problem, source: withOwnExcerpt(input.locate(problem.path, 'value', false)) }))
}

/** Other entries of a list on one line may be Secrets. */
function withOwnExcerpt(source: Source): Source {
  const { excerpt, ...place } = source
  return excerpt && /^[-\s]*$/.test(excerpt.text.slice(0, excerpt.start)) ? source : place
}

function isOfOurGroup(document: SourceDocument): boolean {
  return groupOf(document.apiVersion ?? '') === HACLUSTER_GROUP
}
