import { expect, test } from 'vitest'
import { fakeWorld, link, unreadable } from '../../../test/fake-world.ts'
import type { ExpandedCluster } from '../../expand.ts'
import type { Manifest } from '../../manifest.ts'
import { planFolder, updateFolder } from './output-folder.ts'

function manifest(kind: string, name: string, owner = 'default/c1'): Manifest {
  return { apiVersion: 'v1', kind, metadata: { name, annotations: { 'capv-ha.dev/owner': owner } } }
}

function cluster(name: string, manifests: readonly Manifest[], namespace = 'default'): ExpandedCluster {
  return { inputs: [], namespace, name, manifests }
}

function owned(owner: string): string {
  return `kind: X\nmetadata:\n  annotations:\n    capv-ha.dev/owner: ${owner}\n`
}

const C1 = cluster('c1', [manifest('Cluster', 'c1'), manifest('Machine', 'c1-controlplane-0')])

function update(files: Record<string, string | symbol>, clusters: readonly ExpandedCluster[], folder = 'out') {
  const world = fakeWorld(files)
  const plan = planFolder(world, folder, clusters)
  if (plan.problems.length === 0) expect(updateFolder(world, plan)).toEqual([])
  const problems = plan.problems.map(({ code, source }) => `${code} ${source?.file}`)
  return { problems, files: [...world.files.keys()], summary: plan.summary, world }
}

test('one file per object in a folder per cluster', () => {
  const { files, summary } = update({}, [C1])
  expect(files).toEqual(['out/c1/cluster_c1.yaml', 'out/c1/machine_c1-controlplane-0.yaml'])
  expect(summary).toBe('2 written, 0 deleted, 0 unchanged in "out"')
})

test('the folder may be the current one', () => expect(update({}, [C1], '.').files[0]).toBe('c1/cluster_c1.yaml'))

test('a second run writes nothing', () => {
  const { world } = update({}, [C1])
  expect(planFolder(world, 'out', [C1])).toMatchObject({ writes: [], removes: [], problems: [] })
})

test('clusters of one name in two namespaces have folders of their own', () => {
  const twin = cluster('c1', [manifest('Cluster', 'c1', 'prod/c1')], 'prod')
  expect(update({}, [cluster('c1', [manifest('Cluster', 'c1')]), twin]).files).toEqual([
    'out/default_c1/cluster_c1.yaml',
    'out/prod_c1/cluster_c1.yaml',
  ])
})

test('leftovers of these clusters go, everything else stays', () => {
  const { files } = update(
    {
      'out/c1/machine_old.yaml': owned('default/c1'),
      'out/c1/renamed.json': '{"metadata": {"annotations": {"capv-ha.dev/owner": "default/c1"}}}',
      'out/c2/cluster_c2.yaml': owned('default/c2'),
      'out/mixed.yaml': `${owned('default/c1')}---\nkind: Foreign\n`,
      'out/foreign.yaml': 'kind: Foreign # capv-ha.dev/owner\n',
      'out/broken.yaml': `${owned('default/c1')}: : [\n`,
      'out/.hidden/old.yaml': owned('default/c1'),
      'out/notes.txt': owned('default/c1'),
    },
    [cluster('c1', [manifest('Cluster', 'c1')])],
  )
  expect(files).toEqual([
    'out/c2/cluster_c2.yaml',
    'out/mixed.yaml',
    'out/foreign.yaml',
    'out/broken.yaml',
    'out/.hidden/old.yaml',
    'out/notes.txt',
    'out/c1/cluster_c1.yaml',
  ])
})

test('our own files are replaced, whatever was edited in them', () => {
  const { problems, world } = update({ 'out/c1/cluster_c1.yaml': owned('default/c1') }, [C1])
  expect(problems).toEqual([])
  expect(world.readFile('out/c1/cluster_c1.yaml')).toContain('kind: Cluster')
})

test.each([
  ['a foreign file', { 'out/c1/cluster_c1.yaml': 'kind: Mine\n' }, 'file-in-the-way out/c1/cluster_c1.yaml'],
  ["another cluster's file", { 'out/c1/cluster_c1.yaml': owned('x/c1') }, 'file-in-the-way out/c1/cluster_c1.yaml'],
  ['a file that cannot be read', { 'out/c1/cluster_c1.yaml': unreadable }, 'file-in-the-way out/c1/cluster_c1.yaml'],
  ['a symlink', { 'out/c1/cluster_c1.yaml': link }, 'file-in-the-way out/c1/cluster_c1.yaml'],
  ['a folder behind a symlink', { 'out/c1': link }, 'file-in-the-way out/c1'],
  ['a folder', { 'out/c1/cluster_c1.yaml/x': 'x' }, 'file-in-the-way out/c1/cluster_c1.yaml'],
  ["a file in a folder's place", { 'out/c1': 'x' }, 'file-in-the-way out/c1'],
  ['a file in the place of all', { out: 'x' }, 'file-in-the-way out'],
])('%s is in the way, and nothing is written', (_, existing, problem) => {
  const { problems, files } = update(existing, [C1])
  expect(problems).toEqual([problem])
  expect(files).toEqual(Object.keys(existing))
})
