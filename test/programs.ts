// Finds and runs the real programs that tests are held against: kubectl, kustomize, kpt, podman.
// A missing program skips its tests with a visible line; under CAPV_HA_REQUIRE_HOSTS it fails them: `1` for all that tests can
// use, `programs` for those that can be installed (.ci/shared-tools).

import { spawnSync } from 'node:child_process'
import { accessSync, constants, statSync, writeSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/**
 * The path of a program on PATH. Where it is missing: `undefined` after one line on stderr, or an error under
 * CAPV_HA_REQUIRE_HOSTS. Use as `const kpt = program('kpt')` and `test.skipIf(kpt === undefined)`.
 */
export function program(name: string): string | undefined {
  const path = (process.env.PATH ?? '')
    .split(delimiter)
    .map(folder => join(folder, name))
    .find(isExecutable)
  if (path !== undefined) return path
  const required = process.env.CAPV_HA_REQUIRE_HOSTS ?? ''
  if (required !== '') throw new Error(`"${name}" must be on PATH: CAPV_HA_REQUIRE_HOSTS=${required}`)
  // Straight to the descriptor: the test runner swallows what passing files print.
  writeSync(2, `SKIPPED: tests that need "${name}", which is not on PATH\n`)
  return undefined
}

export interface RunOptions {
  readonly cwd?: string
  readonly stdin?: string
  /** Added to the environment of this process. */
  readonly env?: Readonly<Record<string, string>>
}

export interface RunResult {
  readonly stdout: string
  readonly stderr: string
  readonly exitCode: number
}

/** Runs a program to its end and returns what it wrote, whatever its exit code. Throws only if it cannot be started. */
export function run(path: string | undefined, args: readonly string[], options: RunOptions = {}): RunResult {
  if (path === undefined) throw new Error('a test that runs a program must be skipped where the program is missing')
  const { env = {}, stdin = '', ...place } = options
  const child = spawnSync(path, [...args], {
    ...place,
    env: { ...process.env, ...env },
    input: stdin,
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  })
  if (child.error !== undefined) throw child.error
  return { stdout: child.stdout, stderr: child.stderr, exitCode: child.status ?? -1 }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}
