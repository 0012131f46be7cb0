// The files of an application without kustomization. What is left out is left out because somebody said so: a file that
// silently does not count would be pruned from the cluster.

import type { Problem } from '../../problems/problem.ts'
import { quoted } from '../../problems/quoted.ts'
import { join, unreadable } from '../cli/walk.ts'
import type { DirectoryEntry, World } from '../world.ts'
import { coveredBy } from './globs.ts'
import { isKustomization } from './kustomization-file.ts'
import type { Parameters } from './parameters.ts'
import { isInside } from './symlinks.ts'

export interface ApplicationFiles {
  /** Relative to the application's folder, in code point order, depth first. */
  readonly files: readonly string[]
  /** `unreadable-file` of folders and symlinks, `kustomize-refused` of a kustomization that nothing names. */
  readonly problems: readonly Problem[]
}

const MANIFEST_FILE = /\.(ya?ml|json)$/

/** Every manifest file at any depth. Names that start with a dot and `node_modules` are no part of an application. */
export function listFiles(world: World, { include, exclude }: Parameters, checkout: string): ApplicationFiles {
  const files: string[] = []
  const problems: Problem[] = []
  const isIncluded = include.length === 0 ? () => true : coveredBy(include)
  const isExcluded = exclude.length === 0 ? () => false : coveredBy(exclude)
  const take = (path: string) => {
    if (!isIncluded(path)) return
    if (isKustomization(path)) problems.push(strayKustomization(path))
    else if (MANIFEST_FILE.test(path)) files.push(path)
  }
  const enter = (folder: string) => {
    for (const { name, kind } of entriesOf(world, folder, problems)) {
      const path = join(folder, name)
      if (name.startsWith('.') || name === 'node_modules' || isExcluded(path)) continue
      if (kind === 'directory') enter(path)
      else if (kind === 'file') take(path)
      else takeLink(world, path, checkout, take, problems)
    }
  }
  enter('.')
  return { files, problems }
}

/** A symlink is read where it leads to a file of the same checkout. */
function takeLink(world: World, path: string, checkout: string, take: (path: string) => void, problems: Problem[]) {
  const kind = world.kindOf(path)
  if (kind === 'file' && !MANIFEST_FILE.test(path)) return
  if (kind === 'file' && isInside(world, path, checkout)) take(path)
  else problems.push(refusedLink(path))
}

function entriesOf(world: World, folder: string, problems: Problem[]): readonly DirectoryEntry[] {
  try {
    return world.listDirectory(folder)
  } catch (error) {
    problems.push(unreadable(folder, error))
    return []
  }
}

function refusedLink(file: string): Problem {
  return {
    code: 'unreadable-file',
    severity: 'error',
    path: [],
    message: `${quoted(file)} must not be a symlink, unless it leads to a file of the same repository`,
    why: 'what it leads to would be missing from the answer, and Argo CD would prune it',
    fix: 'replace it by a copy, or leave it out with the parameter `exclude`',
    source: { file },
  }
}

function strayKustomization(file: string): Problem {
  return {
    code: 'kustomize-refused',
    severity: 'error',
    path: [],
    message: `${quoted(file)} must be named by a kustomization in the application's own folder`,
    why: 'a folder without one is read file by file, and a kustomization is no object of a cluster',
    fix: 'add a kustomization.yaml that lists the folder, or leave the folder out with the parameter `exclude`',
    source: { file },
  }
}
