// The built bundle under the real kpt, as a process: what a render does to the files of a package.

import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Files, filesIn, folderOf, SEED } from './hosts.ts'
import { edit, expectedFiles, FOREIGN, inFolder, KPTFILE, kpt, marked, names, PACKAGE, render } from './kpt-package.ts'

const withKpt = test.skipIf(kpt === undefined)

withKpt('render writes a file per object beside the HACluster and nothing else', () => {
  const folder = folderOf(PACKAGE)
  expect(render(folder)).toMatchObject({ exitCode: 0 })
  const files = filesIn(folder)
  expect(inFolder(files, 'prod/capv-5')).toEqual(expectedFiles('prod/capv-5'))
  expect(names(files)).toHaveLength(names(PACKAGE).length + 12)
  expect(files).toMatchObject({ ...FOREIGN, Kptfile: KPTFILE, 'prod/cluster.yaml': marked })
})

withKpt('the second and third render change no byte', () => {
  const folder = folderOf(PACKAGE)
  render(folder)
  const first = filesIn(folder)
  for (const _ of [2, 3]) {
    expect(render(folder).exitCode).toBe(0)
    expect(filesIn(folder)).toEqual(first)
  }
})

withKpt('a retired node takes exactly its objects along', () => {
  const folder = folderOf({
    ...PACKAGE,
    'prod/cluster.yaml': SEED.replace('[192.168.10.31-33/24]', '[192.168.10.31-35/24]'),
  })
  render(folder)
  const before = filesIn(folder)
  const smaller = edit(folder, 'prod/cluster.yaml', text =>
    text.replace('[192.168.10.31-35/24]', '[192.168.10.31-33/24, null, null]'),
  )
  expect(render(smaller)).toMatchObject({ exitCode: 0 })
  const after = filesIn(smaller)
  const gone = names(before).filter(name => after[name] === undefined)
  expect(gone).toEqual(
    [3, 4]
      .flatMap(index =>
        ['kubeadmconfig', 'machine', 'vspheremachine'].map(
          kind => `prod/capv-5/${kind}_capv-5-controlplane-${index}.yaml`,
        ),
      )
      .sort(),
  )
  const changed = names(after).filter(name => after[name] !== before[name])
  expect(changed).toEqual(['prod/capv-5/configmap_capv-5-load-balancer.yaml', 'prod/cluster.yaml'])
})

withKpt('a hand-written object of the same identity is an error, and nothing is written', () => {
  const mine = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: capv-5-load-balancer\n  namespace: default\n'
  const folder = folderOf({ ...PACKAGE, 'mine.yaml': mine })
  const before = filesIn(folder)
  const { stderr, exitCode } = render(folder)
  expect(exitCode).toBe(1)
  expect(stderr).toMatch(/\[error\] v1\/ConfigMap\/default\/capv-5-load-balancer.*must not be overwritten/)
  expect(filesIn(folder)).toEqual(before)
})

withKpt('output whose HACluster is gone stays, with a warning', () => {
  const second = SEED.replaceAll('capv-5', 'capv-6').replaceAll('192.168.10.', '192.168.11.')
  const folder = folderOf({ ...PACKAGE, 'dev/cluster.yaml': second })
  render(folder)
  rmSync(join(folder, 'dev/cluster.yaml'))
  const before = filesIn(folder)
  const { stderr, exitCode } = render(folder)
  expect(exitCode).toBe(0)
  expect(stderr).toContain('12 objects of HACluster "default/capv-6" must be removed by hand')
  expect(filesIn(folder)).toEqual(before)
})

withKpt('without any HACluster left it fails, and every file stays', () => {
  const folder = folderOf(PACKAGE)
  render(folder)
  rmSync(join(folder, 'prod/cluster.yaml'))
  const before = filesIn(folder)
  expect(render(folder)).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining('must hold at least one HACluster'),
  })
  expect(filesIn(folder)).toEqual(before)
})

withKpt('an existing node that would be readdressed, or need replacement, is an error, and nothing is written', () => {
  const folder = folderOf(PACKAGE)
  render(folder)
  const swapped = SEED.replace('192.168.10.31-33/24', '192.168.10.32/24, 192.168.10.31/24, 192.168.10.33/24')
  for (const [cluster, code] of [
    [swapped, 'node-readdressed'],
    [SEED.replace('diskGiB: 50', 'diskGiB: 60'), 'node-needs-replacement'],
  ] as const) {
    const changed = edit(folder, 'prod/cluster.yaml', () => cluster)
    const before = filesIn(changed)
    expect(render(changed)).toMatchObject({ exitCode: 1, stderr: expect.stringContaining(`[${code}]`) })
    expect(filesIn(changed)).toEqual(before)
  }
})

withKpt('edits of generated files are undone, also of a file that was moved', () => {
  const folder = folderOf(PACKAGE)
  render(folder)
  const { 'prod/capv-5/cluster_capv-5.yaml': cluster = '', ...others } = filesIn(folder)
  const moved = folderOf({
    ...others,
    'elsewhere/c.yaml': cluster.replace('host: 192.168.10.18', 'host: 192.168.10.99'),
  })
  expect(render(moved)).toMatchObject({ exitCode: 0 })
  expect(filesIn(moved)).toEqual({ ...others, 'elsewhere/c.yaml': cluster })
})

withKpt('subpackages with equal paths are kept apart', () => {
  const sub = (index: number): Files => ({
    [`sub-${index}/Kptfile`]: KPTFILE,
    [`sub-${index}/cluster.yaml`]: SEED.replaceAll('capv-5', `capv-${index}`).replaceAll(
      '192.168.10.',
      `192.168.${index}.`,
    ),
    [`sub-${index}/foreign.yaml`]: FOREIGN['foreign/compact.yaml'] ?? '',
  })
  const folder = folderOf({ Kptfile: KPTFILE.replace(/pipeline:[\s\S]*/, ''), ...sub(1), ...sub(2) })
  expect(render(folder)).toMatchObject({ exitCode: 0 })
  const first = filesIn(folder)
  expect(inFolder(first, 'sub-1/capv-1')).toHaveLength(12)
  expect(inFolder(first, 'sub-2/capv-2')).toHaveLength(12)
  render(folder)
  expect(filesIn(folder)).toEqual(first)
})

withKpt('the same cluster in two subpackages, rendered from their parent, is no clash of files', () => {
  const cluster = {
    'one/cluster.yaml': SEED,
    'two/cluster.yaml': SEED.replace('name: capv-5', 'name: capv-5\n  namespace: two'),
  }
  const other = cluster['two/cluster.yaml']
    .replaceAll('192.168.10.', '192.168.12.')
    .replace('lab}', 'lab, folder: two}')
  const folder = folderOf({ ...cluster, 'two/cluster.yaml': other, Kptfile: KPTFILE })
  expect(render(folder)).toMatchObject({ exitCode: 0 })
  const first = filesIn(folder)
  expect(inFolder(first, 'one/capv-5')).toHaveLength(12)
  expect(inFolder(first, 'two/capv-5')).toHaveLength(12)
  render(folder)
  expect(filesIn(folder)).toEqual(first)
})

withKpt('a subpackage that its own pipeline and that of its parent render comes out once', () => {
  const folder = folderOf({ Kptfile: KPTFILE, 'sub/Kptfile': KPTFILE, 'sub/cluster.yaml': SEED })
  expect(render(folder)).toMatchObject({ exitCode: 0 })
  const first = filesIn(folder)
  expect(names(first)).toHaveLength(15)
  expect(render(folder)).toMatchObject({ exitCode: 0 })
  expect(filesIn(folder)).toEqual(first)
})

withKpt('a copied package is the same package', () => {
  const folder = folderOf(PACKAGE)
  render(folder)
  const copy = join(folderOf({}), 'copy')
  cpSync(folder, copy, { recursive: true })
  render(copy)
  expect(filesIn(copy)).toEqual(filesIn(folder))
})
