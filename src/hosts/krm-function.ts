// The KRM function from text to text, around whatever expands the HAClusters in the list.

import type { Expansion } from '../expand.ts'
import type { Utf8 } from '../pieces.ts'
import type { Problem } from '../problems/problem.ts'
import { formatProblems } from '../problems/report.ts'
import { toResults } from '../problems/results.ts'
import { hasErrors, sortProblems } from '../problems/sort.ts'
import type { ClusterInput } from '../read/cluster-input.ts'
import type { OuterLines } from '../read/list/item-tail.ts'
import type { ResourceList } from '../read/list/resource-list.ts'
import { readResourceList } from '../read/list/resource-list.ts'
import { NO_CHANGES, writeResourceList } from '../write/resource-list.ts'
import type { ListClusters } from './krm-clusters.ts'
import { findListClusters } from './krm-clusters.ts'
import type { ClusterOutput } from './krm-merge.ts'
import { mergeOutput } from './krm-merge.ts'
import { noCluster } from './no-cluster.ts'
import type { Outcome } from './world.ts'

/**
 * Exit 0: the list with the output of its HAClusters, and warnings. Exit 1: any error; then the items come back as they
 * were, with the problems as `results`, or nothing at all where the text is no ResourceList.
 * `hasColour` is asked where there are words: to ask a terminal takes a tenth of a run.
 * `outerLines`: what has been found of them already (item-tail.ts).
 */
export function runKrm(
  text: Utf8,
  expandInputs: (inputs: readonly ClusterInput[]) => Expansion,
  hasColour = () => false,
  outerLines?: OuterLines,
): Outcome {
  const reading = readResourceList(text, outerLines)
  if ('problems' in reading) return { stdout: [], stderr: inWords(reading.problems, hasColour), exitCode: 1 }
  const { list } = reading
  const found = findListClusters(list)
  const expansion = expandInputs(found.clusters.map(({ input }) => input))
  const problems = [...found.problems, ...expansion.problems, ...missing(list, found)]
  if (hasErrors(problems)) return refuse(list, problems, hasColour)

  const merge = mergeOutput(list, outputsOf(expansion, found))
  const all = [...problems, ...merge.problems]
  if (hasErrors(all)) return refuse(list, all, hasColour)
  const changes = { ...merge.changes, marked: found.items, results: resultsOf(all) }
  return { stdout: writeResourceList(list, changes), stderr: inWords(all, hasColour), exitCode: 0 }
}

function refuse(list: ResourceList, problems: readonly Problem[], hasColour: () => boolean): Outcome {
  const stdout = writeResourceList(list, { ...NO_CHANGES, results: resultsOf(problems) })
  return { stdout, stderr: inWords(problems, hasColour), exitCode: 1 }
}

function resultsOf(problems: readonly Problem[]) {
  return toResults(sortProblems(problems))
}

function inWords(problems: readonly Problem[], hasColour: () => boolean): string {
  return problems.length === 0 ? '' : formatProblems(problems, { colour: hasColour() })
}

function missing({ items }: ResourceList, { clusters, problems }: ListClusters): readonly Problem[] {
  if (clusters.length > 0 || hasErrors(problems)) return []
  if (items.length === 0) return [noCluster(NONE, 'empty')]
  return [noCluster(NONE, items.every(({ owner }) => owner !== undefined) ? 'own-output' : 'others')]
}

const NONE = {
  what: 'the ResourceList',
  why: 'nothing can be expanded, and an empty answer would look like success',
  fix: 'give one as functionConfig, or let it be among the items that the function is run on',
  fixes: {
    'own-output':
      'give the HACluster too from which the items were made: as functionConfig, or as a file of the same folder',
  },
}

function outputsOf({ clusters }: Expansion, found: ListClusters): readonly ClusterOutput[] {
  const byInput = new Map(found.clusters.map(cluster => [cluster.input, cluster]))
  return clusters.flatMap(({ inputs, release, manifests }) => {
    const cluster = inputs.map(input => byInput.get(input)).find(candidate => candidate !== undefined)
    return cluster ? [{ cluster, release, manifests }] : []
  })
}
