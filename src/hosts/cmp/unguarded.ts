// HAClusters of the application that say nothing of guards, for the answer about parameters: people look there when they set an
// application up.

import { checkGitOpsGuards } from '../../config/checks/document/gitops-guards.ts'
import { formatPath, type Problem } from '../../problems/problem.ts'
import { clustersOfFile } from '../cli/gather.ts'
import { applyOverrides } from '../overrides/apply-overrides.ts'
import type { World } from '../world.ts'
import { findCheckout } from './application.ts'
import { listFiles } from './folder.ts'
import { readParameters } from './parameters.ts'

/**
 * `no-gitops-guards` at the first HACluster of the application for which neither it nor a parameter decides. Of the others nothing is
 * read: a person opens the page, and one parameter settles it for all of them.
 */
export function findUnguarded(world: World): readonly Problem[] {
  const { parameters } = readParameters(world.env)
  const guards = parameters.overrides.filter(({ path }) => formatPath(path) === 'spec.gitops')
  for (const file of listFiles(world, parameters, findCheckout(world).root).files) {
    for (const input of clustersOfFile(world, file)) {
      const unguarded = checkGitOpsGuards(applyOverrides([input], guards).inputs)
      if (unguarded.length > 0) return unguarded
    }
  }
  return []
}
