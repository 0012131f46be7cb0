// What to do about a path that leads nowhere.

import { closestTo } from '../../problems/did-you-mean.ts'
import { quoted } from '../../problems/quoted.ts'
import type { World } from '../world.ts'
import { join } from './walk.ts'

/** The fix for a path that does not exist: the name in the last folder that does whose beginning or spelling is like it. */
export function cureOfPath(world: World, path: string): string {
  const { folder, name } = lastStep(world, path)
  const names = namesIn(world, folder)
  const longer = names.filter(candidate => candidate.startsWith(`${name}.`))
  const meant = longer.length === 1 ? longer[0] : closestTo(name, names)
  if (meant !== undefined) return `did you mean ${quoted(join(folder, meant))}?`
  return folder === '.'
    ? 'see whether the current folder is the right one'
    : `see what is in the folder ${quoted(folder)}`
}

/** The last folder of a path that exists, and the name that is not in it. */
function lastStep(world: World, path: string): { readonly folder: string; readonly name: string } {
  const whole = path.replace(/\/+$/, '')
  const end = whole.lastIndexOf('/')
  const name = whole.slice(end + 1)
  if (end < 0) return { folder: '.', name }
  const folder = whole.slice(0, end) || '/'
  return folder === '/' || world.kindOf(folder) !== undefined ? { folder, name } : lastStep(world, folder)
}

/** None where the folder is no folder, or may not be looked at. */
function namesIn(world: World, folder: string): readonly string[] {
  try {
    return world.listDirectory(folder).map(entry => entry.name)
  } catch {
    return []
  }
}
