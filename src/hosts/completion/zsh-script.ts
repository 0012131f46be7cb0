// Completion for zsh, as a file of its own in $fpath or read by `source`.

import type { Command, Option } from '../cli/command.ts'
import { argumentsOf, HELP, inQuotes, namesOf, type Values, valuesOf } from './values.ts'

export function zshScript(commands: readonly Command[]): string {
  return `#compdef capv-ha
# Completion of capv-ha for zsh: source <(capv-ha completion zsh), behind compinit
_capv_ha() {
  local curcontext="$curcontext" state line
  local -a commands
  commands=(
${commands.map(({ name, summary }) => `    ${inQuotes(`${name}:${summary}`)}`).join('\n')}
  )
  _arguments -C '(- *)'{-h,--help}'[list the commands]' '(- *)'{-v,--version}'[print the version]' \\
    '1: :->command' '*:: :->arguments'
  case $state in
    command) _describe -t commands command commands ;;
    arguments)
      case $words[1] in
${commands.map(argumentsCase).join('\n')}
      esac ;;
  esac
}
if [[ $funcstack[1] == _capv_ha ]]; then
  _capv_ha "$@"
else
  compdef _capv_ha capv-ha
fi
`
}

function argumentsCase(command: Command): string {
  const specs = [...[...command.options, HELP].flatMap(optionSpecs), argumentSpec(command)].filter(spec => spec !== '')
  return `        ${command.name}) _arguments ${specs.join(' ')} ;;`
}

/** Of an option that may be given once, neither of its names is offered again. */
function optionSpecs(option: Option): readonly string[] {
  const names = namesOf(option)
  const before = option.isRepeatable ? '*' : `(${names.join(' ')})`
  const value = option.value === undefined ? '' : `:${option.value}:${action(valuesOf(option))}`
  return names.map(name => inQuotes(`${before}${name}${joint(option, name)}[${escaped(option.text)}]${value}`))
}

/** The value may stand behind it or in the same word. */
function joint({ value }: Option, name: string): string {
  if (value === undefined) return ''
  return name.startsWith('--') ? '=' : '+'
}

function argumentSpec(command: Command): string {
  if (command.arguments.max === 0) return ''
  const message = command.usage.split(' ')[0]?.replace(/[[\].]/g, '')
  return inQuotes(`*:${escaped(message ?? '')}:${action(argumentsOf(command))}`)
}

function action(values: Values): string {
  if (values === 'files') return '_files'
  if (values === 'folders') return '_files -/'
  // No words: only a message, which is a blank here, would keep zsh from offering options in this place.
  return values === 'anything' ? '()' : `(${values.words.join(' ')})`
}

/** What _arguments would take for the end of a description. */
function escaped(text: string): string {
  return text.replace(/[[\]:\\]/g, '\\$&')
}
