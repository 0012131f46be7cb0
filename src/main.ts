// The bundle's entry: makes the World from process and fs, picks the host, writes what it answers and sets the exit code.
// No other file does I/O. The streams of process.stdin and process.stdout are not used: they cost milliseconds at start-up,
// and an exit while one of them is pending cuts the output at 64 KiB.

import { isUtf8 } from 'node:buffer'
import type { Dirent, Stats } from 'node:fs'
import {
  copyFileSync,
  fstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import manifest from '../package.json' with { type: 'json' }
import { cli } from './hosts/cli.ts'
import { krm } from './hosts/krm.ts'
import type { FileKind, Outcome, World } from './hosts/world.ts'

const STDIN = 0
const STDOUT = 1
const STDERR = 2
/** In bytes: a hundred clusters or so. */
const LONG_INPUT = 100_000

const world: World = {
  args: process.argv.slice(2),
  env: process.env,
  isTerminal: {
    get stdin() {
      return isTerminal(STDIN)
    },
    get stdout() {
      return isTerminal(STDOUT)
    },
    get stderr() {
      return isTerminal(STDERR)
    },
  },
  readStdin,
  readFile: path => decode(readFileSync(path)),
  kindOf: kindOfPath,
  listDirectory: path =>
    readdirSync(path, { withFileTypes: true })
      .map(entry => ({ name: entry.name, kind: kindOf(entry) }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
  writeFile: writeWhole,
  removeFile: path => rmSync(path),
  realPath: path => realpathSync(path),
  copyFile(from, to) {
    makeFolder(dirname(to))
    copyFileSync(from, to)
  },
  makeTempFolder: () => realpathSync(mkdtempSync(join(process.getBuiltinModule('node:os').tmpdir(), 'capv-ha-'))),
  removeFolder: path => rmSync(path, { recursive: true, force: true }),
  onStop,
}

start()

function start(): void {
  const host = world.args.length === 0 && !world.isTerminal.stdin ? krm : cli
  try {
    const outcome = host(world)
    if (outcome instanceof Promise) outcome.then(finish, fail)
    else finish(outcome)
  } catch (error) {
    fail(error)
  }
}

// SIGHUP 1, SIGINT 2, SIGTERM 15: the exit code of a program that a signal ends is 128 and its number.
const ENDINGS = [
  ['SIGHUP', 129],
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const

const cleanUps: (() => void)[] = []

/** The last wish first: what was made last depends on what was there before. */
function onStop(cleanUp: () => void): () => void {
  if (cleanUps.length === 0) for (const [signal, code] of ENDINGS) process.once(signal, () => stop(code))
  cleanUps.push(cleanUp)
  return () => void cleanUps.splice(cleanUps.indexOf(cleanUp), 1)
}

function stop(code: number): never {
  for (const cleanUp of cleanUps.toReversed()) cleanUp()
  process.exit(code)
}

function finish({ stdout, stderr, exitCode }: Outcome): void {
  process.exitCode = exitCode
  writeAll(STDOUT, stdout.join(''))
  writeAll(STDERR, stderr)
}

function fail(error: unknown): void {
  const words = inputFault(systemCode(error))
  process.exitCode = words === undefined ? 3 : 1
  writeAll(STDERR, words === undefined ? bugReport(error) : `error[unreadable-file]: standard input ${words}\n`)
}

/** Only standard input is read without a net: what a system refuses there is no bug of ours. */
function inputFault(code: string | undefined): string | undefined {
  if (code === 'EISDIR') return 'must be a file or a pipe, not a folder'
  return code === 'NOT_UTF8' ? 'must be UTF-8 text' : undefined
}

function bugReport(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
  const runtime = `capv-ha ${manifest.version}, Node ${process.version}`
  return `capv-ha: this is a bug in capv-ha, not in your input. Please report it with the input and this text (${runtime}):\n${stack}\n`
}

/** A character device may still be /dev/null; the module that tells is only loaded for those. */
function isTerminal(descriptor: number): boolean {
  if (!fstatSync(descriptor).isCharacterDevice()) return false
  return process.getBuiltinModule('node:tty').isatty(descriptor)
}

/** What cannot be looked at is `other`: whoever opens it hears why. */
function kindOfPath(path: string): FileKind | undefined {
  try {
    const stats = statSync(path, { throwIfNoEntry: false })
    return stats && kindOf(stats)
  } catch {
    return 'other'
  }
}

function kindOf(entry: Stats | Dirent): FileKind {
  if (entry.isFile()) return 'file'
  return entry.isDirectory() ? 'directory' : 'other'
}

function readStdin(): string {
  const bytes = readAll(STDIN)
  if (bytes.length > LONG_INPUT) collectEarly()
  return decode(bytes)
}

/** V8 doubles the space for new objects while a program makes many; a thousand clusters take a third less memory, and no more time, where it does not. */
function collectEarly(): void {
  process.getBuiltinModule('node:v8').setFlagsFromString('--semi-space-growth-factor=1')
}

function decode(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString('utf8')
  throw Object.assign(new Error('not UTF-8'), { code: 'NOT_UTF8' })
}

/** Through a neighbour that takes the file's place: a full disk or a kill leaves the old text. */
function writeWhole(path: string, text: string): void {
  makeFolder(dirname(path))
  const draft = `${path}.capv-ha-draft`
  try {
    writeFileSync(draft, text)
    renameSync(draft, path)
  } catch (error) {
    rmSync(draft, { force: true })
    throw error
  }
}

/** Step by step: with `recursive`, Node tries for ever where a file system answers ENOENT to every new folder (/proc). */
function makeFolder(path: string): void {
  if (kindOfPath(path) !== undefined) return
  const parent = dirname(path)
  if (parent !== path) makeFolder(parent)
  try {
    mkdirSync(path)
  } catch (error) {
    // Another run made it meanwhile; what else stands there refuses the file.
    if (systemCode(error) !== 'EEXIST') throw error
  }
}

function readAll(descriptor: number): Buffer {
  const chunks: Buffer[] = []
  for (;;) {
    const chunk = Buffer.allocUnsafe(1 << 16)
    const length = patiently(() => readSync(descriptor, chunk))
    if (length === 0) return Buffer.concat(chunks)
    chunks.push(length === chunk.length ? chunk : chunk.subarray(0, length))
  }
}

function writeAll(descriptor: number, text: string): void {
  const bytes = Buffer.from(text)
  try {
    for (let written = 0; written < bytes.length; ) {
      const from = written
      written += patiently(() => writeSync(descriptor, bytes, from))
    }
  } catch (error) {
    // EPIPE: the reader has seen enough.
    if (systemCode(error) === 'EPIPE') return
    process.exitCode = 1
    if (descriptor === STDOUT) {
      writeAll(
        STDERR,
        `error[unwritable-file]: standard output must be writable: the system says ${systemCode(error)}\n`,
      )
    }
  }
}

/** Another process may have made a pipe or terminal non-blocking: wait and try again. */
function patiently(step: () => number): number {
  for (;;) {
    try {
      return step()
    } catch (error) {
      const code = systemCode(error)
      if (code === 'EOF') return 0
      if (code !== 'EAGAIN') throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2)
    }
  }
}

function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}
