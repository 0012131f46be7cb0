// Prints how long whole runs of the bundle take, each as a ratio to a reference that runs in turn with it, so that the
// machine's own speed falls out. `npm run bench` builds the bundle first; `npm run bench -- core`
// (or corpus, bounds, replicated, argocd, container) prints one group.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { argocdRows } from './bench/argocd.ts'
import { boundsRows } from './bench/bounds.ts'
import { containerRows } from './bench/container.ts'
import { corpusRows } from './bench/corpus.ts'
import { type Command, measure, type Row } from './bench/measure.ts'

const root = join(import.meta.dirname, '..')
const bundle = join(root, 'dist', 'capv-ha.js')
const seed = readFileSync(join(root, 'examples', 'seed', 'cluster.yaml'), 'utf8')
/** The seed causes a warning, and its place costs a parse by the YAML library. */
const sound = `${seed}  acknowledge: [no-thumbprint, cloud-provider-image-deleted, ssh-key]\n`

const bareNode = { name: 'bare node', command: { args: ['-e', '0'] } }
const COPY = 'const fs=require("fs");fs.writeSync(1,fs.readFileSync(0))'

/** The same cluster in a release that has pools, once node by node and once by a controller with fixed addresses. */
const standalone = sound
  .replace('capvVersion: v0.5.4', 'capvVersion: v1.16.1\n  cloudProvider: {type: Unmanaged}')
  .replace('kubernetesVersion: 1.16.3', 'kubernetesVersion: v1.34.1')
  .replace('ssh-key]', 'ssh-key, cluster-ca-owned-by-node]')
const replicated = standalone.replace('type: Machines', 'type: KubeadmControlPlane').replace('.31-33/24', '.31-34/24')

/** Clusters that share a vCenter and nothing else: each has a name and a /24 of its own, outside the pod and service networks. */
function clusters(count: number, like = sound): readonly string[] {
  return Array.from({ length: count }, (_, i) =>
    like.replaceAll('capv-5', `capv-${i}`).replaceAll('192.168.10.', `172.${Math.floor(i / 256)}.${i % 256}.`),
  )
}

function list(items: readonly string[]): string {
  const indented = items.map(item => `- ${item.trimEnd().replaceAll('\n', '\n  ')}\n`)
  return `apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n${indented.join('')}`
}

function foreignItems(count: number): readonly string[] {
  const lines = Array.from({ length: 30 }, (_, i) => `  key-${i}: "a value of some length, line ${i}"\n`).join('')
  return Array.from(
    { length: count },
    (_, i) => `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: foreign-${i}\n  namespace: apps\ndata:\n${lines}`,
  )
}

const capvHa = (args: readonly string[], stdin = ''): Command => ({ args: [bundle, ...args], stdin })
const copyOf = (stdin: string) => ({ name: 'a copy of stdin', command: { args: ['-e', COPY], stdin } })
const manyForeign = list([...foreignItems(10_000), sound])
const thousand = list(clusters(1000))

const REPLICATED: readonly Row[] = [
  {
    name: 'a controller, pool of four',
    command: capvHa(['render', '-'], replicated),
    reference: { name: 'the same node by node', command: capvHa(['render', '-'], standalone) },
    budget: 1.1,
  },
  {
    name: '1,000 of them, function',
    command: capvHa([], list(clusters(1000, replicated))),
    reference: { name: 'the same node by node', command: capvHa([], list(clusters(1000, standalone))) },
    budget: 1.1,
    runs: 5,
  },
]

/** Clusters of every sort: node by node and by a controller, with pools, of an old release and a new one. */
function mixed(count: number): string {
  return Array.from({ length: count }, (_, i) => {
    const like = [sound, standalone, replicated][i % 3] ?? sound
    const net = `172.${Math.floor(i / 256)}.${i % 256}.`
    return like.replaceAll('capv-5', `capv-${i}`).replaceAll('192.168.10.', net)
  }).join('---\n')
}

const FLEET: readonly Row[] = [
  {
    name: '1,000 mixed, validate',
    command: capvHa(['validate', '-'], mixed(1000)),
    reference: { name: 'render', command: capvHa(['render', '-'], mixed(1000)) },
    budget: 1.5,
    runs: 5,
  },
  {
    name: '10,000 mixed, validate',
    command: capvHa(['validate', '-'], mixed(10_000)),
    reference: { name: 'a thousand', command: capvHa(['validate', '-'], mixed(1000)) },
    budget: 11,
    runs: 3,
  },
]

const CORE: readonly Row[] = [
  { name: 'one cluster, render', command: capvHa(['render', '-'], sound), reference: bareNode, budget: 1.9 },
  { name: 'one cluster, function', command: capvHa([], list([sound])), reference: bareNode, budget: 1.9 },
  { name: 'one with a warning, render', command: capvHa(['render', '-'], seed), reference: bareNode },
  { name: '100 clusters, function', command: capvHa([], list(clusters(100))), reference: bareNode },
  {
    name: '1,000 clusters, function',
    command: capvHa([], thousand),
    reference: bareNode,
    limit: '1,500 ms, 250 MiB',
    runs: 5,
  },
  {
    name: '2,000 clusters, function',
    command: capvHa([], list(clusters(2000))),
    reference: { name: 'a thousand', command: capvHa([], thousand) },
    budget: 2,
    runs: 3,
  },
  {
    name: '10,000 foreign items',
    command: capvHa([], manyForeign),
    reference: copyOf(manyForeign),
    budget: 1.5,
    runs: 7,
  },
]

const GROUPS: Readonly<Record<string, () => readonly Row[]>> = {
  core: () => CORE,
  corpus: () => corpusRows(bundle, bareNode),
  replicated: () => REPLICATED,
  fleet: () => FLEET,
  argocd: () => argocdRows(bundle, clusters(1000), bareNode),
  container: () => containerRows(list([sound])),
  bounds: () => boundsRows(bundle, 1_000_000),
}

const wanted = process.argv.slice(2)
const groups = Object.entries(GROUPS).filter(([name]) => wanted.length === 0 || wanted.includes(name))
for (const row of groups.flatMap(([, rows]) => rows())) {
  const { ratio, worst, milliseconds, referenceMilliseconds, mebibytes } = measure(row)
  const allowed = [row.budget ?? [], row.limit ?? []].flat().join(', ')
  const budget = allowed === '' ? '' : `  (budget ${allowed})`
  const spread = worst === undefined ? '' : `, worst ${worst.toFixed(2)}`
  console.log(
    `${row.name.padEnd(28)} ${ratio.toFixed(2)} × ${row.reference.name}${spread}${budget}: ` +
      `${milliseconds.toFixed(0)} ms against ${referenceMilliseconds.toFixed(0)} ms, ${mebibytes.toFixed(0)} MiB`,
  )
}
