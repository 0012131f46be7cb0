// Times two commands in turn, A B A B …, and compares them pair by pair.

import { spawnSync } from 'node:child_process'

export interface Command {
  readonly args: readonly string[]
  /** Default: this Node. */
  readonly program?: string
  readonly stdin?: string
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
  /** What it may end with where it does its work: 1 for refusals. Default: 0. */
  readonly exitCodes?: readonly number[]
}

export interface Row {
  readonly name: string
  /** Of several the row tells the median and the worst. */
  readonly command: Command | readonly Command[]
  readonly reference: { readonly name: string; readonly command: Command }
  /** What design allows, as a ratio; absent where a row is for information. */
  readonly budget?: number
  /** What it allows in other words: time and memory. */
  readonly limit?: string
  readonly runs?: number
}

export interface Measured {
  readonly ratio: number
  /** Of several commands. */
  readonly worst?: number
  readonly milliseconds: number
  readonly referenceMilliseconds: number
  /** Peak memory of the command in MiB. */
  readonly mebibytes: number
}

/** Medians over the row's runs, after one warm-up of each. Throws where a command fails: a failing run is fast. */
export function measure(row: Row): Measured {
  const { command } = row
  if (!isList(command)) return measureOne(command, row)
  const each = command.map(one => measureOne(one, row)).toSorted((a, b) => a.ratio - b.ratio)
  const [middle, worst] = [each[Math.floor(each.length / 2)], each.at(-1)]
  if (middle === undefined || worst === undefined) throw new Error(`${row.name}: a row needs a command`)
  return { ...middle, worst: worst.ratio, mebibytes: Math.max(...each.map(({ mebibytes }) => mebibytes)) }
}

function isList(command: Row['command']): command is readonly Command[] {
  return Array.isArray(command)
}

function measureOne(command: Command, { reference, runs = 15 }: Row): Measured {
  time(command)
  time(reference.command)
  const pairs = Array.from({ length: runs }, () => ({ own: time(command), other: time(reference.command) }))
  return {
    ratio: median(pairs.map(({ own, other }) => own / other)),
    milliseconds: median(pairs.map(({ own }) => own)),
    referenceMilliseconds: median(pairs.map(({ other }) => other)),
    mebibytes: peakMemory(command),
  }
}

function time(command: Command): number {
  const start = process.hrtime.bigint()
  run(command)
  return Number(process.hrtime.bigint() - start) / 1e6
}

function run(
  { args, program = process.execPath, stdin = '', cwd, env = {}, exitCodes = [0] }: Command,
  extra: readonly string[] = [],
): string {
  const child = spawnSync(program, [...extra, ...args], {
    input: stdin,
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
    ...(cwd === undefined ? {} : { cwd }),
    env: { ...process.env, ...env, NODE_EXTRA_CA_CERTS: undefined },
  })
  if (!exitCodes.includes(child.status ?? -1)) throw new Error(`${program} ${args.join(' ')}: ${child.stderr}`)
  return child.stderr
}

/** Asked of the process itself as it ends; 0 for programs that are not Node. */
function peakMemory(command: Command): number {
  if (command.program !== undefined) return 0
  const report = 'process.on("exit",()=>console.error("peak",process.resourceUsage().maxRSS))'
  const [, kibibytes = '0'] = /peak (\d+)/.exec(run(command, ['--import', `data:text/javascript,${report}`])) ?? []
  return Number(kibibytes) / 1024
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
