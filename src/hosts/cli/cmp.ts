// The row of the Argo CD plugin among the commands.

import { quoted } from '../../problems/quoted.ts'
import { cmp as runPlugin } from '../cmp.ts'
import type { Command } from './command.ts'
import { guess, usageError } from './command.ts'

const ACTIONS = ['generate', 'parameters'] as const

export const cmp: Command = {
  name: 'cmp',
  usage: 'generate|parameters',
  summary: 'for Argo CD: print the manifests of the application in this folder, or announce its parameters',
  options: [],
  arguments: { min: 1, max: 1 },
  words: ACTIONS,
  run(world, call) {
    const [name = ''] = call.arguments
    const action = ACTIONS.find(candidate => candidate === name)
    if (action === undefined) return usageError(`unknown action ${quoted(name)}${guess(name, ACTIONS)}`, 'cmp')
    return runPlugin(world, action)
  },
}
