import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { fakeWorld } from '../../test/fake-world.ts'
import { fakeExpansion } from '../../test/hosts/fake-expansion.ts'
import { textOfPieces, utf8Of } from '../pieces.ts'
import { krm } from './krm.ts'
import { runKrm } from './krm-function.ts'

const HEAD = 'apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n'
const CLUSTER = `- # the cluster
  apiVersion: capv-ha.dev/v1alpha1
  kind: HACluster # ours
  metadata:
    name: c
    annotations:
      # the place
      config.kubernetes.io/index: '0'
      config.kubernetes.io/path: 'clusters/c.yaml'
      internal.config.kubernetes.io/index: '0'
      internal.config.kubernetes.io/package-path: '/pkg'
      internal.config.kubernetes.io/path: 'clusters/c.yaml'
  spec:
    addresses: [10.0.0.1/24,   10.0.0.2/24] # two
`
const FOREIGN = `- apiVersion: v1
  kind: ConfigMap
  metadata: {name: foreign, annotations: {"config.kubernetes.io/path": 'x.yaml'}}
  data: # comment
    odd:   010
    odd: 1.30
    text: >-
      folded
      text
`

interface Item {
  readonly kind: string
  readonly metadata: { readonly name: string; readonly annotations?: Readonly<Record<string, string>> }
}

function run(text: string) {
  const { stdout, ...rest } = runKrm(utf8Of(text), fakeExpansion)
  return { ...rest, stdout: textOfPieces(stdout) }
}

function itemsOf(text: string): readonly Item[] {
  return parse(text, { uniqueKeys: false }).items
}

function codesOf(text: string): readonly string[] {
  const results: readonly { tags: { code: string } }[] = parse(text, { uniqueKeys: false }).results ?? []
  return results.map(result => result.tags.code)
}

describe('a first run', () => {
  const { stdout, stderr, exitCode } = run(HEAD + CLUSTER + FOREIGN)

  test('adds the objects with the place and package of their HACluster', () => {
    expect([exitCode, stderr]).toEqual([0, ''])
    expect(itemsOf(stdout).map(item => `${item.kind} ${item.metadata.name}`)).toEqual([
      'HACluster c',
      'ConfigMap foreign',
      'Cluster c',
      'ConfigMap c-load-balancer',
      'KubeadmConfig c-controlplane-0',
      'VSphereMachine c-controlplane-0',
      'KubeadmConfig c-controlplane-1',
      'VSphereMachine c-controlplane-1',
    ])
    expect(itemsOf(stdout).at(-1)?.metadata.annotations).toEqual({
      'capv-ha.dev/owner': 'default/c',
      'config.kubernetes.io/index': '0',
      'config.kubernetes.io/path': 'clusters/c/vspheremachine_c-controlplane-1.yaml',
      'internal.config.kubernetes.io/index': '0',
      'internal.config.kubernetes.io/path': 'clusters/c/vspheremachine_c-controlplane-1.yaml',
      'internal.config.kubernetes.io/package-path': '/pkg',
    })
  })

  test('changes one line of what was there', () => {
    const marked = CLUSTER.replace('annotations:\n', 'annotations:\n      config.kubernetes.io/local-config: "true"\n')
    expect(stdout.startsWith(HEAD + marked + FOREIGN)).toBe(true)
  })

  test('is the last one that changes anything', () => {
    expect(run(stdout).stdout).toBe(stdout)
  })
})

describe('the mark', () => {
  test.each([
    [
      '  metadata:\n    name: c\n',
      '  metadata:\n    annotations:\n      config.kubernetes.io/local-config: "true"\n    name: c\n',
    ],
    [
      '  metadata: {name: c}\n',
      '  metadata: {"annotations": {"config.kubernetes.io/local-config": "true"}, name: c}\n',
    ],
    [
      '  metadata: {name: c, annotations: {a: b}}\n',
      '  metadata: {name: c, annotations: {"config.kubernetes.io/local-config": "true", a: b}}\n',
    ],
    [
      '  metadata:\n    name: c\n    annotations: {} # none\n',
      '  metadata:\n    name: c\n    annotations: {"config.kubernetes.io/local-config": "true"} # none\n',
    ],
    [
      '  metadata:\n    name: c\n    annotations:\n  x: y\n',
      '  metadata:\n    name: c\n    annotations: {"config.kubernetes.io/local-config": "true"}\n  x: y\n',
    ],
    [
      "  metadata:\n    name: c\n    annotations:\n      config.kubernetes.io/local-config: 'false' # no\n",
      '  metadata:\n    name: c\n    annotations:\n      config.kubernetes.io/local-config: "true" # no\n',
    ],
    [
      '  metadata:\n    annotations: &a\n      b: c\n    name: c\n  x: *a\n',
      '  metadata:\n    annotations: &a\n      config.kubernetes.io/local-config: "true"\n      b: c\n    name: c\n  x: *a\n',
    ],
  ])('%j', (before, after) => {
    const item = (metadata: string) => `- apiVersion: capv-ha.dev/v1alpha1\n  kind: HACluster\n${metadata}  spec: {}\n`
    const { stdout } = run(HEAD + item(before))
    // An alias takes the mark over: then the item is written by value.
    if (before.includes('&')) expect(itemsOf(stdout)[0]).toMatchObject({ x: { b: 'c' }, metadata: { name: 'c' } })
    else expect(stdout.startsWith(HEAD + item(after))).toBe(true)
    expect(run(stdout).stdout).toBe(stdout)
  })

  test('that is there already changes nothing', () => {
    const item = CLUSTER.replace("index: '0'\n", "index: '0'\n      config.kubernetes.io/local-config: 'true'\n")
    expect(run(HEAD + item).stdout.startsWith(HEAD + item)).toBe(true)
  })
})

describe('former output', () => {
  const former = run(HEAD + CLUSTER + FOREIGN).stdout

  test('that is no longer wanted is removed, and nothing else', () => {
    const { stdout, exitCode } = run(former.replace(',   10.0.0.2/24', ''))
    expect(exitCode).toBe(0)
    const names = itemsOf(stdout).map(item => item.metadata.name)
    expect(names).not.toContain('c-controlplane-1')
    expect(names).toHaveLength(6)
    expect(stdout).toContain(FOREIGN)
  })

  test('is replaced in place, with the annotations of the host', () => {
    const moved = former
      .replaceAll('clusters/c/configmap_c-load-balancer.yaml', 'elsewhere.yaml')
      .replace('# 10.0.0.1/24', '# old')
      .replace('path: elsewhere.yaml\n', "path: elsewhere.yaml\n      internal.config.kubernetes.io/id: '7'\n")
    const { stdout, exitCode } = run(moved)
    expect(exitCode).toBe(0)
    expect(itemsOf(stdout)[3]).toMatchObject({
      metadata: {
        annotations: { 'config.kubernetes.io/path': 'elsewhere.yaml', 'internal.config.kubernetes.io/id': '7' },
      },
      data: { 'nginx.conf': expect.stringContaining('# 10.0.0.1/24') },
    })
  })

  test('that a host has written in its own style stays as it is', () => {
    const restyled = former.replace('template: ubuntu', "template: 'ubuntu' # restyled")
    expect(run(restyled).stdout).toBe(restyled)
  })

  test('of another API version is replaced, not doubled', () => {
    const older = former.replace(
      'cluster.x-k8s.io/v1alpha2\n  kind: Cluster',
      'cluster.x-k8s.io/v1alpha1\n  kind: Cluster',
    )
    expect(run(older).stdout).toBe(former)
  })

  test('in another package is somebody else’s', () => {
    const other = former.replace(/(?<=load-balancer[\s\S]*package-path: )\/pkg/, '/other')
    expect(codesOf(run(other).stdout)).toEqual(['orphaned-output'])
  })

  test('an HACluster never is, whatever annotations it bears', () => {
    const bearing = CLUSTER.replace('      # the place\n', '      capv-ha.dev/owner: default/c\n')
    const { stdout, stderr, exitCode } = run(HEAD + bearing)
    expect([exitCode, stderr]).toEqual([0, ''])
    expect(itemsOf(stdout)[0]?.kind).toBe('HACluster')
    expect(run(stdout).stdout).toBe(stdout)
  })

  test('twice is once', () => {
    const last = former.slice(former.lastIndexOf('\n- ') + 1)
    expect(run(former + last).stdout).toBe(former)
  })

  test('of an HACluster that is gone stays, with a warning', () => {
    const other = CLUSTER.replace('name: c\n', 'name: other\n')
    const { stdout, stderr, exitCode } = run(former.replace(/^- # the cluster[\s\S]*?(?=^- )/m, other))
    expect(exitCode).toBe(0)
    expect(stderr).toContain('orphaned-output')
    expect(codesOf(stdout)).toEqual(['orphaned-output'])
    expect(itemsOf(stdout)).toHaveLength(14)
    expect(run(stdout).stdout).toBe(stdout)
  })

  test('is never changed where a node would get another address', () => {
    const text = former.replace('10.0.0.1/24,', '10.0.0.9/24,')
    const { stdout, exitCode } = run(text)
    expect(exitCode).toBe(1)
    expect(codesOf(stdout)).toEqual(['node-readdressed'])
    expect(stdout.startsWith(text)).toBe(true)
  })

  test('of a node that keeps its configuration is changed with a warning, until that is acknowledged', () => {
    const changed = former.replace('spec:\n    addresses', 'spec:\n    commands: [new]\n    addresses')
    const warned = run(changed)
    expect([warned.exitCode, codesOf(warned.stdout)]).toEqual([0, ['node-keeps-configuration']])
    const acknowledge = (code: string) =>
      run(changed.replace('    commands:', `    acknowledge: [${code}]\n    commands:`))
    const { stdout, stderr, exitCode } = acknowledge('node-keeps-configuration')
    expect([exitCode, stderr, codesOf(stdout)]).toEqual([0, '', []])
    expect(stdout.match(/^ {4}- new$/gm)).toHaveLength(2)
    expect(codesOf(acknowledge('no-thumbprint').stdout)).toEqual(['node-keeps-configuration'])
  })

  test('is never changed where a node would have to be rebuilt', () => {
    const { stdout, exitCode } = run(former.replace('spec:\n    addresses', 'spec:\n    template: new\n    addresses'))
    expect(exitCode).toBe(1)
    expect(codesOf(stdout)).toEqual(['node-needs-replacement', 'node-needs-replacement'])
  })
})

test('an object of the same identity that is not ours is an error, and the items come back as they were', () => {
  const mine =
    '- apiVersion: cluster.x-k8s.io/v1beta1\n  kind: Cluster\n  metadata:\n    name: c\n    annotations: {config.kubernetes.io/path: x.yaml, internal.config.kubernetes.io/package-path: /pkg}\n'
  const { stdout, stderr, exitCode } = run(HEAD + mine + CLUSTER)
  expect(exitCode).toBe(1)
  expect(stderr).toContain('error[not-ours]')
  expect(stdout.startsWith(HEAD + mine + CLUSTER)).toBe(true)
  expect(parse(stdout).results).toMatchObject([
    { severity: 'error', resourceRef: { kind: 'Cluster', name: 'c' }, file: { path: 'x.yaml' } },
  ])
})

test('new objects keep clear of files that are there', () => {
  const mine = FOREIGN.replace('x.yaml', 'clusters/c/cluster_c.yaml').replace(
    "cluster_c.yaml'",
    "cluster_c.yaml', internal.config.kubernetes.io/package-path: /pkg",
  )
  const paths = itemsOf(run(HEAD + CLUSTER + mine).stdout).map(
    item => item.metadata.annotations?.['config.kubernetes.io/path'],
  )
  expect(paths).toContain('clusters/c/cluster_c_2.yaml')
})

describe('the functionConfig', () => {
  const cluster = CLUSTER.slice(2).replace('# the cluster\n', '')
  const config = `functionConfig:\n  ${cluster.trimStart()}`
  const configMap = 'functionConfig:\n  apiVersion: v1\n  kind: ConfigMap\n  metadata:\n    name: function-input\n'

  test('may be the HACluster, alone', () => {
    const { stdout, exitCode } = run(`${HEAD.replace('items:', 'items: []')}${config}`)
    expect(exitCode).toBe(0)
    expect(itemsOf(stdout)).toHaveLength(6)
    expect(run(stdout).stdout).toBe(stdout)
  })

  test('and an item may be the same HACluster, with other annotations', () => {
    const { stdout, exitCode } = run(
      HEAD + CLUSTER + config.replace("path: 'clusters/c.yaml'", "path: 'clusters/c.yaml'\n      x: y"),
    )
    expect(exitCode).toBe(0)
    expect(itemsOf(stdout)).toHaveLength(7)
  })

  test('may be a ConfigMap without data, and nothing else', () => {
    expect(run(`${HEAD}${CLUSTER}${configMap}  data: {}\n`).exitCode).toBe(0)
    const { stdout, exitCode } = run(`${HEAD}${CLUSTER}${configMap}  data: {mode: validate}\n`)
    expect([exitCode, codesOf(stdout)]).toEqual([1, ['unknown-field']])
    expect(codesOf(run(`${HEAD}${CLUSTER}functionConfig: {apiVersion: v1, kind: Secret}\n`).stdout)).toEqual([
      'invalid-value',
    ])
  })
})

describe('problems', () => {
  test('an error leaves the items as they were', () => {
    const text = HEAD + CLUSTER.replace('spec:\n', 'spec:\n    broken: true\n') + FOREIGN
    const { stdout, stderr, exitCode } = run(text)
    expect(exitCode).toBe(1)
    expect(stderr).toContain('error[invalid-value]')
    expect(stdout.startsWith(`${text}results:\n`)).toBe(true)
    expect(parse(stdout, { uniqueKeys: false }).results).toMatchObject([
      { severity: 'error', field: { path: 'spec.nodes.1.address' }, file: { path: 'clusters/c.yaml', index: 0 } },
    ])
  })

  test('former results go', () => {
    const text = `${HEAD}${CLUSTER}results:\n- message: old\nother: kept\n`
    expect(parse(run(text).stdout)).toMatchObject({ other: 'kept' })
    expect(parse(run(text).stdout)).not.toHaveProperty('results')
  })

  test('a warning leaves the exit code alone and does not pile up', () => {
    const { stdout, exitCode } = run(HEAD + CLUSTER.replace('spec:\n', 'spec:\n    warn: true\n'))
    expect([exitCode, codesOf(stdout)]).toEqual([0, ['invalid-value']])
    expect(run(stdout).stdout).toBe(stdout)
  })

  test.each([
    ['foreign items alone', HEAD + FOREIGN],
    ['no items', 'apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems: []\n'],
    ['items without a value', 'kind: ResourceList\nitems:\n'],
    ['no key items', 'kind: ResourceList\n'],
    ['JSON', '{"kind": "ResourceList", "items": []}'],
  ])('%s are an error', (_what, text) => {
    const { stdout, exitCode } = run(text)
    expect([exitCode, codesOf(stdout)]).toEqual([1, ['no-cluster']])
    expect(itemsOf(stdout)).toEqual(itemsOf(text) ?? [])
    expect(run(stdout).stdout).toBe(stdout)
  })

  test.each([
    ['', 'not-a-resource-list'],
    ['   \n# nothing\n', 'not-a-resource-list'],
    ['hello', 'not-a-resource-list'],
    ['- a', 'not-a-resource-list'],
    ['kind: List\nitems: []\n', 'not-a-resource-list'],
    ['kind: ResourceList\nitems: {}\n', 'not-a-resource-list'],
    [`${HEAD}${CLUSTER}---\na: b\n`, 'not-a-resource-list'],
    ['kind: ResourceList\nitems: [\n', 'yaml-syntax'],
    ['kind: ResourceList\nitems: [*x]\n', 'yaml-syntax'],
    ['kind: ResourceList\nitems:\n- <<: 12\n', 'yaml-syntax'],
  ])('%j is no list: nothing on stdout', (text, code) => {
    const { stdout, stderr, exitCode } = run(text)
    expect([stdout, exitCode]).toEqual(['', 1])
    expect(stderr).toContain(`error[${code}]`)
  })

  test('text nested too deeply is no list', () => {
    const { stdout, exitCode } = run(`kind: ResourceList\nitems: ${'['.repeat(20_000)}`)
    expect([stdout, exitCode]).toEqual(['', 1])
  })

  test('a broken HACluster is told without a line that nobody can look up', () => {
    const { stdout, exitCode } = run(HEAD + CLUSTER.replace('spec:\n', 'spec:\n    a: 1\n    a: 2\n'))
    expect([exitCode, codesOf(stdout)]).toEqual([1, ['duplicate-key']])
  })
})

describe('forms of the list', () => {
  const plain = run(HEAD + CLUSTER + FOREIGN).stdout

  test.each<[string, (text: string) => string]>([
    ['a byte order mark', text => `\uFEFF${text}`],
    ['a leading marker', text => `---\n${text}`],
    ['a comment', text => `# comment\n\n${text}`],
    ['a trailing marker', text => `${text}---\n`],
    ['a document end', text => `${text}...\n`],
    ['an unknown key', text => `x-unknown: {a: b}\n${text}`],
  ])('%s stays', (_what, form) => {
    const { stdout, exitCode } = run(form(HEAD + CLUSTER + FOREIGN))
    expect(exitCode).toBe(0)
    expect(stdout).toBe(form(plain))
  })

  test('line ends follow the document', () => {
    const crlf = (text: string) => text.replaceAll('\n', '\r\n')
    expect(run(crlf(HEAD + CLUSTER + FOREIGN)).stdout).toBe(crlf(plain))
    expect(run(crlf(plain)).stdout).toBe(crlf(plain))
  })

  test('indented items stay indented', () => {
    const indent = (text: string) => text.replaceAll(/^(?=.)/gm, '  ')
    const { stdout } = run(HEAD + indent(CLUSTER + FOREIGN))
    expect(stdout).toBe(HEAD + indent(plain.slice(HEAD.length)))
    expect(run(stdout).stdout).toBe(stdout)
  })

  test('a missing final line end is made up for', () => {
    expect(run((HEAD + FOREIGN + CLUSTER).trimEnd()).stdout).toBe(run(HEAD + FOREIGN + CLUSTER).stdout)
  })

  test('the version of the list is echoed, and made up for', () => {
    expect(run(`${HEAD.replace('/v1', '/v1alpha1')}${CLUSTER}`).stdout).toMatch(
      /^apiVersion: config.kubernetes.io\/v1alpha1\n/,
    )
    expect(run(HEAD.replace(/.*\n/, '') + CLUSTER).stdout).toMatch(
      /^apiVersion: config.kubernetes.io\/v1\nkind: ResourceList\n/,
    )
  })

  test.each([0, 2])('JSON stays JSON, indented by %i', indent => {
    const text = JSON.stringify(parse(HEAD + CLUSTER + FOREIGN, { uniqueKeys: false }), null, indent)
    const { stdout, exitCode } = run(text)
    expect(exitCode).toBe(0)
    expect(JSON.parse(stdout).items).toEqual(JSON.parse(JSON.stringify(itemsOf(plain))))
    expect(run(stdout).stdout).toBe(stdout)
    const shrunk = run(stdout.replace('"10.0.0.1/24",', '"10.0.0.1/24"').replace(/\s*"10.0.0.2\/24"/, ''))
    expect(JSON.parse(shrunk.stdout).items).toHaveLength(6)
  })

  test('anchors across items', () => {
    const text = `${HEAD}- apiVersion: v1\n  kind: ConfigMap\n  metadata: {name: a}\n  data: &x [10.0.0.1/24]\n- apiVersion: capv-ha.dev/v1alpha1\n  kind: HACluster\n  metadata: {name: c}\n  spec: {addresses: *x}\n`
    const { stdout, exitCode } = run(text)
    expect(exitCode).toBe(0)
    expect(itemsOf(stdout)).toHaveLength(6)
    expect(stdout).toContain('data: &x [10.0.0.1/24]')
  })
})

test('several clusters keep apart', () => {
  const other = CLUSTER.replace('name: c\n', 'name: c\n    namespace: other\n').replaceAll('10.0.0.', '10.0.1.')
  const { stdout } = run(HEAD + CLUSTER + other)
  const paths = itemsOf(stdout).map(item => item.metadata.annotations?.['config.kubernetes.io/path'])
  expect(new Set(paths.slice(2)).size).toBe(12)
  expect(run(stdout).stdout).toBe(stdout)
})

test('a long row of items of others passes while it arrives', () => {
  const row = (prefix: string) =>
    Array.from({ length: 40 }, (_, count) => {
      return `- apiVersion: v1\n  kind: ConfigMap\n  metadata:\n    name: ${prefix}-${count}\n  data:\n    a: b\n`
    }).join('')
  const cluster = `- ${readFileSync('examples/seed/cluster.yaml', 'utf8').trimEnd().replaceAll('\n', '\n  ')}\n`
  const { stdout, exitCode } = krm(fakeWorld({}, { stdin: HEAD + row('a') + cluster + row('ünï') }))
  const text = textOfPieces(stdout)
  expect(exitCode).toBe(0)
  expect(text.startsWith(HEAD + row('a'))).toBe(true)
  expect(text).toContain(row('ünï'))
  // Two rows, the cluster, and its twelve objects.
  expect(itemsOf(text)).toHaveLength(93)
})
