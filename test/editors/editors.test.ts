// What an editor with yaml-language-server makes of our JSON Schema: no false alarm on anything that is valid, and help where
// something is typed.

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { BUNDLE, ROOT } from '../bundle.ts'
import { run } from '../programs.ts'
import { type LanguageServer, startServer } from './language-server.ts'

const scratch = mkdtempSync(join(tmpdir(), 'capv-ha-editors-'))
const schema = run(process.execPath, [BUNDLE, 'schema']).stdout
let server: LanguageServer
beforeAll(async () => {
  server = await startServer({ [pathToFileURL(join(ROOT, 'fn-config/hacluster.schema.json')).href]: 'clusters/**' })
})
afterAll(() => {
  server.stop()
  rmSync(scratch, { recursive: true })
})

const FILE = '/clusters/cluster.yaml'
const HEAD = 'apiVersion: capv-ha.dev/v1alpha1\nkind: HACluster\nmetadata: {name: demo}\nspec:\n'
const SEED = readFileSync(join(ROOT, 'examples/seed/cluster.yaml'), 'utf8')

const V1_16 = readFileSync(join(ROOT, 'examples/kubeadm-control-plane/cluster.yaml'), 'utf8')

const EXAMPLES = readdirSync(join(ROOT, 'examples'), { recursive: true, encoding: 'utf8' })
  .filter(path => path.endsWith('.yaml') && !path.endsWith('expected.yaml'))
  .map(path => [path, readFileSync(join(ROOT, 'examples', path), 'utf8')] as const)
  .filter(([, text]) => /^kind: HACluster$/m.test(text) && !/^---$/m.test(text))

test('examples are without a diagnostic', async () => {
  expect(EXAMPLES.length).toBeGreaterThan(8)
  for (const [path, text] of EXAMPLES) expect([path, await server.diagnose(FILE, text)]).toEqual([path, []])
})

test('what just passes the rules is without a diagnostic', async () => {
  const folder = join(ROOT, 'test/edges')
  for (const file of readdirSync(folder)) {
    for (const text of readFileSync(join(folder, file), 'utf8').split(/^---$/m)) {
      expect([file, await server.diagnose(FILE, text)]).toEqual([file, []])
    }
  }
})

test('types and fields are offered where they are typed', async () => {
  const types = await server.complete(FILE, `${HEAD}  loadBalancer:\n    type: ‸\n`)
  expect(types.toSorted()).toEqual(['External', 'HAProxy', 'KubeVIP', 'Nginx'])
  expect(await server.complete(FILE, `${HEAD}  capv‸\n`)).toContain('capvVersion')
  expect(await server.complete(FILE, `${HEAD}  machine:\n    memo‸\n`)).toContain('memoryMiB')
  expect(await server.complete(FILE, `${HEAD}  gitops: ‸\n`)).toEqual(
    expect.arrayContaining(['ArgoCD', 'Flux', 'None']),
  )
})

test('a field is explained where the mouse is', async () => {
  expect(await server.hover(FILE, `${HEAD}  capvV‸ersion: v1.16.1\n`)).toContain(
    'Release of Cluster API Provider vSphere in the management cluster',
  )
  expect(await server.hover(FILE, `${HEAD}  kubeadm:\n    featureG‸ates: {}\n`)).toContain('eature gates')
})

test.each([
  ['a typo', SEED.replace('capvVersion', 'capvVersoin'), 6, 'capvVersoin'],
  ['a version as a number', SEED.replace('1.16.3\n', '1.16\n'), 7, 'string'],
  ['a version without its patch', SEED.replace('1.16.3\n', '"1.16"\n'), 7, 'must be a full Kubernetes version'],
  ['a type that is none', SEED.replace('type: Nginx', 'type: Ngnix'), 9, 'Nginx'],
  [
    'a field that the release does not have',
    V1_16.replace('v1.16.1', 'v1.0').replace('machine: {', 'machine: {naming: {template: a}, '),
    19,
    'naming exists from CAPV v1.13.0 on',
  ],
  [
    'a control plane that the release does not have',
    V1_16.replace('v1.16.1', 'v0.5.4'),
    26,
    'KubeadmControlPlane exists from Cluster API v0.3.0 on',
  ],
  [
    'a release without a cloud provider of its own',
    V1_16.replace('  cloudProvider: {type: Unmanaged}\n', ''),
    6,
    'cloudProvider',
  ],
  ['an even control plane', V1_16.replace('    healthCheck: {}\n', '    replicas: 4\n'), 29, 'odd number'],
  ['two ways to log in', `${SEED}  users: [{name: a}]\n`, 22, 'beside sshAuthorizedKeys'],
  ['a release that is too old', SEED.replace('v0.5.4', 'v0.5.3'), 6, 'v0.5.4 or later'],
  ['a number that is too small', SEED.replace('memoryMiB: 2048', 'memoryMiB: 0'), 11, '1'],
])('%s is underlined', async (_, text, line, words) => {
  const found = await server.diagnose(FILE, text)
  expect(found.map(({ message }) => message).join('\n')).toContain(words)
  expect(found.map(diagnostic => diagnostic.line)).toContain(line)
})

test('what init prints brings its schema along, and is underlined where something is missing', async () => {
  mkdirSync(join(scratch, '9'))
  writeFileSync(join(scratch, 'hacluster.schema.json'), schema)
  const text = run(process.execPath, [BUNDLE, 'init', 'demo']).stdout
  const plain = await startServer({})
  const found = await plain.diagnose(join(scratch, 'demo.yaml'), text.replace('$schema=', '$schema=../'))
  plain.stop()
  const lines = text.split('\n')
  const missing = [...lines.keys()].filter(line => lines[line]?.includes('# FILL IN')).map(line => line + 1)
  expect(found.length).toBeGreaterThan(5)
  expect(missing).toEqual(expect.arrayContaining(found.map(({ line }) => line)))
})

test('the entry for schemastore.org names the schema and the files that init suggests', () => {
  const entry = JSON.parse(readFileSync(join(ROOT, 'fn-config/schemastore.json'), 'utf8'))
  expect(entry).toEqual({
    name: 'capv-ha HACluster',
    description: expect.stringMatching(/^.{20,}$/),
    fileMatch: ['hacluster.yaml', 'hacluster.yml', '*.hacluster.yaml', '*.hacluster.yml'],
    url: JSON.parse(schema).$id,
  })
})
