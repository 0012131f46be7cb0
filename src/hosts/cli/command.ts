// What a command of the command line is, how its arguments are read, and how it is explained. Commands only add their table row.

import { parseArgs } from 'node:util'
import { closestTo } from '../../problems/did-you-mean.ts'
import { legible, quoted } from '../../problems/quoted.ts'
import type { Outcome, World } from '../world.ts'

export interface Command {
  readonly name: string
  /** What follows the name in the usage line. */
  readonly usage: string
  /** One line for the list of commands; no full stop. */
  readonly summary: string
  readonly options: readonly Option[]
  /** How many arguments it takes besides options. */
  readonly arguments: { readonly min: number; readonly max: number }
  /** What its arguments can be, for completion; else files and folders, where it takes any. */
  readonly words?: readonly string[]
  run(world: World, call: Call): Outcome | Promise<Outcome>
}

export interface Option {
  /** The long form, without dashes. */
  readonly name: string
  readonly short?: string
  /** The name of the value in the help text; an option without one is given or not. */
  readonly value?: string
  readonly text: string
  readonly choices?: readonly string[]
  /** May be given several times; else the last one counts. */
  readonly isRepeatable?: true
}

export interface Call {
  readonly arguments: readonly string[]
  /** The text of an option without a value is empty. */
  readonly options: Readonly<Record<string, string | undefined>>
  /** All values of the options that may be given several times, in their order. */
  readonly repeated: Readonly<Record<string, readonly string[] | undefined>>
}

/** Runs a command with its arguments, or explains it. Exit code 2 for what it does not understand. */
export function runCommand(command: Command, world: World, args: readonly string[]): Outcome | Promise<Outcome> {
  const call = readCall(command, args)
  if (call === 'help') return { stdout: [explain(command)], stderr: '', exitCode: 0 }
  return typeof call === 'string' ? usageError(call, command.name) : command.run(world, call)
}

/** A complaint about the command line itself. */
export function usageError(message: string, command?: string): Outcome {
  const name = command === undefined ? 'capv-ha' : `capv-ha ${command}`
  return { stdout: [], stderr: `${name}: ${legible(message)}\nRun "${name} --help" for usage.\n`, exitCode: 2 }
}

/** `, did you mean "render"?` or nothing. The beginning of one candidate alone is meant for it. */
export function guess(word: string, candidates: readonly string[]): string {
  const longer = word.replace(/^-+/, '') === '' ? [] : candidates.filter(candidate => candidate.startsWith(word))
  const meant = longer.length === 1 ? longer[0] : closestTo(word, candidates)
  return meant === undefined ? '' : `, did you mean "${meant}"?`
}

/** The call, `help`, or a sentence about what is wrong. */
function readCall(command: Command, args: readonly string[]): Call | string {
  const known = Object.fromEntries(command.options.map(option => [option.name, flag(option)]))
  const { positionals, tokens } = parseArgs({
    args: [...args],
    options: { ...known, help: { type: 'boolean', short: 'h' } },
    strict: false,
    tokens: true,
  })
  const options: Record<string, string> = {}
  const repeated: Record<string, readonly string[]> = {}
  for (const token of tokens) {
    if (token.kind !== 'option') continue
    if (token.name === 'help') return 'help'
    const option = command.options.find(candidate => candidate.name === token.name)
    if (option === undefined) return unknownOption(token.rawName, command)
    const fault = faultOf(option, token.rawName, token.value)
    if (fault !== undefined) return fault
    const value = token.value ?? ''
    options[option.name] = value
    if (option.isRepeatable) repeated[option.name] = [...(repeated[option.name] ?? []), value]
  }
  return wrongCount(command, positionals.length) ?? { arguments: positionals, options, repeated }
}

function flag(option: Option) {
  const type = option.value === undefined ? ('boolean' as const) : ('string' as const)
  return option.short === undefined ? { type } : { type, short: option.short }
}

function unknownOption(name: string, command: Command): string {
  const names = ['--help', ...command.options.map(option => `--${option.name}`)]
  return `unknown option ${quoted(name)}${guess(name, names)}`
}

function faultOf(option: Option, name: string, value: string | undefined): string | undefined {
  if (option.value === undefined)
    return value === undefined ? undefined : `option ${quoted(name)} must not have a value`
  if (value === undefined || value === '') return `option ${quoted(name)} must be followed by ${option.value}`
  if (option.choices === undefined || option.choices.includes(value)) return undefined
  const choices = option.choices.map(choice => `"${choice}"`).join(', ')
  return `option ${quoted(name)} must be one of ${choices}, not ${quoted(value)}${guess(value, option.choices)}`
}

/** The usage line of a command; some take nothing. */
function usageOf({ name, usage }: Command): string {
  return `capv-ha ${name} ${usage}`.trimEnd()
}

function wrongCount(command: Command, count: number): string | undefined {
  const { min, max } = command.arguments
  if (count < min) return `${command.usage.split(' ')[0]} is missing`
  return count > max ? `too many arguments: usage is "${usageOf(command)}"` : undefined
}

/** What `--help` prints of a command. */
export function explain(command: Command): string {
  const rows = command.options.map(option => {
    const short = option.short === undefined ? '    ' : `-${option.short}, `
    return [`  ${short}--${option.name} ${option.value ?? ''}`, option.text] as const
  })
  const all = [...rows, ['  -h, --help', 'explain this command'] as const]
  return `Usage: ${usageOf(command)}\n\n${sentence(command.summary)}\n\n${columns(all)}`
}

/** Two columns, the first as wide as its widest cell. */
export function columns(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length)) + 2
  return rows.map(([left, right]) => `${left.padEnd(width)}${right}\n`).join('')
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}
