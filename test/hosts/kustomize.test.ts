// The built bundle under the real kustomize, as a process: stand-alone, and the one inside kubectl where that differs.

import { expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { BUNDLE } from '../bundle.ts'
import { program, run } from '../programs.ts'
import { type Files, folderOf, hostEnv, SEED } from './hosts.ts'

const kustomize = program('kustomize')
const kubectl = program('kubectl')
const withKustomize = test.skipIf(kustomize === undefined)
const withKubectl = test.skipIf(kubectl === undefined)

const FUNCTION = 'config.kubernetes.io/function: |\n    exec: {path: capv-ha}\n'
const CONFIGS = `resources: [cluster.yaml]\ncommonAnnotations:\n  ${FUNCTION}`
const GENERATOR: Files = {
  'kustomization.yaml': 'generators: [clusters]\n',
  'clusters/kustomization.yaml': CONFIGS,
  'clusters/cluster.yaml': SEED,
}
const TRANSFORMER = `apiVersion: v1
kind: ConfigMap
metadata:
  name: capv-ha
  annotations:
    config.kubernetes.io/function: |
      exec: {path: capv-ha}
`
const FOREIGN = `apiVersion: apps/v1
kind: Deployment
metadata: {name: foreign, namespace: apps}
spec:
  replicas: 3
  template:
    spec:
      containers:
      - {name: main, image: "registry.example.com/app:1.30", args: ["yes", "010", "2024-01-01"]}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: foreign, namespace: apps}
data: {a: "yes", b: "1_000", c: "12:34:56"}
`

function build(files: Files, ...flags: readonly string[]) {
  const cwd = folderOf(files)
  const args = ['build', '--enable-alpha-plugins', '--enable-exec', ...flags, '.']
  return run(kustomize, args, { cwd, env: hostEnv() })
}

function annotated(cluster: string, path = 'capv-ha'): string {
  return cluster.replace(
    'metadata:\n',
    `metadata:\n  annotations:\n    config.kubernetes.io/function: |\n      exec: {path: ${path}}\n`,
  )
}

/** The objects of a stream in an order of their own: kustomize sorts objects and keys in its way. */
function objects(stream: string): readonly unknown[] {
  const values = parseAllDocuments(stream).map(document => JSON.stringify(document.toJS(), sortedKeys))
  return values.sort().map(value => JSON.parse(value))
}

function sortedKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
}

function rendered(clusters: string): readonly unknown[] {
  return objects(run(BUNDLE, ['render', '-'], { stdin: clusters }).stdout)
}

const SECOND = SEED.replaceAll('capv-5', 'capv-6').replaceAll('192.168.10.', '192.168.11.')

withKustomize('a generator found on PATH makes what `render` makes', () => {
  const { stdout, exitCode } = build(GENERATOR)
  expect(exitCode).toBe(0)
  expect(objects(stdout)).toEqual(rendered(SEED))
})

withKustomize('no annotation of the way through it is left, nor the HACluster', () => {
  const { stdout } = build(GENERATOR)
  expect(stdout).not.toMatch(/kind: HACluster|internal\.config|local-config|config\.kubernetes\.io|config\.k8s\.io/)
})

withKustomize(
  'a relative path counts from the kustomization that lists the generators, also through an overlay',
  () => {
    const files = {
      'base/kustomization.yaml': 'generators: [configs/cluster.yaml]\n',
      'base/configs/cluster.yaml': annotated(SEED, './bin/fn'),
      'base/bin/fn': `#!/bin/sh\nexec "${process.execPath}" "${BUNDLE}"\n`,
      'kustomization.yaml': 'resources: [base]\n',
    }
    expect(objects(build(files).stdout)).toEqual(rendered(SEED))
  },
)

withKustomize('two builds give the same bytes', () => {
  expect(build(GENERATOR).stdout).toBe(build(GENERATOR).stdout)
})

withKustomize('trap: without --enable-exec the function is skipped in silence', () => {
  const cwd = folderOf(GENERATOR)
  const answer = run(kustomize, ['build', '--enable-alpha-plugins', '.'], { cwd, env: hostEnv() })
  expect(answer).toMatchObject({ stdout: '', exitCode: 0 })
})

withKubectl('trap: kubectl has no --enable-exec, and skips in silence too', () => {
  const cwd = folderOf(GENERATOR)
  const answer = run(kubectl, ['kustomize', '--enable-alpha-plugins', '.'], { cwd, env: hostEnv() })
  expect(answer).toMatchObject({ stdout: '', exitCode: 0 })
  const flag = run(kubectl, ['kustomize', '--enable-alpha-plugins', '--enable-exec', '.'], { cwd, env: hostEnv() })
  expect(flag).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('unknown flag: --enable-exec') })
})

withKustomize('without --enable-alpha-plugins the build fails loudly', () => {
  const answer = run(kustomize, ['build', '.'], { cwd: folderOf(GENERATOR), env: hostEnv() })
  expect(answer).toMatchObject({
    stdout: '',
    exitCode: 1,
    stderr: expect.stringContaining('external plugins disabled'),
  })
})

withKustomize('the kustomization around the HACluster can patch it', () => {
  const patch = `patches:
- target: {kind: HACluster}
  patch: |
    - {op: replace, path: /spec/machine/memoryMiB, value: 4096}
`
  const { stdout } = build({ ...GENERATOR, 'clusters/kustomization.yaml': CONFIGS + patch })
  expect(objects(stdout)).toEqual(rendered(SEED.replace('memoryMiB: 2048', 'memoryMiB: 4096')))
})

withKustomize('several HAClusters: one file, several files, inline', () => {
  const oneFile = {
    'kustomization.yaml': 'generators: [all.yaml]\n',
    'all.yaml': `${annotated(SEED)}---\n${annotated(SECOND)}`,
  }
  const inline = `generators:\n- |\n  ${annotated(SECOND).replaceAll('\n', '\n  ')}\n- clusters\n`
  const expected = rendered(`${SEED}---\n${SECOND}`)
  expect(objects(build(oneFile).stdout)).toEqual(expected)
  expect(objects(build({ ...GENERATOR, 'kustomization.yaml': inline }).stdout)).toEqual(expected)
})

withKustomize('trap: one object from two sources is an error of kustomize', () => {
  const mine = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: capv-5-load-balancer, namespace: default}\n'
  const files = {
    ...GENERATOR,
    'kustomization.yaml': 'resources: [mine.yaml]\ngenerators: [clusters]\n',
    'mine.yaml': mine,
  }
  expect(build(files)).toMatchObject({
    stdout: '',
    exitCode: 1,
    stderr: expect.stringContaining('behavior must be merge or replace'),
  })
})

withKustomize(
  'an error of ours fails the build, with every problem on standard error and nothing on standard output',
  () => {
    const broken = SEED.replace('31-33/24', '31-32/24').replace('gateway: 192.168.10.1\n', 'gateway: 192.168.11.1\n')
    const { stdout, stderr, exitCode } = build({ ...GENERATOR, 'clusters/cluster.yaml': broken })
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 1 })
    expect(stderr).toMatch(/^error\[even-control-plane\]/m)
    expect(stderr).toMatch(/^error\[address-outside-subnet\]/m)
    expect(stderr).toMatch(/exit status 1/)
  },
)

// kustomize types scalars by YAML 1.1 before we see them.
withKustomize.each([
  ['kubernetesVersion: 1.16.3', 'kubernetesVersion: 1.30', 'kubernetesVersion'],
  ['name: management', 'name: 010', 'network.name'],
  ['name: management', 'name: 1_000', 'network.name'],
  ['datacenter: lab', 'datacenter: .5', 'vsphere.datacenter'],
])('what kustomize has retyped is refused: %s as %s', (from, to, field) => {
  const { stdout, stderr, exitCode } = build({ ...GENERATOR, 'clusters/cluster.yaml': SEED.replace(from, to) })
  expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 1 })
  expect(stderr).toMatch(`\`spec.${field}\``)
})

withKustomize('CRLF, a byte order mark and comments do not matter', () => {
  const windows = `\uFEFF# ours\r\n${SEED.replaceAll('\n', '\r\n')}`
  expect(objects(build({ ...GENERATOR, 'clusters/cluster.yaml': windows }).stdout)).toEqual(rendered(SEED))
})

withKustomize('as a transformer it adds the output to the resources and leaves the others alone', () => {
  const resources = 'resources: [cluster.yaml, foreign.yaml]\n'
  const files = { 'cluster.yaml': SEED, 'foreign.yaml': FOREIGN, 'capv-ha.yaml': TRANSFORMER }
  const plain = build({ ...files, 'kustomization.yaml': resources })
  const { stdout, exitCode } = build({ ...files, 'kustomization.yaml': `${resources}transformers: [capv-ha.yaml]\n` })
  expect(exitCode).toBe(0)
  const others = FOREIGN.split('---\n').flatMap(text => objects(text))
  expect(objects(plain.stdout)).toEqual(expect.arrayContaining([...others]))
  expect(objects(stdout)).toHaveLength(rendered(SEED).length + others.length)
  expect(objects(stdout)).toEqual(expect.arrayContaining([...rendered(SEED), ...others]))
})

withKustomize('as a transformer it sees the HACluster after the overlay has patched it', () => {
  const files = {
    'base/kustomization.yaml': 'resources: [cluster.yaml]\n',
    'base/cluster.yaml': SEED,
    'kustomization.yaml': `resources: [base]
patches:
- patch: |
    apiVersion: capv-ha.dev/v1alpha1
    kind: HACluster
    metadata: {name: capv-5}
    spec: {machine: {numCPUs: 8}}
transformers: [capv-ha.yaml]
`,
    'capv-ha.yaml': TRANSFORMER,
  }
  expect(objects(build(files).stdout)).toEqual(rendered(SEED.replace('numCPUs: 2', 'numCPUs: 8')))
})

withKustomize('name and namespace that kustomize gives the HACluster itself are those of the cluster', () => {
  const renamed = SEED.replace('name: capv-5', 'name: lab-capv-5\n  namespace: lab')
  const transformer = {
    'kustomization.yaml': 'resources: [cluster.yaml]\nnamePrefix: lab-\nnamespace: lab\ntransformers: [capv-ha.yaml]\n',
    'cluster.yaml': SEED,
    'capv-ha.yaml': TRANSFORMER,
  }
  expect(objects(build(transformer).stdout)).toEqual(rendered(renamed))
  const generator = { ...GENERATOR, 'clusters/kustomization.yaml': `${CONFIGS}namePrefix: lab-\nnamespace: lab\n` }
  expect(objects(build(generator).stdout)).toEqual(rendered(renamed))
})

withKustomize('a transformer in a base hands its output to the overlay', () => {
  const files = {
    'base/kustomization.yaml': 'resources: [cluster.yaml]\ntransformers: [capv-ha.yaml]\n',
    'base/cluster.yaml': SEED,
    'base/capv-ha.yaml': TRANSFORMER,
    'kustomization.yaml': 'resources: [base]\n',
  }
  expect(objects(build(files).stdout)).toEqual(rendered(SEED))
})

withKustomize('as a transformer it replaces its former output in place', () => {
  const files = {
    'kustomization.yaml': 'resources: [cluster.yaml, former.yaml]\ntransformers: [capv-ha.yaml]\n',
    'cluster.yaml': SEED,
    'former.yaml': run(BUNDLE, ['render', '-'], { stdin: `${SEED}  labels: {team: former}\n` }).stdout,
    'capv-ha.yaml': TRANSFORMER,
  }
  expect(objects(build(files).stdout)).toEqual(rendered(SEED))
})

withKustomize('trap: a name prefix leaves the references between the objects behind', () => {
  const { stdout } = build({ ...GENERATOR, 'kustomization.yaml': 'generators: [clusters]\nnamePrefix: lab-\n' })
  expect(stdout).toMatch(/^ {2}name: lab-capv-5$/m)
  expect(stdout).toMatch(/cluster-name: capv-5$/m)
})

withKustomize('trap: validators of kustomize accept no function that hands its items back', () => {
  const files = {
    'kustomization.yaml': 'resources: [cluster.yaml]\nvalidators: [capv-ha.yaml]\n',
    'cluster.yaml': SEED,
  }
  expect(build({ ...files, 'capv-ha.yaml': TRANSFORMER })).toMatchObject({ stdout: '', exitCode: 1 })
})

withKustomize('trap: an HACluster among the resources, and no transformer, is only printed', () => {
  const { stdout, exitCode } = build({ 'kustomization.yaml': 'resources: [cluster.yaml]\n', 'cluster.yaml': SEED })
  expect(exitCode).toBe(0)
  expect(stdout.match(/^kind: .*$/gm)).toEqual(['kind: HACluster'])
})

withKustomize('a transformer without any HACluster is an error, not an empty build', () => {
  const files = {
    'kustomization.yaml': 'resources: [foreign.yaml]\ntransformers: [capv-ha.yaml]\n',
    'foreign.yaml': FOREIGN,
  }
  const answer = build({ ...files, 'capv-ha.yaml': TRANSFORMER })
  expect(answer).toMatchObject({ stdout: '', exitCode: 1, stderr: expect.stringContaining('error[no-cluster]') })
})
