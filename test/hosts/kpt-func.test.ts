// The adapter for the kpt-functions SDK, under that SDK's own run() in a child process.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { parseDocuments } from '../../src/read/documents/document.ts'
import { ROOT } from '../bundle.ts'
import { run } from '../programs.ts'

const folder = mkdtempSync(join(tmpdir(), 'capv-ha-sdk-'))
afterAll(() => rmSync(folder, { recursive: true }))

// As npm packs it, so that a file missing from the package shows.
const installed = join(folder, 'node_modules', 'capv-ha')
mkdirSync(installed, { recursive: true })
const packed = JSON.parse(run('npm', ['pack', '--json', '--pack-destination', folder], { cwd: ROOT }).stdout)
run('tar', ['-xzf', join(folder, packed[0].filename), '-C', installed, '--strip-components=1'])

const main = join(folder, 'main.mjs')
writeFileSync(
  main,
  `import { createRequire } from 'node:module'
import { expandClusters } from 'capv-ha/kpt-functions'
createRequire(${JSON.stringify(join(ROOT, 'package.json'))})('kpt-functions').run(expandClusters)
`,
)

const seed = readFileSync(join(ROOT, 'examples', 'seed', 'cluster.yaml'), 'utf8')
const foreign = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: foreign, namespace: apps}\ndata: {key: value}\n'

test('expands the HAClusters of an SDK program and keeps the rest', () => {
  const { stdout, exitCode } = sdk(list([seed, foreign]))
  expect(exitCode).toBe(0)
  const kinds = itemsOf(stdout).map(item => item.kind)
  expect(kinds.toSorted()).toEqual(
    [
      'Cluster',
      'ConfigMap',
      'ConfigMap',
      'HACluster',
      ...['KubeadmConfig', 'Machine', 'VSphereMachine'].flatMap(kind => [kind, kind, kind]),
      'VSphereCluster',
    ].toSorted(),
  )
})

test('changes nothing on the second run', () => {
  const first = sdk(list([seed, foreign])).stdout
  expect(sdk(first).stdout).toBe(first)
})

test('removes what is no longer wanted', () => {
  const first = sdk(list([seed])).stdout
  const shrunk = first.replace('192.168.10.31-33/24', '192.168.10.31/24')
  expect(itemsOf(sdk(shrunk).stdout).filter(item => item.kind === 'Machine')).toHaveLength(1)
})

test('reports problems as results, keeps the objects and fails', () => {
  const { stdout, exitCode } = sdk(list([seed.replace('192.168.10.31-33/24', '192.168.10.33-31/24'), foreign]))
  expect(exitCode).toBe(1)
  expect(itemsOf(stdout)).toHaveLength(2)
  expect(stdout).toContain('severity: error')
})

function sdk(stdin: string) {
  return run(process.execPath, [main], { stdin })
}

function list(items: readonly string[]): string {
  const indented = items.map(item => `- ${item.trimEnd().replaceAll('\n', '\n  ')}\n`)
  return `apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n${indented.join('')}`
}

function itemsOf(text: string): readonly { readonly kind: string }[] {
  const value = parseDocuments(text)[0]?.resolve().value
  if (typeof value !== 'object' || value === null || !('items' in value) || !Array.isArray(value.items)) return []
  return value.items
}
