// What stands in the way of a file that is to be written into a folder: nothing of it is overwritten, entered or followed.

import { draftName } from '../../draft-name.ts'
import type { Problem } from '../../problems/problem.ts'
import { quoted } from '../../problems/quoted.ts'
import type { FileKind, World } from '../world.ts'
import { join } from './walk.ts'

/**
 * `file-in-the-way`, at most once for each path: where a step on the way from the folder to a file is no folder, something
 * other than a file stands in its place, or in the place of its draft.
 */
export function findObstacles(world: World, folder: string, paths: readonly string[]): readonly Problem[] {
  const found = new Map<string, Problem>()
  for (const path of paths) {
    const obstacle = obstacleOn(world, folder, path)
    if (obstacle?.source?.file !== undefined) found.set(obstacle.source.file, obstacle)
  }
  return [...found.values()]
}

/** `file-in-the-way` for the folder itself, which may be a link to one. */
export function folderObstacle(world: World, folder: string): Problem | undefined {
  const kind = world.kindOf(folder)
  if (kind === 'directory') return undefined
  if (kind !== undefined) return inTheWay(folder, `must be a folder, not ${inWords(kind)}`)
  if (world.lookAt(folder) === undefined) return undefined
  return inTheWay(folder, 'must be a folder, not a link that leads nowhere')
}

/** The problem that all of these are. */
export function inTheWay(file: string, words: string, why = UNTOUCHED): Problem {
  return {
    code: 'file-in-the-way',
    severity: 'error',
    path: [],
    message: `${quoted(file)} ${words}`,
    why,
    fix: 'move it, or choose another folder',
    source: { file },
  }
}

const UNTOUCHED = 'what capv-ha did not write is never overwritten, and no link is followed; nothing has been written'

function obstacleOn(world: World, folder: string, path: string): Problem | undefined {
  const steps = path.split('/')
  for (let depth = 1; depth < steps.length; depth++) {
    const step = join(folder, steps.slice(0, depth).join('/'))
    const kind = world.lookAt(step)
    if (kind === undefined) return undefined
    if (kind !== 'directory') return inTheWay(step, `must be a folder, not ${inWords(kind)}`)
  }
  const file = join(folder, path)
  const kind = world.lookAt(file)
  if (isObstacle(kind)) return inTheWay(file, `must be a file of capv-ha's or not exist: it is ${inWords(kind)}`)
  const draft = draftName(file)
  const there = world.lookAt(draft)
  return isObstacle(there)
    ? inTheWay(draft, `must not exist: it is ${inWords(there)}, where the draft of "${file}" is written`)
    : undefined
}

/** A file may be ours; in the place of a draft it is one that another run has left, and the next name is free. */
function isObstacle(kind: FileKind | undefined): kind is Exclude<FileKind, 'file'> {
  return kind !== undefined && kind !== 'file'
}

function inWords(kind: FileKind): string {
  return WORDS[kind]
}

const WORDS: Readonly<Record<FileKind, string>> = {
  file: 'a file',
  directory: 'a folder',
  link: 'a link',
  other: 'a device, a pipe or a socket',
}
