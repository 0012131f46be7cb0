// Completion for fish.

import type { Command, Option } from '../cli/command.ts'
import { argumentsOf, HELP, inQuotes, type Values, valuesOf } from './values.ts'

export function fishScript(commands: readonly Command[]): string {
  return `# Completion of capv-ha for fish: capv-ha completion fish | source
function __capv_ha_at
  set -l words (commandline -opc)
  test (count $words) -ge 2; and test $words[2] = $argv[1]
end
complete -c capv-ha -f
${commands.map(({ name, summary }) => `complete -c capv-ha -n __fish_use_subcommand -a ${name} -d ${inQuotes(summary)}`).join('\n')}
complete -c capv-ha -n __fish_use_subcommand -s h -l help -d 'list the commands'
complete -c capv-ha -n __fish_use_subcommand -s v -l version -d 'print the version'
${commands.flatMap(linesOf).join('\n')}
`
}

function linesOf(command: Command): readonly string[] {
  const start = `complete -c capv-ha -n '__capv_ha_at ${command.name}'`
  const values = offer(argumentsOf(command))
  const options = [...command.options, HELP].map(option => `${start} ${flagOf(option)} -d ${inQuotes(option.text)}`)
  return values === '' ? options : [`${start} ${values}`, ...options]
}

function flagOf(option: Option): string {
  const names = `${option.short === undefined ? '' : `-s ${option.short} `}-l ${option.name}`
  return option.value === undefined ? names : `${names} -x ${offer(valuesOf(option))}`.trimEnd()
}

function offer(values: Values): string {
  if (values === 'files') return '-F'
  if (values === 'folders') return "-a '(__fish_complete_directories)'"
  return values === 'anything' ? '' : `-a ${inQuotes(values.words.join(' '))}`
}
