// Sets the table for the real hosts: packages in scratch folders, `capv-ha` on PATH, and the image, which podman runs
// and which also answers to the name `docker`.

import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { afterAll } from 'vitest'
import { podmanEnv } from '../../scripts/image/podman-env.ts'
import { BUNDLE, ROOT } from '../bundle.ts'
import { program, run } from '../programs.ts'

/** File contents by path below a folder. */
export type Files = Readonly<Record<string, string>>

const folder = join(ROOT, '.cache/hosts')
const scratch = mkdtempSync(join(tmpdir(), 'capv-ha-hosts-'))
afterAll(() => rmSync(scratch, { recursive: true }))

/** Undefined, after a visible line, where podman is missing. */
export const podman = program('podman')

/** The cluster that the project starts from. */
export const SEED = readFileSync(join(ROOT, 'examples/seed/cluster.yaml'), 'utf8')

/** Writes a new folder of files and returns its path. */
export function folderOf(files: Files): string {
  const target = mkdtempSync(join(scratch, 'package-'))
  for (const [path, text] of Object.entries(files)) writeMissing(join(target, path), text)
  return target
}

/** All files below a folder. */
export function filesIn(target: string): Files {
  const entries = readdirSync(target, { recursive: true, withFileTypes: true })
  const paths = entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name))
  return Object.fromEntries(paths.sort().map(path => [path.slice(target.length + 1), readFileSync(path, 'utf8')]))
}

/**
 * What the hosts need in their environment. kustomize calls a program named `docker`; kpt one that a variable names, under
 * its old and its new name.
 */
export function hostEnv(): Readonly<Record<string, string>> {
  writeMissing(join(folder, 'bin/capv-ha'), `#!/bin/sh\nexec "${process.execPath}" "${BUNDLE}" "$@"\n`)
  writeMissing(join(folder, 'bin/docker'), '#!/bin/sh\nexec podman "$@"\n')
  return {
    PATH: [join(folder, 'bin'), process.env.PATH].join(delimiter),
    ...podmanEnv(join(folder, 'containers.conf')),
    KPT_FN_RUNTIME: 'podman',
    KRM_FN_RUNTIME: 'podman',
  }
}

/** The name of the image, built where it is not there yet; test files that ask at the same time wait for one another. */
export function builtImage(target = 'function'): string {
  const env = hostEnv()
  const script = join(ROOT, 'scripts/local-image.ts')
  const { stdout, stderr, exitCode } = run('flock', [join(folder, 'lock'), process.execPath, script, target], { env })
  if (exitCode !== 0) throw new Error(stderr)
  return stdout.trim()
}

/** Never over a file that is as it should be: another test may be running it. */
function writeMissing(path: string, text: string): void {
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
  if (text.startsWith('#!')) chmodSync(path, 0o755)
}
