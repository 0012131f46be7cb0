// What may stand at a place of the command line, by the table of commands.

import type { Command, Option } from '../cli/command.ts'

/** One of some words, a file or folder, a folder, or what nobody can guess. */
export type Values = { readonly words: readonly string[] } | 'files' | 'folders' | 'anything'

export function valuesOf({ value, choices }: Option): Values {
  if (choices !== undefined) return { words: choices }
  return value === 'DIR' ? 'folders' : 'anything'
}

export function argumentsOf(command: Command): Values {
  if (command.words !== undefined) return { words: command.words }
  return command.arguments.max === Number.POSITIVE_INFINITY ? 'files' : 'anything'
}

/** As on the command line: `-o`, `--output`. */
export function namesOf({ short, name }: Option): readonly string[] {
  return short === undefined ? [`--${name}`] : [`-${short}`, `--${name}`]
}

/** Every command has it besides its own options. */
export const HELP: Option = { name: 'help', short: 'h', text: 'explain this command' }

/** Text in single quotes, for any shell of the three. */
export function inQuotes(text: string): string {
  return `'${text.replaceAll("'", `'"'"'`)}'`
}
