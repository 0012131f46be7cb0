// The built bundle under the real kpt, as a process: the ways of calling it, what it says when it fails, and kpt's own traps.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { run } from '../programs.ts'
import { filesIn, folderOf, hostEnv, SEED } from './hosts.ts'
import {
  edit,
  evaluate,
  expectedFiles,
  FOREIGN,
  inFolder,
  KPTFILE,
  kpt,
  names,
  PACKAGE,
  render,
} from './kpt-package.ts'

const withKpt = test.skipIf(kpt === undefined)

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

withKpt('a configuration that is among the items too is expanded once', () => {
  const folder = folderOf(PACKAGE)
  expect(evaluate(folder, '--fn-config', join(folder, 'prod/cluster.yaml'))).toMatchObject({ exitCode: 0 })
  const files = filesIn(folder)
  expect(inFolder(files, 'prod/capv-5')).toEqual(expectedFiles('prod/capv-5'))
  expect(names(files)).toHaveLength(names(PACKAGE).length + 12)
})

withKpt('as a validator it writes nothing, and fails the pipeline on an error', () => {
  const validators = KPTFILE.replace('mutators:', 'validators:')
  const folder = folderOf({ ...PACKAGE, Kptfile: validators })
  expect(render(folder)).toMatchObject({ exitCode: 0 })
  expect(filesIn(folder)).toEqual({ ...PACKAGE, Kptfile: validators })
  const broken = edit(folder, 'prod/cluster.yaml', text => text.replace('31-33/24', '31-32/24'))
  expect(render(broken)).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('even-control-plane') })
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

withKpt('results.yaml names field and file, with a document that is not the first by its number', () => {
  const second = `${FOREIGN['foreign/compact.yaml']}---\n${SEED.replace('diskGiB: 50', 'diskGB: 50')}`
  const folder = folderOf({ ...PACKAGE, 'prod/cluster.yaml': second.replaceAll('compact', 'first') })
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
            file: { path: 'prod/cluster.yaml', index: 1 },
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

withKpt('trap: a selector that hides the former output makes kpt write copies, which the second run tells', () => {
  const folder = folderOf({ ...PACKAGE, Kptfile: `${KPTFILE}      selectors:\n        - kind: HACluster\n` })
  expect(render(folder).stderr).not.toContain('former-output-hidden')
  const { stderr, exitCode } = render(folder)
  expect(exitCode).toBe(0)
  expect(stderr).toContain('[former-output-hidden]')
  expect(filesIn(folder)['prod/capv-5/cluster_capv-5.yaml']?.match(/^kind: Cluster$/gm)).toHaveLength(2)
})

withKpt('a selector that matches the former output too is fine', () => {
  const selectors = [
    'HACluster',
    'Cluster',
    'ConfigMap',
    'VSphereCluster',
    'KubeadmConfig',
    'Machine',
    'VSphereMachine',
  ]
  const list = selectors.map(kind => `        - kind: ${kind}\n`).join('')
  const folder = folderOf({ ...PACKAGE, Kptfile: `${KPTFILE}      selectors:\n${list}` })
  render(folder)
  const first = filesIn(folder)
  expect(render(folder).stderr).not.toContain('former-output-hidden')
  expect(filesIn(folder)).toEqual(first)
})

withKpt('an exclusion of what is not ours changes nothing', () => {
  const folder = folderOf({ ...PACKAGE, Kptfile: `${KPTFILE}      exclude:\n        - kind: Deployment\n` })
  expect(render(folder)).toMatchObject({ exitCode: 0 })
  const first = filesIn(folder)
  expect(first).toMatchObject(FOREIGN)
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
