// Picks the HAClusters out of a list of documents. Any version counts: a wrong one is config's to explain.

import { groupOf, HACLUSTER_GROUP, HACLUSTER_KIND } from '../../manifest.ts'
import type { Problem } from '../../problems/problem.ts'
import type { ClusterInput } from '../cluster-input.ts'
import type { SourceDocument } from './document.ts'

export interface FoundClusters {
  readonly inputs: readonly ClusterInput[]
  /** `yaml-syntax` of HAClusters that cannot be read, `invalid-value` of a document in our group that is no HACluster. */
  readonly problems: readonly Problem[]
}

/** Documents of others are passed over, whatever is wrong with them. */
export function findClusters(documents: readonly SourceDocument[]): FoundClusters {
  const inputs: ClusterInput[] = []
  const problems: Problem[] = []
  for (const document of documents) {
    if (!isOurs(document)) continue
    const faults = document.problems.length > 0 ? document.problems : document.resolve().problems
    problems.push(...faults)
    if (faults.length > 0) continue
    const input = document.toClusterInput()
    if (document.kind === HACLUSTER_KIND) inputs.push(input)
    else problems.push(wrongKind(input, document.kind))
  }
  return { inputs, problems }
}

function isOurs(document: SourceDocument): boolean {
  return groupOf(document.apiVersion ?? '') === HACLUSTER_GROUP
}

function wrongKind(input: ClusterInput, kind: string | undefined): Problem {
  return {
    code: 'invalid-value',
    severity: 'error',
    path: ['kind'],
    message: `\`kind\` must be "${HACLUSTER_KIND}"${kind === undefined ? '' : `, not "${kind}"`}`,
    why: `the API group "${HACLUSTER_GROUP}" has no other kind`,
    source: input.locate(['kind'], 'value', false),
  }
}
