// The KRM function: a ResourceList on standard input, a ResourceList on standard output. What kustomize and kpt run.

import { expand } from '../expand.ts'
import { addLines, noLines } from '../read/list/item-tail.ts'
import { useColour } from './colour.ts'
import { runKrm } from './krm-function.ts'
import type { Outcome, World } from './world.ts'

/** Exit 0 with the list and the output of its HAClusters, 1 with the list as it was and `results`, or with nothing. */
export function krm(world: World): Outcome {
  const outerLines = noLines()
  const text = world.readStdin(soFar => addLines(outerLines, soFar))
  return runKrm(text, expand, () => useColour(world), outerLines)
}
