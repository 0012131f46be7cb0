// The bundle's entry: makes the World from process and fs, picks the host, writes what it answers and sets the exit code.
// No file but this one and files.ts does I/O. The streams of process.stdin and process.stdout are not used: they cost
// milliseconds at start-up, and an exit while one of them is pending cuts the output at 64 KiB.

import { fstatSync, readSync, writeSync } from 'node:fs'
import manifest from '../package.json' with { type: 'json' }
import { files, soundText } from './files.ts'
import { cli } from './hosts/cli.ts'
import { krm } from './hosts/krm.ts'
import type { Outcome, World } from './hosts/world.ts'
import type { Piece, Utf8 } from './pieces.ts'

const STDIN = 0
const STDOUT = 1
const STDERR = 2
/** What standard input is read into at first, in bytes, and from which size on a piece of output is written alone. */
const LARGE = 1 << 16
const LINE_FEED = 0x0a

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
  ...files,
  onStop,
  print,
  timeOfDay: () => new Date().toTimeString().slice(0, 8),
  wait: milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds)),
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

/** Everything is written: leaving at once spares Node a last look at memory that the system takes back anyway. */
function finish(outcome: Outcome): void {
  process.exitCode = outcome.exitCode
  print(outcome)
  process.exit()
}

function print({ stdout, stderr }: Pick<Outcome, 'stdout' | 'stderr'>): void {
  writeAll(STDOUT, stdout)
  writeAll(STDERR, [stderr])
}

function fail(error: unknown): void {
  const words = inputFault(systemCode(error))
  process.exitCode = words === undefined ? 3 : 1
  writeAll(STDERR, [words === undefined ? bugReport(error) : `error[unreadable-file]: standard input ${words}\n`])
}

/** Only standard input is read without a net: what a system refuses there is no bug of ours. */
function inputFault(code: string | undefined): string | undefined {
  if (code === 'EISDIR') return 'must be a file or a pipe, not a folder'
  return code === 'NOT_UTF8' ? 'must be UTF-8 text' : undefined
}

function bugReport(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
  // What the message quotes may be the whole input.
  const lines = stack.split('\n', 40).map(line => line.slice(0, 400))
  const runtime = `capv-ha ${manifest.version}, Node ${process.version}`
  return `capv-ha: this is a bug in capv-ha, not in your input. Please report it with the input and this text (${runtime}):\n${lines.join('\n')}\n`
}

/** A character device may still be /dev/null; the module that tells is only loaded for those. */
function isTerminal(descriptor: number): boolean {
  if (!fstatSync(descriptor).isCharacterDevice()) return false
  return process.getBuiltinModule('node:tty').isatty(descriptor)
}

function readStdin(watch?: (soFar: Uint8Array) => void): Utf8 {
  const bytes = soundText(readAll(STDIN, watch))
  // For short stretches, several times as fast as a TextDecoder.
  return { bytes, slice: (start, end) => bytes.toString('utf8', start, end) }
}

/** A line feed stands behind the end of what is read, for scanners that must not run over it (read/list/byte-codes.ts). */
function readAll(descriptor: number, watch?: (soFar: Uint8Array) => void): Buffer {
  let bytes: Buffer = Buffer.allocUnsafeSlow(LARGE)
  let length = 0
  for (;;) {
    const from = length
    const read = patiently(() => readSync(descriptor, bytes, from, bytes.length - 1 - from, null))
    length += read
    if (read === 0) break
    watch?.(bytes.subarray(0, length))
    if (length === bytes.length - 1) bytes = enlarged(bytes, length)
  }
  bytes[length] = LINE_FEED
  return bytes.subarray(0, length)
}

/** Sixteen times as large: little is copied twice, and of what is not filled the system takes no memory. */
function enlarged(bytes: Buffer, length: number): Buffer {
  const larger = Buffer.allocUnsafeSlow(bytes.length * 16)
  bytes.copy(larger, 0, 0, length)
  return larger
}

function writeAll(descriptor: number, pieces: readonly Piece[]): void {
  try {
    for (const bytes of inLargePieces(pieces)) writeBytes(descriptor, bytes)
  } catch (error) {
    // EPIPE: the reader has seen enough.
    if (systemCode(error) === 'EPIPE') return
    process.exitCode = 1
    if (descriptor === STDOUT) {
      writeAll(STDERR, [
        `error[unwritable-file]: standard output must be writable: the system says ${systemCode(error)}\n`,
      ])
    }
  }
}

/** A call to the system costs as much as copying some thousand bytes: what is small is written together. */
function* inLargePieces(pieces: readonly Piece[]): Generator<Uint8Array> {
  let small: Uint8Array[] = []
  let size = 0
  for (const piece of pieces) {
    const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece
    if (size + bytes.length > LARGE && size > 0) {
      yield Buffer.concat(small)
      small = []
      size = 0
    }
    if (bytes.length > LARGE) yield bytes
    else {
      small.push(bytes)
      size += bytes.length
    }
  }
  if (size > 0) yield Buffer.concat(small)
}

function writeBytes(descriptor: number, bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length; ) {
    const from = written
    written += patiently(() => writeSync(descriptor, bytes, from))
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
