// Where paths really lead: repositories may hold symlinks.

import type { World } from '../world.ts'

/** True where what a path leads to lies below a folder, given by its real path, and is none of git's own files. */
export function isInside(world: World, path: string, folder: string): boolean {
  const real = realPath(world, path)
  if (real === undefined || !`${real}/`.startsWith(folder === '/' ? '/' : `${folder}/`)) return false
  return !real.slice(folder.length).split('/').includes('.git')
}

/** The real path, or `undefined` where nothing can be reached. */
export function realPath(world: World, path: string): string | undefined {
  try {
    return world.realPath(path)
  } catch {
    return undefined
  }
}
