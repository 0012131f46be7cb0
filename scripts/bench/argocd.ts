// Rows for the Argo CD plugin: an application with one cluster beside twenty foreign manifests, and a folder of a thousand.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Row } from './measure.ts'

/** `clusters` are texts of HAClusters that do not collide; the folders are removed when the process ends. */
export function argocdRows(bundle: string, clusters: readonly string[], reference: Row['reference']): readonly Row[] {
  const root = mkdtempSync(join(tmpdir(), 'capv-ha-bench-'))
  process.on('exit', () => rmSync(root, { recursive: true, force: true }))
  const generate = (cwd: string) => ({ args: [bundle, 'cmp', 'generate'], cwd })
  const [first = ''] = clusters
  const small = folderOf(root, 'small', [first, ...manifests(20)])
  const large = folderOf(root, 'large', clusters)
  return [
    { name: 'Argo CD, one application', command: generate(small), reference, budget: 2 },
    {
      name: `Argo CD, ${clusters.length} clusters`,
      command: generate(large),
      reference,
      limit: '2,000 ms',
      runs: 5,
    },
  ]
}

function folderOf(root: string, name: string, texts: readonly string[]): string {
  const folder = join(root, name)
  mkdirSync(folder)
  for (const [index, text] of texts.entries()) writeFileSync(join(folder, `${index}.yaml`), text)
  return folder
}

function manifests(count: number): readonly string[] {
  const lines = Array.from({ length: 20 }, (_, line) => `  key-${line}: "a value of some length"\n`).join('')
  return Array.from(
    { length: count },
    (_, index) =>
      `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: foreign-${index}\n  namespace: apps\ndata:\n${lines}`,
  )
}
