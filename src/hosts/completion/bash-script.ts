// Completion for bash, from 3.2 on (the one of macOS): no `mapfile`, and `compopt` only where it exists.

import type { Command, Option } from '../cli/command.ts'
import { argumentsOf, HELP, inQuotes, namesOf, type Values, valuesOf } from './values.ts'

export function bashScript(commands: readonly Command[]): string {
  const names = commands.map(({ name }) => name)
  return `# Completion of capv-ha for bash: source <(capv-ha completion bash)
_capv_ha() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD - 1]}
  COMPREPLY=()
  # "--format=json" comes as three words.
  if [[ $prev == '=' ]]; then
    prev=\${COMP_WORDS[COMP_CWORD - 2]}
  elif [[ $cur == '=' ]]; then
    cur=
  fi
  if [[ $COMP_CWORD -eq 1 ]]; then
    _capv_ha_offer -W ${inQuotes([...names, '-h', '--help', '-v', '--version'].join(' '))}
    return
  fi
  case "\${COMP_WORDS[1]} $prev" in
${commands.flatMap(valueCases).join('\n')}
  esac
  case "\${COMP_WORDS[1]} $cur" in
${commands.flatMap(argumentCases).join('\n')}
  esac
}
_capv_ha_paths() {
  compopt -o filenames 2>/dev/null
  _capv_ha_offer "$1"
}
_capv_ha_offer() {
  local word
  while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen "$@" -- "$cur")
}
complete -F _capv_ha capv-ha
`
}

function valueCases({ name, options }: Command): readonly string[] {
  return options
    .filter(({ value }) => value !== undefined)
    .map(option => {
      const patterns = namesOf(option).map(each => inQuotes(`${name} ${each}`))
      return `    ${patterns.join(' | ')}) ${reply(valuesOf(option))} return ;;`
    })
}

function argumentCases(command: Command): readonly string[] {
  const options = [...command.options, HELP].flatMap((option: Option) => namesOf(option))
  const offered = `_capv_ha_offer -W ${inQuotes(options.join(' '))}`
  return [
    `    ${inQuotes(`${command.name} -`)}*) ${offered} ;;`,
    `    ${inQuotes(`${command.name} `)}*) ${reply(argumentsOf(command))} ;;`,
  ]
}

/** The command that offers the values, with what ends it. */
function reply(values: Values): string {
  if (values === 'files') return '_capv_ha_paths -f;'
  if (values === 'folders') return '_capv_ha_paths -d;'
  return values === 'anything' ? ':;' : `_capv_ha_offer -W ${inQuotes(values.words.join(' '))};`
}
