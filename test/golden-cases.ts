// Runs the cases of test/golden (golden.test.ts says what they hold) in memory.

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { cli } from '../src/hosts/cli.ts'
import { krm } from '../src/hosts/krm.ts'
import type { Outcome, World } from '../src/hosts/world.ts'
import { parseDocuments } from '../src/read/documents/document.ts'
import { fakeWorld } from './fake-world.ts'

/** What the case asks for. */
export async function runCase(folder: string): Promise<Outcome> {
  if (existsSync(join(folder, 'input.yaml'))) return krm(fromStdin(readFileSync(join(folder, 'input.yaml'), 'utf8')))
  const files = filesOf(folder)
  const { args, env } = commandLine(join(folder, 'args.txt')) ?? { args: ['render', ...Object.keys(files)], env: {} }
  const world = fakeWorld(args[0] === 'cmp' ? inside('files/', files) : files, { args, env })
  return cli({
    ...world,
    writeInside: (to, path, text) => (to === 'readonly' ? readOnly() : world.writeInside(to, path, text)),
  })
}

/** Written as for a shell: `NAME=value command argument`. */
function commandLine(file: string) {
  if (!existsSync(file)) return undefined
  const words = readFileSync(file, 'utf8').trim().split(' ')
  const start = words.findIndex(word => !word.includes('='))
  const env: Readonly<Record<string, string>> = Object.fromEntries(words.slice(0, start).map(word => word.split('=')))
  return { args: words.slice(start), env }
}

function inside(folder: string, files: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(files).map(([name, text]) => [name.slice(folder.length), text]))
}

function readOnly(): never {
  throw Object.assign(new Error('read-only'), { code: 'EROFS' })
}

/** The case as a host would run it: its own ResourceList, or one with its documents as items. */
export async function runAsFunction(folder: string): Promise<Outcome | undefined> {
  if (existsSync(join(folder, 'input.yaml'))) return runCase(folder)
  const items = Object.values(filesOf(folder)).flatMap(text =>
    parseDocuments(text).map(document => document.resolve().value),
  )
  return krm(fromStdin(JSON.stringify({ apiVersion: 'config.kubernetes.io/v1', kind: 'ResourceList', items })))
}

function filesOf(folder: string): Readonly<Record<string, string>> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => relative(folder, join(entry.parentPath, entry.name)))
    .filter(name => name === 'config.yaml' || name.startsWith('files/'))
  return Object.fromEntries(names.sort().map(name => [name, readFileSync(join(folder, name), 'utf8')]))
}

/** A World with nothing but this on standard input. */
export function fromStdin(text: string): World {
  return fakeWorld({}, { stdin: text })
}
