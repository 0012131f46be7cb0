import { expect, test } from 'vitest'
import { fakeWorld, link, unreadable } from '../../../test/fake-world.ts'
import type { ExpandedCluster } from '../../expand.ts'
import type { JsonObject, Manifest } from '../../manifest.ts'
import { itemInput } from '../../read/list/item-input.ts'
import { summarize } from './folder-words.ts'
import { planFolder, updateFolder } from './output-folder.ts'

function manifest(kind: string, name: string, owner = 'default/c1'): Manifest {
  return { apiVersion: 'v1', kind, metadata: { name, annotations: { 'capv-ha.dev/owner': owner } } }
}

function cluster(name: string, manifests: readonly Manifest[], namespace = 'default'): ExpandedCluster {
  return { inputs: [], namespace, name, release: { capv: [0, 5, 4], capi: [0, 2, 8], profile: 'v1alpha2' }, manifests }
}

function owned(owner: string, kind = 'X'): string {
  return `apiVersion: v1\nkind: ${kind}\nmetadata:\n  name: x\n  annotations:\n    capv-ha.dev/owner: ${owner}\n`
}

const C1 = cluster('c1', [manifest('Cluster', 'c1'), manifest('Machine', 'c1-controlplane-0')])

function update(files: Record<string, string | symbol>, clusters: readonly ExpandedCluster[], folder = 'out') {
  const world = fakeWorld(files)
  const plan = planFolder(world, folder, clusters)
  if (plan.problems.length === 0) expect(updateFolder(world, plan)).toEqual([])
  const problems = plan.problems.map(({ code, source }) => `${code} ${source?.file}`)
  return { problems, files: [...world.files.keys()], summary: summarize(plan).trim(), world }
}

test('one file per object in a folder per cluster', () => {
  const { files, summary } = update({}, [C1])
  expect(files).toEqual(['out/c1/cluster_c1.yaml', 'out/c1/machine_c1-controlplane-0.yaml'])
  expect(summary).toBe('2 written, 0 deleted, 0 unchanged in "out"')
})

test('the folder may be the current one', () => expect(update({}, [C1], '.').files[0]).toBe('c1/cluster_c1.yaml'))

test('a second run writes nothing', () => {
  const { world } = update({}, [C1])
  expect(planFolder(world, 'out', [C1])).toMatchObject({ steps: [], problems: [] })
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
      'out/c1/renamed.json': JSON.stringify({
        apiVersion: 'v1',
        kind: 'X',
        metadata: { name: 'x', annotations: { 'capv-ha.dev/owner': 'default/c1' } },
      }),
      'out/c2/cluster_c2.yaml': owned('default/c2'),
      'out/mixed.yaml': `${owned('default/c1')}---\nkind: Foreign\n`,
      'out/foreign.yaml': 'kind: Foreign # capv-ha.dev/owner\n',
      'out/comments.yaml': '# All files here bear capv-ha.dev/owner: default/c1.\n',
      'out/markers.yaml': `---\n# capv-ha.dev/owner\n---\n`,
      'out/notes.yaml': `${owned('default/c1')}---\n# a document of comments\n`,
      'out/cluster.yaml': owned('default/c1', 'HACluster'),
      'out/no-object.yaml': 'metadata: {annotations: {capv-ha.dev/owner: default/c1}}\n',
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
    'out/comments.yaml',
    'out/markers.yaml',
    'out/notes.yaml',
    'out/cluster.yaml',
    'out/no-object.yaml',
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
  [
    'an HACluster',
    { 'out/c1/cluster_c1.yaml': owned('default/c1', 'HACluster') },
    'file-in-the-way out/c1/cluster_c1.yaml',
  ],
  ['comments', { 'out/c1/cluster_c1.yaml': '# capv-ha.dev/owner\n' }, 'file-in-the-way out/c1/cluster_c1.yaml'],
  ['a link', { 'out/c1/cluster_c1.yaml': link }, 'file-in-the-way out/c1/cluster_c1.yaml'],
  ['a folder behind a link', { 'out/c1': link }, 'file-in-the-way out/c1'],
  ['a folder', { 'out/c1/cluster_c1.yaml/x': 'x' }, 'file-in-the-way out/c1/cluster_c1.yaml'],
  ["a file in a folder's place", { 'out/c1': 'x' }, 'file-in-the-way out/c1'],
  [
    "a folder in a draft's place",
    { 'out/c1/cluster_c1.yaml.capv-ha-draft/x': 'x' },
    'file-in-the-way out/c1/cluster_c1.yaml.capv-ha-draft',
  ],
  [
    "a link in a draft's place",
    { 'out/c1/cluster_c1.yaml.capv-ha-draft': link },
    'file-in-the-way out/c1/cluster_c1.yaml.capv-ha-draft',
  ],
  ['a link that leads nowhere', { out: link }, 'file-in-the-way out'],
  ['a file in the place of all', { out: 'x' }, 'file-in-the-way out'],
])('%s is in the way, and nothing is written', (_, existing, problem) => {
  const { problems, files } = update(existing, [C1])
  expect(problems).toEqual([problem])
  expect(files).toEqual(Object.keys(existing))
})

test('what is in the way is called what it is', () => {
  const files = { 'out/c1': link, 'out/c2/cluster_c2.yaml.capv-ha-draft/x': 'x' }
  const { problems } = planFolder(fakeWorld(files), 'out', [C1, cluster('c2', [manifest('Cluster', 'c2')])])
  expect(problems.map(({ message }) => message)).toEqual([
    '"out/c1" must be a folder, not a link',
    '"out/c2/cluster_c2.yaml.capv-ha-draft" must not exist: it is a folder, where the draft of "out/c2/cluster_c2.yaml" is written',
  ])
})

test.each([
  ['appears', {}, 'out/c1/cluster_c1.yaml', 'kind: Mine\n'],
  ['changes', { 'out/c1/cluster_c1.yaml': owned('default/c1') }, 'out/c1/cluster_c1.yaml', 'kind: Mine\n'],
  ['changes before it is deleted', { 'out/c1/old.yaml': owned('default/c1') }, 'out/c1/old.yaml', 'kind: Mine\n'],
  ['becomes a link', { 'out/c1/old.yaml': owned('default/c1') }, 'out/c1/old.yaml', link],
])('a file that %s meanwhile is not touched', (_, existing, file, text) => {
  const world = fakeWorld(existing)
  const plan = planFolder(world, 'out', [C1])
  world.files.set(file, text)
  expect(updateFolder(world, plan).map(({ code, source }) => `${code} ${source?.file}`)).toEqual([
    `file-in-the-way ${file}`,
  ])
  expect(world.files.get(file)).toBe(text)
})

test('a new pool is held against nodes that stand as they are', () => {
  const versioned = (kind: string, name: string, spec: JsonObject): Manifest => ({
    ...manifest(kind, name),
    apiVersion: 'cluster.x-k8s.io/v1beta1',
    spec,
  })
  const node = versioned('Machine', 'c1-controlplane-0', { version: 'v1.33.4' })
  const pool = versioned('MachineDeployment', 'c1-md', { template: { spec: { version: 'v1.34.1' } } })
  const inputs = [itemInput({}, { scope: '' })]
  const { world } = update({}, [{ ...cluster('c1', [node]), inputs }])
  const { problems } = planFolder(world, 'out', [{ ...cluster('c1', [node, pool]), inputs }])
  expect(problems.map(({ code }) => code)).toEqual(['kubernetes-version-skew'])
})

test("two runs at once do not stand in each other's way", () => {
  const world = fakeWorld({ 'out/c1/old.yaml': owned('default/c1') })
  const plans = [planFolder(world, 'out', [C1]), planFolder(world, 'out', [C1])]
  expect(plans.flatMap(plan => updateFolder(world, plan))).toEqual([])
  expect([...world.files.keys()]).toEqual(['out/c1/cluster_c1.yaml', 'out/c1/machine_c1-controlplane-0.yaml'])
})
