// `capv-ha cmp generate`: the manifests of the application in the current folder, or nothing and the reasons.

import { expand } from '../../expand.ts'
import type { Problem } from '../../problems/problem.ts'
import { hasErrors } from '../../problems/sort.ts'
import { readText } from '../cli/walk.ts'
import { applyOverrides } from '../overrides/apply-overrides.ts'
import { invalid } from '../overrides/override.ts'
import type { World } from '../world.ts'
import type { Answer } from './answer.ts'
import { composeAnswer } from './answer.ts'
import { findCheckout, noClusterAmong } from './application.ts'
import { givenNamespace, settle } from './destination.ts'
import { type FileText, sortTexts } from './documents.ts'
import { listFiles } from './folder.ts'
import { kustomizationsIn } from './kustomization-file.ts'
import type { Parameters } from './parameters.ts'
import { readParameters } from './parameters.ts'

/** Never an answer without clusters: an empty one with exit code 0 lets a manual sync delete everything. */
export async function generate(world: World): Promise<Answer> {
  const { parameters, problems } = readParameters(world.env)
  if (hasErrors(problems)) return { stdout: [], problems }
  if (kustomizationsIn(world, '.').length === 0) return generateFolder(world, parameters)
  const { include, exclude, patternSource } = parameters
  if (include.length + exclude.length > 0) {
    const words = 'must not be given: the kustomization says what belongs to the application'
    return { stdout: [], problems: [invalid(patternSource, words)] }
  }
  const { generateKustomization } = await import('./kustomize.ts')
  return generateKustomization(world, parameters)
}

function generateFolder(world: World, parameters: Parameters): Answer {
  const listed = listFiles(world, parameters, findCheckout(world).root)
  const texts: FileText[] = []
  const unreadable: Problem[] = []
  for (const file of listed.files) {
    const text = readText(() => world.readFile(file), file)
    if (typeof text === 'string') texts.push({ file, text })
    else unreadable.push(text)
  }
  const sorted = sortTexts(texts)
  const settled = settle(sorted.clusters, world)
  const { inputs, problems: faults } = applyOverrides(settled.inputs, parameters.overrides)
  const { clusters, problems: ofClusters } = expand(inputs)
  const read = [...listed.problems, ...unreadable, ...sorted.problems, ...settled.problems]
  const problems = [...read, ...faults, ...ofClusters]
  if (hasErrors(problems)) return { stdout: [], problems }
  if (clusters.length === 0) return { stdout: [], problems: [...problems, noClusterAmong(sorted, texts.length)] }
  const { homeless } = settled
  const answer = composeAnswer({ ...sorted, clusters, namespace: givenNamespace(world) ?? 'default', homeless })
  return { stdout: answer.stdout, problems: [...problems, ...answer.problems] }
}
