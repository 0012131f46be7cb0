// The one way in which commands turn problems into text and an exit code.

import type { Piece } from '../../pieces.ts'
import type { Problem } from '../../problems/problem.ts'
import { formatProblems } from '../../problems/report.ts'
import { hasErrors } from '../../problems/sort.ts'
import { useColour } from '../colour.ts'
import type { Outcome, World } from '../world.ts'

/** Problems on stderr; `stdout` only where none of them is an error. */
export function report(world: World, problems: readonly Problem[], stdout: readonly Piece[] = [], note = ''): Outcome {
  const text = problems.length === 0 ? '' : formatProblems(problems, { colour: useColour(world) })
  if (hasErrors(problems)) return { stdout: [], stderr: text, exitCode: 1 }
  return { stdout, stderr: text + note, exitCode: 0 }
}
