// Whether words on standard error are coloured: one answer for every way of being called.

import type { World } from './world.ts'

/** On a terminal only. https://no-color.org: whatever the variable holds, unless it is empty, switches colour off. */
export function useColour(world: World): boolean {
  return world.isTerminal.stderr && (world.env.NO_COLOR ?? '') === ''
}
