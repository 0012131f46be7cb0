// What a shell asks to complete `capv-ha`: one script for each shell, written from the table of commands, so that it knows
// what --help knows. The scripts need nothing but the shell itself.

import type { Command } from '../cli/command.ts'
import { bashScript } from './bash-script.ts'
import { fishScript } from './fish-script.ts'
import { zshScript } from './zsh-script.ts'

const SCRIPTS = { bash: bashScript, zsh: zshScript, fish: fishScript }

/** The script that the shell reads, by its comment on top. */
export function completionScript(shell: keyof typeof SCRIPTS, commands: readonly Command[]): string {
  return SCRIPTS[shell](commands)
}
