// Every folder of examples/ does what its README says: `expected.yaml` is what comes out. `npm run golden` rewrites it.

import { cpSync, existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { BUNDLE, ROOT } from './bundle.ts'
import { builtImage, folderOf, hostEnv, podman } from './hosts.ts'
import { program, run } from './programs.ts'

interface Example {
  /** Programs without which it is skipped. */
  readonly needs: readonly (string | undefined)[]
  /** Prints what `expected.yaml` holds; `folder` is a copy. */
  readonly print: (folder: string) => string
}

/** The name that the examples give the image. */
const IMAGE = 'localhost/capv-ha:0.1.0'
const EXAMPLES = join(ROOT, 'examples')
const kustomize = program('kustomize')
const kpt = program('kpt')

const examples: Readonly<Record<string, Example>> = {
  'kpt-package': {
    needs: [kpt],
    print: folder => stdoutOf(kpt, ['fn', 'render', folder, '--allow-exec', '-o', 'unwrap']),
  },
  'kustomize-container': { needs: [kustomize, podman], print: inContainer },
  'kustomize-generator': { needs: [kustomize], print: folder => kustomized(folder, '--enable-exec') },
  'kustomize-transformer': {
    needs: [kustomize],
    print: folder => kustomized(join(folder, 'production'), '--enable-exec'),
  },
  'machines-v1.16': { needs: [], print: rendered },
  seed: { needs: [], print: rendered },
}

test('each folder is an example that is known here', () => {
  expect(readdirSync(EXAMPLES).sort()).toEqual(Object.keys(examples).sort())
})

test.each(Object.keys(examples))('examples/%s has a README', name => {
  expect(existsSync(join(EXAMPLES, name, 'README.md'))).toBe(true)
})

for (const [name, { needs, print }] of Object.entries(examples)) {
  test.skipIf(needs.includes(undefined))(`examples/${name} gives its expected.yaml`, async () => {
    const folder = folderOf({})
    cpSync(join(EXAMPLES, name), folder, { recursive: true })
    await expect(print(folder)).toMatchFileSnapshot(join(EXAMPLES, name, 'expected.yaml'))
  })
}

function rendered(folder: string): string {
  return stdoutOf(BUNDLE, ['render', join(folder, 'cluster.yaml')])
}

function kustomized(folder: string, ...flags: readonly string[]): string {
  return stdoutOf(kustomize, ['build', '--enable-alpha-plugins', ...flags, folder])
}

function inContainer(folder: string): string {
  stdoutOf(podman, ['tag', builtImage(), IMAGE])
  return kustomized(folder)
}

function stdoutOf(path: string | undefined, args: readonly string[]): string {
  const { stdout, stderr, exitCode } = run(path, args, { env: hostEnv() })
  expect(exitCode, stderr).toBe(0)
  return stdout
}
