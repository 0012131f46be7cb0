// The command line: finds the command, explains itself, and leaves the rest to the files in cli/.

import manifest from '../../package.json' with { type: 'json' }
import { cmp } from './cli/cmp.ts'
import type { Command } from './cli/command.ts'
import { columns, guess, runCommand, usageError } from './cli/command.ts'
import { loadBalancer } from './cli/load-balancer.ts'
import { render } from './cli/render.ts'
import { schema } from './cli/schema.ts'
import { validate } from './cli/validate.ts'
import type { Outcome, World } from './world.ts'

const COMMANDS: readonly Command[] = [render, validate, loadBalancer, schema, cmp]

/** Runs the command that the first argument names. Without arguments (a terminal on standard input): usage, exit code 2. */
export function cli(world: World): Outcome | Promise<Outcome> {
  const [name, ...args] = world.args
  if (name === undefined) return { stdout: [], stderr: usage(), exitCode: 2 }
  if (name === '--version') return { stdout: [`${manifest.version}\n`], stderr: '', exitCode: 0 }
  if (name === '--help' || name === '-h' || name === 'help') return { stdout: [usage()], stderr: '', exitCode: 0 }
  const command = COMMANDS.find(candidate => candidate.name === name)
  return command ? runCommand(command, world, args) : unknownCommand(world, name)
}

function unknownCommand(world: World, name: string): Outcome {
  const names = COMMANDS.map(command => command.name)
  if (name.startsWith('-')) return usageError(`unknown option "${name}"${guess(name, ['--help', '--version'])}`)
  if (world.kindOf(name) !== undefined) return usageError(`"${name}" is no command, did you mean "render ${name}"?`)
  return usageError(`unknown command "${name}"${guess(name, names)}`)
}

function usage(): string {
  const rows = COMMANDS.map(
    command => [`  capv-ha ${`${command.name} ${command.usage}`.trim()}`, command.summary] as const,
  )
  const all = [
    ['  capv-ha', 'KRM function: ResourceList on standard input, ResourceList on standard output'] as const,
    ...rows,
    ['  capv-ha COMMAND --help', 'explain a command'] as const,
    ['  capv-ha --version', 'print the version'] as const,
  ]
  return `Expands HAClusters into the Cluster API manifests of highly available clusters on vSphere.\n\n${columns(all)}
Exit codes: 0 done, 1 the input is wrong, 2 usage, 3 a bug in capv-ha.\n`
}
