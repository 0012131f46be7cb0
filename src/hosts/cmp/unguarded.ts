// HAClusters of the application that say nothing of guards, for the answer about parameters: people look there when they set an
// application up.

import { checkGitOpsGuards } from '../../config/checks/document/gitops-guards.ts'
import { formatPath, type Problem } from '../../problems/problem.ts'
import { gatherClusters } from '../cli/gather.ts'
import { applyOverrides } from '../overrides/apply-overrides.ts'
import type { World } from '../world.ts'
import { readParameters } from './parameters.ts'

/** `no-gitops-guards`, where neither an HACluster below the current folder nor a parameter of the application decides. */
export function findUnguarded(world: World): readonly Problem[] {
  const { parameters } = readParameters(world.env)
  const guards = parameters.overrides.filter(({ path }) => formatPath(path) === 'spec.gitops')
  return checkGitOpsGuards(applyOverrides(gatherClusters(world, ['.']).inputs, guards).inputs)
}
