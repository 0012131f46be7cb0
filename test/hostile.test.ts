// Hostile input comes to what it must (test/hostile/README.md).

import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { run } from './programs.ts'

test('npm run hostile', { timeout: 900_000 }, () => {
  const { stdout, exitCode } = run(process.execPath, [fileURLToPath(new URL('../scripts/hostile.ts', import.meta.url))])
  expect(stdout).toMatch(/^(\d+) of \1 as expected\n$/m)
  expect(exitCode).toBe(0)
})
