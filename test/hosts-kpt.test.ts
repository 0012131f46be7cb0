// The built bundle under the real kpt, as a process.

import { cpSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { type Files, filesIn, folderOf, hostEnv, SEED } from './hosts.ts'
import { program, run } from './programs.ts'

const kpt = program('kpt')
const withKpt = test.skipIf(kpt === undefined)

const KPTFILE = `apiVersion: kpt.dev/v1
kind: Kptfile
metadata:
  name: clusters # a comment of the user's
  annotations:
    config.kubernetes.io/local-config: "true"
pipeline:
  mutators:
    - exec: capv-ha
`

/** In the form that kpt itself writes: what changes here is our doing. */
const FOREIGN: Files = {
  'foreign/app.yaml': `# a head comment
apiVersion: apps/v1
kind: Deployment
metadata: # not ours
  name: 'foreign'
  namespace: apps
  annotations:
    example.com/mode: "0644"
spec:
  replicas: 010
  template:
    spec:
      version: 1.30
      enabled: yes
      day: 2024-01-01
      containers:
        - name: main # a line comment
          args: ["a", 'b', c]
---
# the second document
apiVersion: v1
kind: ConfigMap
metadata: {name: flow, namespace: apps}
data:
  script: |
    #!/bin/sh
    echo "---"
  folded: "one line"
`,
  'foreign/anchors.yaml': `apiVersion: example.com/v1
kind: Anchored
metadata:
  name: anchored
spec:
  first: &first
    a: 1
  second: *first
`,
  'foreign/compact.yaml': `apiVersion: example.com/v1
kind: Compact
metadata:
  name: compact
spec:
  list:
  - a
  - b
`,
}

const PACKAGE: Files = { Kptfile: KPTFILE, 'prod/cluster.yaml': SEED, ...FOREIGN }

function render(folder: string, ...flags: readonly string[]) {
  return run(kpt, ['fn', 'render', folder, '--allow-exec', ...flags], { env: hostEnv() })
}

function evaluate(folder: string, ...flags: readonly string[]) {
  return run(kpt, ['fn', 'eval', folder, '--exec', 'capv-ha', ...flags], { env: hostEnv() })
}

function edit(folder: string, path: string, change: (text: string) => string): string {
  const files = filesIn(folder)
  return folderOf({ ...files, [path]: change(files[path] ?? '') })
}

const marked = SEED.replace(
  'name: capv-5\n',
  'name: capv-5\n  annotations:\n    config.kubernetes.io/local-config: "true"\n',
)
const names = (files: Files) => Object.keys(files)
const inFolder = (files: Files, folder: string) => names(files).filter(name => name.startsWith(`${folder}/`))

const NODE_FILES = [0, 1, 2].flatMap(index =>
  ['kubeadmconfig', 'machine', 'vspheremachine'].map(kind => `${kind}_capv-5-controlplane-${index}.yaml`),
)
const SEED_FILES = ['cluster_capv-5.yaml', 'configmap_capv-5-load-balancer.yaml', 'vspherecluster_capv-5.yaml']
const expectedFiles = (folder: string) => [...SEED_FILES, ...NODE_FILES].map(name => `${folder}/${name}`).sort()

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

withKpt('eval does what render does, and the other way round', () => {
  const folder = folderOf(PACKAGE)
  expect(evaluate(folder)).toMatchObject({ exitCode: 0 })
  const evaluated = filesIn(folder)
  expect(inFolder(evaluated, 'prod/capv-5')).toEqual(expectedFiles('prod/capv-5'))
  render(folder)
  expect(filesIn(folder)).toEqual(evaluated)
})

withKpt('configPath gives the same files as no configuration', () => {
  const plain = folderOf(PACKAGE)
  const configured = folderOf({ ...PACKAGE, Kptfile: `${KPTFILE}      configPath: prod/cluster.yaml\n` })
  expect(render(plain).exitCode).toBe(0)
  expect(render(configured).exitCode).toBe(0)
  expect({ ...filesIn(configured), Kptfile: '' }).toEqual({ ...filesIn(plain), Kptfile: '' })
})

withKpt('a configuration from outside of the package writes into it', () => {
  const config = join(folderOf({ 'cluster.yaml': SEED }), 'cluster.yaml')
  const folder = folderOf(FOREIGN)
  expect(evaluate(folder, '--fn-config', config)).toMatchObject({ exitCode: 0 })
  const first = filesIn(folder)
  expect(inFolder(first, 'capv-5')).toEqual(expectedFiles('capv-5'))
  expect(first).toMatchObject(FOREIGN)
  expect(evaluate(folder, '--fn-config', config)).toMatchObject({ exitCode: 0 })
  expect(filesIn(folder)).toEqual(first)
})

withKpt('a retired node takes exactly its objects along', () => {
  const folder = folderOf({
    ...PACKAGE,
    'prod/cluster.yaml': SEED.replace('[192.168.10.31-33/24]', '[192.168.10.31-35/24]'),
  })
  render(folder)
  const before = filesIn(folder)
  const smaller = edit(folder, 'prod/cluster.yaml', text =>
    text.replace('[192.168.10.31-35/24]', '[192.168.10.31-34/24, null]').replace('31-34/24', '31-33/24, null'),
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
  expect(render(folder)).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('must hold an HACluster') })
  expect(filesIn(folder)).toEqual(before)
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
  const other = cluster['two/cluster.yaml'].replaceAll('192.168.10.', '192.168.12.')
  const folder = folderOf({ ...cluster, 'two/cluster.yaml': other, Kptfile: KPTFILE })
  expect(render(folder)).toMatchObject({ exitCode: 0 })
  const first = filesIn(folder)
  expect(inFolder(first, 'one/capv-5')).toHaveLength(12)
  expect(inFolder(first, 'two/capv-5')).toHaveLength(12)
  render(folder)
  expect(filesIn(folder)).toEqual(first)
})

withKpt('a failure leaves every file as it was and shows the first problems within four lines', () => {
  const broken = SEED.replace('31-33/24', '31-32/24').replace('gateway: 192.168.10.1\n', 'gateway: 192.168.11.1\n')
  const folder = folderOf({ ...PACKAGE, 'prod/cluster.yaml': broken })
  const before = filesIn(folder)
  const { stdout, stderr, exitCode } = render(folder)
  expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 1 })
  const lines = stderr.split('\n')
  const results = lines.slice(lines.indexOf('  Results:') + 1, lines.indexOf('  Stderr:'))
  expect(
    results.slice(0, 2).every(line => line.startsWith('    [error] capv-ha.dev/v1alpha1/HACluster/capv-5 spec.')),
  ).toBe(true)
  expect(results.join()).toMatch(/even-control-plane.*in prod\/cluster\.yaml/)
  expect(stderr).toContain('Exit code: 1')
  expect(filesIn(folder)).toEqual(before)
})

withKpt('results.yaml names field and file, with an index that is a number', () => {
  const folder = folderOf({ ...PACKAGE, 'prod/cluster.yaml': SEED.replace('diskGiB: 50', 'diskGB: 50') })
  const results = join(folderOf({}), 'results')
  expect(render(folder, '--results-dir', results).exitCode).toBe(1)
  const list: unknown = parse(readFileSync(join(results, 'results.yaml'), 'utf8'))
  expect(list).toMatchObject({
    kind: 'FunctionResultList',
    exitCode: 1,
    items: [
      {
        exec: 'capv-ha',
        exitCode: 1,
        results: expect.arrayContaining([
          expect.objectContaining({
            severity: 'error',
            message: expect.stringContaining('diskGB'),
            resourceRef: { apiVersion: 'capv-ha.dev/v1alpha1', kind: 'HACluster', name: 'capv-5' },
            field: { path: 'spec.machine.diskGB' },
            file: { path: 'prod/cluster.yaml' },
          }),
        ]),
      },
    ],
  })
})

withKpt('numbers that YAML readers disagree on are refused', () => {
  for (const [from, to] of [
    ['kubernetesVersion: 1.16.3', 'kubernetesVersion: 1.30'],
    ['numCPUs: 2', 'numCPUs: 010'],
  ] as const) {
    const folder = folderOf({ ...PACKAGE, 'prod/cluster.yaml': SEED.replace(from, to) })
    expect(render(folder)).toMatchObject({ exitCode: 1, stderr: expect.stringMatching(/quote|ambiguous|decimal/) })
  }
})

withKpt('comments and quotes of the HACluster stay as they are', () => {
  const cluster = `# ours\n${SEED.replace('name: capv-5\n', "name: 'capv-5' # the name\n").replace('numCPUs: 2', '"numCPUs": 2')}`
  const folder = folderOf({ ...PACKAGE, 'prod/cluster.yaml': cluster })
  render(folder)
  expect(filesIn(folder)['prod/cluster.yaml']?.replace(/ {2}annotations:\n.*\n/, '')).toBe(cluster)
})

withKpt(
  'what kpt rewrites by itself comes out as it would without us: CRLF, JSON, keys given twice, odd spacing',
  () => {
    const compact = FOREIGN['foreign/compact.yaml'] ?? ''
    const config = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'json' }, data: { a: 'yes' } }
    const files = {
      ...PACKAGE,
      'foreign/windows.yaml': compact.replace('compact', 'windows').replaceAll('\n', '\r\n'),
      'foreign/object.json': `${JSON.stringify(config, undefined, 2)}\n`,
      'foreign/twice.yaml': compact.replace('compact', 'twice').replace('spec:', 'status: 1\nstatus: 2\nspec:'),
      'foreign/odd.yaml': compact
        .replace('compact', '  odd')
        .replace('- a', '-   a   # first')
        .replace('- b', '- >-\n    b\n    c'),
    }
    const alone = folderOf(files)
    expect(run(kpt, ['fn', 'eval', alone, '--exec', 'cat'], { env: hostEnv() })).toMatchObject({ exitCode: 0 })
    const ours = folderOf(files)
    expect(render(ours)).toMatchObject({ exitCode: 0 })
    const { 'prod/cluster.yaml': _, ...untouched } = filesIn(alone)
    expect(filesIn(ours)).toMatchObject(untouched)
  },
)

withKpt('a selector for HAClusters works once; one that leaves none is an error', () => {
  const select = (kind: string) => `${KPTFILE}      selectors:\n        - kind: ${kind}\n`
  const folder = folderOf({ ...PACKAGE, Kptfile: select('HACluster') })
  expect(render(folder)).toMatchObject({ exitCode: 0 })
  expect(inFolder(filesIn(folder), 'prod/capv-5')).toEqual(expectedFiles('prod/capv-5'))
  const none = folderOf({ ...PACKAGE, Kptfile: select('Deployment') })
  const before = filesIn(none)
  expect(render(none)).toMatchObject({ exitCode: 1 })
  expect(filesIn(none)).toEqual(before)
})

withKpt('trap: a selector that hides the former output makes kpt write copies', () => {
  const folder = folderOf({ ...PACKAGE, Kptfile: `${KPTFILE}      selectors:\n        - kind: HACluster\n` })
  render(folder)
  render(folder)
  expect(filesIn(folder)['prod/capv-5/cluster_capv-5.yaml']?.match(/^kind: Cluster$/gm)).toHaveLength(2)
})

withKpt('an exclusion of what is not ours changes nothing', () => {
  const folder = folderOf({ ...PACKAGE, Kptfile: `${KPTFILE}      exclude:\n        - kind: Deployment\n` })
  expect(render(folder)).toMatchObject({ exitCode: 0 })
  const first = filesIn(folder)
  expect(first).toMatchObject(FOREIGN)
  expect(render(folder)).toMatchObject({ exitCode: 0 })
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

withKpt('a ConfigMap with keys is refused: there is nothing to set in one', () => {
  const folder = folderOf({ ...PACKAGE, Kptfile: `${KPTFILE}      configMap:\n        mode: validate\n` })
  const before = filesIn(folder)
  expect(render(folder)).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('mode') })
  expect(filesIn(folder)).toEqual(before)
})

withKpt('source, eval and sink make a pipe', () => {
  const folder = folderOf(PACKAGE)
  const env = hostEnv()
  const { stdout: source } = run(kpt, ['fn', 'source', folder], { env })
  const evaluated = run(kpt, ['fn', 'eval', '-', '--exec', 'capv-ha', '--output', 'stdout'], { env, stdin: source })
  expect(evaluated.exitCode).toBe(0)
  const target = join(folderOf({}), 'new')
  expect(run(kpt, ['fn', 'sink', target], { env, stdin: evaluated.stdout }).exitCode).toBe(0)
  render(folder)
  expect(filesIn(target)).toEqual(filesIn(folder))
})

withKpt('`eval -` takes a stream of documents, and fails on an empty one', () => {
  const args = ['fn', 'eval', '-', '--exec', 'capv-ha', '--output', 'unwrap']
  const stream = run(kpt, args, { env: hostEnv(), stdin: `${SEED}---\n${FOREIGN['foreign/compact.yaml']}` })
  expect(stream.exitCode).toBe(0)
  expect(stream.stdout.match(/^kind: /gm)).toHaveLength(14)
  expect(run(kpt, args, { env: hostEnv() })).toMatchObject({ stdout: '', exitCode: 1 })
})

withKpt('exec needs --allow-exec, and says so', () => {
  const folder = folderOf(PACKAGE)
  const { stderr, exitCode } = run(kpt, ['fn', 'render', folder], { env: hostEnv() })
  expect(exitCode).toBe(1)
  expect(stderr).toContain('--allow-exec')
})

withKpt('a copied package is the same package', () => {
  const folder = folderOf(PACKAGE)
  render(folder)
  const copy = join(folderOf({}), 'copy')
  cpSync(folder, copy, { recursive: true })
  render(copy)
  expect(filesIn(copy)).toEqual(filesIn(folder))
})
