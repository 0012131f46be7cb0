// Runs a command again whenever the text of its files has changed. Files are read again and again: what the system says of changes
// is missing on network drives and in mounted folders, and editors put new files in the place of old ones.

import type { Outcome, World } from '../world.ts'
import { readText, walkFolder } from './walk.ts'

const PAUSE_MS = 500
/** Clears the screen and what has scrolled out of it. */
const CLEAR = '\u001b[H\u001b[2J\u001b[3J'

/** Prints each outcome as it comes; the last one counts where the command line itself is wrong, else it goes on until it is interrupted. */
export async function watch(world: World, paths: readonly string[], run: () => Outcome): Promise<Outcome> {
  for (let seen: readonly string[] | undefined; ; await world.wait(PAUSE_MS)) {
    const now = textsOf(world, paths)
    if (seen !== undefined && isSame(seen, now)) continue
    const outcome = run()
    if (outcome.exitCode === 2) return outcome
    const separator = seen === undefined ? '' : '\n'
    seen = now
    const start = world.isTerminal.stderr ? CLEAR : separator
    const end = `checked at ${world.timeOfDay()}, waiting for changes\n`
    world.print({ ...outcome, stderr: start + outcome.stderr + end })
  }
}

/** Names and texts of all files; of one that cannot be read, why. */
function textsOf(world: World, paths: readonly string[]): readonly string[] {
  const files = paths.flatMap(path => (world.kindOf(path) === 'directory' ? walkFolder(world, path).files : [path]))
  return files.flatMap(file => {
    const text = readText(() => world.readFile(file), file)
    return [file, typeof text === 'string' ? text : text.message]
  })
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((text, index) => text === b[index])
}
