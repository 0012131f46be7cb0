// The Argo CD plugin: standard output carries a whole answer or nothing, standard error little enough for a status field.

import manifest from '../../package.json' with { type: 'json' }
import { hasErrors } from '../problems/sort.ts'
import { discreet } from './cmp/discreet.ts'
import { generate } from './cmp/generate.ts'
import { announceParameters } from './cmp/parameters.ts'
import { shortReport } from './cmp/short-report.ts'
import { findUnguarded } from './cmp/unguarded.ts'
import type { Outcome, World } from './world.ts'

export type CmpCommand = 'generate' | 'parameters'

/** Exit 1 with the problems on any error. A bug of ours takes one line: Argo CD shows it to people who cannot mend it. */
export async function cmp(world: World, command: CmpCommand): Promise<Outcome> {
  try {
    if (command === 'parameters') return announce(world)
    const { stdout, problems } = await generate(world)
    const stderr = shortReport(discreet(problems))
    return hasErrors(problems) ? { stdout: [], stderr, exitCode: 1 } : { stdout, stderr, exitCode: 0 }
  } catch (error) {
    return { stdout: [], stderr: bugReport(error), exitCode: 3 }
  }
}

/** Their text is no reason to refuse the answer: what is wrong with the application is `generate`'s to say. */
function announce(world: World): Outcome {
  const unguarded = findUnguarded(world)
  return { stdout: [announceParameters(unguarded)], stderr: shortReport(discreet(unguarded)), exitCode: 0 }
}

/**
 * Without bare absolute paths: the checkout's is another one each time, and every new text is a new condition. Without what stands
 * in quotes: it may come from a document.
 */
function bugReport(error: unknown): string {
  const words = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  const [line = ''] = words.replace(/"[^"]*"|'[^']*'|`[^`]*`|(?<![^\s(])\/[^\s)]*/g, '…').split('\n')
  return `capv-ha ${manifest.version}: this is a bug in capv-ha, not in your input, please report it: ${line.slice(0, 500)}\n`
}
