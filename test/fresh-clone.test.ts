// README's first command, to the letter, in a copy of the repository that has only what git tracks. (`.ci/run` runs the second.)

import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { ROOT } from './bundle.ts'
import { run } from './programs.ts'

const copy = mkdtempSync(join(tmpdir(), 'capv-ha-clone-'))
afterAll(() => rmSync(copy, { recursive: true }))

// npm unpacks some hundred packages, a Node among them, which takes minutes on a busy disk.
test("README's one line sets up and prints the example's manifests", { timeout: 600_000 }, () => {
  const command = /^npm ci --silent && .*$/m.exec(readFileSync(join(ROOT, 'README.md'), 'utf8'))?.[0]
  const tracked = execFileSync('git', ['ls-files', '-z'], { cwd: ROOT, encoding: 'utf8' }).split('\0')
  for (const file of tracked.filter(Boolean)) {
    mkdirSync(dirname(join(copy, file)), { recursive: true })
    cpSync(join(ROOT, file), join(copy, file))
  }
  const { stdout, stderr, exitCode } = run('/bin/bash', ['-c', command ?? 'false'], {
    cwd: copy,
    env: { PATH: ownPath() },
  })
  expect(exitCode, stderr).toBe(0)
  expect(stdout).toBe(readFileSync(join(ROOT, 'examples', 'seed', 'expected.yaml'), 'utf8'))
})

/** Without the folders that npm puts before the reader's own. */
function ownPath(): string {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return folders.filter(folder => !folder.includes('node_modules')).join(delimiter)
}
