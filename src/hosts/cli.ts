// The command line: finds the command, explains itself, and leaves the rest to the files in cli/.

import manifest from '../../package.json' with { type: 'json' }
import { quoted } from '../problems/quoted.ts'
import { cmp } from './cli/cmp.ts'
import type { Command } from './cli/command.ts'
import { columns, explain, guess, runCommand, usageError } from './cli/command.ts'
import { completionOf } from './cli/completion.ts'
import { init } from './cli/init.ts'
import { loadBalancer } from './cli/load-balancer.ts'
import { render } from './cli/render.ts'
import { schema } from './cli/schema.ts'
import { validate } from './cli/validate.ts'
import type { Outcome, World } from './world.ts'

const help: Command = {
  name: 'help',
  usage: '[COMMAND]',
  summary: 'explain a command, or list them all',
  options: [],
  arguments: { min: 0, max: 1 },
  run: (world, call) => explainNamed(world, call.arguments[0]),
}

const version: Command = {
  name: 'version',
  usage: '',
  summary: 'print the version',
  options: [],
  arguments: { min: 0, max: 0 },
  run: () => print(`${manifest.version}\n`),
}

const completion = completionOf(() => COMMANDS.map(withWords))

const COMMANDS: readonly Command[] = [init, render, validate, loadBalancer, schema, cmp, completion, help, version]

/** What `help` explains are the commands themselves. */
function withWords(command: Command): Command {
  return command === help ? { ...help, words: COMMANDS.map(({ name }) => name) } : command
}

/** What programs commonly answer to, beside the commands. */
const ALIASES: Readonly<Record<string, Command>> = { '--help': help, '-h': help, '--version': version, '-v': version }

/** Runs the command that the first argument names. Without arguments (a terminal on standard input): usage, exit code 2. */
export function cli(world: World): Outcome | Promise<Outcome> {
  const [name, ...args] = world.args
  if (name === undefined) return { stdout: [], stderr: usage(), exitCode: 2 }
  const command = commandNamed(name) ?? (Object.hasOwn(ALIASES, name) ? ALIASES[name] : undefined)
  return command ? runCommand(command, world, args) : unknownCommand(world, name)
}

function commandNamed(name: string): Command | undefined {
  return COMMANDS.find(command => command.name === name)
}

function unknownCommand(world: World, name: string): Outcome {
  const names = COMMANDS.map(command => command.name)
  if (name.startsWith('-')) return usageError(`unknown option ${quoted(name)}${guess(name, ['--help', '--version'])}`)
  if (world.kindOf(name) !== undefined)
    return usageError(`${quoted(name)} is no command, did you mean ${quoted(`render ${name}`)}?`)
  return usageError(`unknown command ${quoted(name)}${guess(name, names)}`)
}

function explainNamed(world: World, name: string | undefined): Outcome {
  if (name === undefined) return print(usage())
  const command = commandNamed(name)
  return command ? print(explain(command)) : unknownCommand(world, name)
}

function print(text: string): Outcome {
  return { stdout: [text], stderr: '', exitCode: 0 }
}

function usage(): string {
  const rows = COMMANDS.map(
    command => [`  capv-ha ${`${command.name} ${command.usage}`.trim()}`, command.summary] as const,
  )
  const all = [
    ['  capv-ha', 'KRM function: ResourceList on standard input, ResourceList on standard output'] as const,
    ...rows,
  ]
  return `Expands HAClusters into the Cluster API manifests of highly available clusters on vSphere.\n\n${columns(all)}
Every command explains itself with -h; -v prints the version.
Exit codes: 0 done, 1 the input is wrong, 2 usage, 3 a bug in capv-ha, 4 the files of render --check are stale.\n`
}
