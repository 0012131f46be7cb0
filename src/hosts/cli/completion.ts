// `capv-ha completion`: the script with which a shell completes commands, options and files.

import { quoted } from '../../problems/quoted.ts'
import { completionScript } from '../completion/completion-script.ts'
import type { Command } from './command.ts'
import { guess, usageError } from './command.ts'

const SHELLS = ['bash', 'zsh', 'fish'] as const

/** Of all commands, this one among them. */
export function completionOf(commands: () => readonly Command[]): Command {
  return {
    name: 'completion',
    usage: 'SHELL',
    summary: 'print the completion script for bash, zsh or fish',
    options: [],
    arguments: { min: 1, max: 1 },
    words: SHELLS,
    run(_world, { arguments: [name = ''] }) {
      const shell = SHELLS.find(candidate => candidate === name)
      if (shell !== undefined) return { stdout: [completionScript(shell, commands())], stderr: '', exitCode: 0 }
      return usageError(`SHELL must be bash, zsh or fish, not ${quoted(name)}${guess(name, SHELLS)}`, 'completion')
    },
  }
}
