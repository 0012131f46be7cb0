// spec.patches through the whole chain: what comes out, which template names change, and what is refused.

import { describe, expect, test } from 'vitest'
import { stringify } from 'yaml'
import type { HAClusterSpec } from '../../src/config/schema/hacluster.ts'
import { expand } from '../../src/expand.ts'
import type { Manifest } from '../../src/manifest.ts'
import { parseDocuments } from '../../src/read/documents/document.ts'
import { haCluster } from '../render/sample-clusters.ts'
import { at } from '../write/manifest-paths.ts'

type PatchConfig = NonNullable<HAClusterSpec['patches']>[number]

const TEMPLATE = { kind: 'VSphereMachineTemplate', name: 'alpha-md-0' }
const OS = '- {op: add, path: /spec/template/spec/os, value: Linux}'
/** Operations on a MachineDeployment that would take it out of its cluster. */
const IDENTITY = [
  '{op: replace, path: /metadata/name, value: other}',
  '{op: remove, path: /metadata/namespace}',
  '{op: replace, path: /kind, value: MachineSet}',
  '{op: replace, path: /apiVersion, value: cluster.x-k8s.io/v1beta1}',
  '{op: remove, path: /metadata/annotations/capv-ha.dev~1owner}',
  '{op: replace, path: /metadata/labels/cluster.x-k8s.io~1cluster-name, value: other}',
  '{op: add, path: /metadata/labels/cluster.x-k8s.io~1control-plane, value: ""}',
  '{op: replace, path: /spec/clusterName, value: other}',
  '{op: remove, path: /spec/selector/matchLabels/cluster.x-k8s.io~1deployment-name}',
  '{op: replace, path: /spec/template/spec/clusterName, value: other}',
  '{op: replace, path: /spec/template/spec/infrastructureRef/name, value: other}',
  '{op: remove, path: /spec/template/spec/bootstrap/configRef}',
  '{op: remove, path: /metadata}',
]

test('a patched template has another name, and the MachineDeployment refers to it', () => {
  const [plain, patched] = [objects([]), objects([{ target: TEMPLATE, patch: OS }])]
  const [before, after] = [one(plain, TEMPLATE.kind), one(patched, TEMPLATE.kind)]
  expect(after.metadata.name).toMatch(/^alpha-md-0-[0-9a-f]{8}$/)
  expect(after.metadata.name).not.toBe(before.metadata.name)
  expect(after.spec).toMatchObject({ template: { spec: { os: 'Linux' } } })
  const reference = { kind: TEMPLATE.kind, name: after.metadata.name }
  expect(one(patched, 'MachineDeployment').spec).toMatchObject({ template: { spec: { infrastructureRef: reference } } })
  expect(one(patched, 'KubeadmConfigTemplate').metadata.name).toBe(one(plain, 'KubeadmConfigTemplate').metadata.name)
})

describe('the name follows what a patch does to machines', () => {
  const nameWith = (patch: PatchConfig) => one(objects([patch]), TEMPLATE.kind).metadata.name
  const unpatched = one(objects([]), TEMPLATE.kind).metadata.name
  const patched = nameWith({ target: TEMPLATE, patch: OS })

  test.each<[string, PatchConfig]>([
    [
      'another layout',
      { target: TEMPLATE, patch: '# why\n- op: add\n  value: "Linux"\n  path: /spec/template/spec/os\n' },
    ],
    ['JSON', { target: TEMPLATE, patch: '[{"value": "Linux", "path": "/spec/template/spec/os", "op": "add"}]' }],
    ['another way to say which object', { target: { kind: '.*MachineTemplate' }, patch: OS }],
    [
      'a test before it',
      { target: TEMPLATE, patch: `- {op: test, path: /kind, value: VSphereMachineTemplate}\n${OS}` },
    ],
  ])('the same name: %s', (_, patch) => expect(nameWith(patch)).toBe(patched))

  test.each<[string, PatchConfig]>([
    ['labels', { target: {}, patch: 'metadata: {labels: {team: a}}' }],
    ['annotations', { target: TEMPLATE, patch: '- {op: add, path: /metadata/annotations/note, value: a}' }],
  ])('no new name: %s of the template itself', (_, patch) => expect(nameWith(patch)).toBe(unpatched))

  test.each(['- {op: add, path: /spec/template/spec/os, value: Windows}', 'spec: {template: {spec: {os: Linux}}}'])(
    'another name: %s',
    patch => {
      const name = nameWith({ target: TEMPLATE, patch })
      expect([patched, unpatched]).not.toContain(name)
    },
  )

  test('apiVersion, kind and name in a patch do not count', () => {
    const spec = 'spec: {template: {spec: {os: Linux}}}'
    const identity =
      'apiVersion: infrastructure.cluster.x-k8s.io/v1beta2\nkind: VSphereMachineTemplate\nmetadata: {name: alpha-md-0}\n'
    expect(nameWith({ patch: identity + spec })).toBe(nameWith({ target: TEMPLATE, patch: spec }))
  })
})

test('a patch without a version holds, and names the same template, in every release', () => {
  const names = ['v1.0.0', 'v1.13.1', 'v1.15.3', 'v1.16.1', 'v1.17.0'].map(release => {
    const { clusters } = expanded([{ target: TEMPLATE, patch: OS }], release)
    return one(clusters[0]?.manifests ?? [], TEMPLATE.kind).metadata.name
  })
  expect(new Set(names).size).toBe(1)
})

test('a later patch sees what an earlier one made', () => {
  const patches = [
    { target: { kind: 'MachineDeployment' }, patch: 'metadata: {labels: {tier: front}}' },
    { target: { labelSelector: 'tier=front' }, patch: 'spec: {paused: true}' },
  ]
  expect(one(objects(patches), 'MachineDeployment').spec).toMatchObject({ paused: true })
})

test('a patched load balancer is what the commands print', () => {
  const patch = { target: { kind: 'ConfigMap' }, patch: 'data: {haproxy.cfg: "mine\\n"}' }
  expect(expanded([patch]).clusters[0]?.loadBalancer?.text).toBe('mine\n')
})

describe('refused', () => {
  test.each<[string, string, PatchConfig]>([
    ['patch-syntax', 'patch', { target: TEMPLATE, patch: 'a: [' }],
    ['patch-syntax', 'patch', { target: TEMPLATE, patch: '# nothing' }],
    ['patch-syntax', 'patch', { target: TEMPLATE, patch: 'text' }],
    ['patch-syntax', 'patch', { target: TEMPLATE, patch: '[]' }],
    ['patch-syntax', 'patch', { target: TEMPLATE, patch: '{op: remove, path: /spec/x}' }],
    ['patch-syntax', 'patch', { target: TEMPLATE, patch: 'spec: {a: 1}\n---\nspec: {b: 1}' }],
    ['patch-syntax', 'patch', { target: TEMPLATE, patch: 'spec: {a: 1, a: 2}' }],
    ['patch-syntax', 'patch', { target: TEMPLATE, patch: 'spec: {mode: 0644}' }],
    ['patch-syntax', 'patch', { target: TEMPLATE, patch: 'spec: {a: .inf}' }],
    ['patch-syntax', 'patch', { target: TEMPLATE, patch: 'spec: {a: "\\x7f"}' }],
    ['patch-syntax', 'patch', { target: TEMPLATE, patch: '- {op: add, path: /spec/a, value: {b: null}}' }],
    ['patch-syntax', 'target.name', { target: { name: '(' }, patch: OS }],
    ['patch-syntax', 'target.labelSelector', { target: { labelSelector: 'a in b' }, patch: OS }],
    ['patch-syntax', '', { patch: OS }],
    ['patch-syntax', '', { patch: 'spec: {a: 1}' }],
    ['patch-matches-nothing', '', { target: { kind: 'Machine.*', name: 'other' }, patch: OS }],
    ['patch-matches-nothing', '', { patch: 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: alpha}\ndata: {a: b}' }],
    ['patch-does-not-apply', 'patch', { target: TEMPLATE, patch: '- {op: remove, path: /spec/a}' }],
    ['patch-does-not-apply', 'patch', { target: TEMPLATE, patch: 'spec: [a]' }],
    ['patch-touches-identity', 'patch', { target: TEMPLATE, patch: '$patch: delete' }],
    ['patch-touches-identity', 'patch', { target: TEMPLATE, patch: 'metadata: null' }],
    ...IDENTITY.map(operation => identityCase(operation)),
  ])('%s at %s: %j', (code, place, patch) => {
    const { clusters, problems } = expanded([patch])
    expect(clusters).toEqual([])
    const errors = problems.filter(({ severity }) => severity === 'error')
    expect(errors.map(problem => problem.code)).toEqual([code])
    expect(errors[0]?.path.slice(0, 3)).toEqual(['spec', 'patches', 0])
    expect(errors[0]?.path.slice(3).join('.')).toBe(place)
    expect(errors[0]?.source?.line).toBeGreaterThan(0)
  })

  test('every wrong patch at once', () => {
    const { problems } = expanded([{ patch: 'a' }, { target: TEMPLATE, patch: 'b' }])
    expect(problems.filter(({ code }) => code === 'patch-syntax')).toHaveLength(2)
  })
})

describe('what patches empty is not emitted', () => {
  const patched = (...patches: readonly PatchConfig[]) => objects(patches)
  const POOL = { kind: 'KubeadmConfigTemplate' }
  const inTemplate = (manifests: readonly Manifest[]) =>
    at(one(manifests, 'KubeadmConfigTemplate'), 'spec', 'template', 'spec')

  test('a map without its last key goes, and the map that held nothing else', () => {
    const flags = '- {op: remove, path: /spec/template/spec/joinConfiguration/nodeRegistration/kubeletExtraArgs/0}'
    const registration = at(
      inTemplate(patched({ target: POOL, patch: flags })),
      'joinConfiguration',
      'nodeRegistration',
    )
    expect(registration).not.toHaveProperty('kubeletExtraArgs')
    const all =
      'spec: {template: {spec: {joinConfiguration: {nodeRegistration: {name: null, criSocket: null, kubeletExtraArgs: []}}}}}'
    expect(inTemplate(patched({ target: POOL, patch: all }))).not.toHaveProperty('joinConfiguration')
  })

  test('a label that only some objects have is removed without a trace', () => {
    const manifests = patched({ target: {}, patch: 'metadata: {labels: {gone: null}, finalizers: null}' })
    expect(JSON.stringify(manifests)).not.toMatch(/\{\}|\[\]/)
    expect(manifests.filter(({ kind }) => kind === 'ConfigMap').map(({ metadata }) => metadata)).toEqual(
      objects([])
        .filter(({ kind }) => kind === 'ConfigMap')
        .map(({ metadata }) => metadata),
    )
  })

  test('a later patch may fill it again', () => {
    const template = { kind: 'MachineDeployment' }
    const manifests = patched(
      { target: template, patch: '- {op: add, path: /spec/remediation, value: {maxInFlight: 1}}' },
      { target: template, patch: '- {op: remove, path: /spec/remediation/maxInFlight}' },
      { target: template, patch: '- {op: add, path: /spec/remediation/maxInFlight, value: 2}' },
    )
    expect(one(manifests, 'MachineDeployment').spec).toMatchObject({ remediation: { maxInFlight: 2 } })
  })

  test('what one patch adds and another takes away goes as well', () => {
    const template = { kind: 'MachineDeployment' }
    const manifests = patched(
      { target: template, patch: '- {op: add, path: /spec/remediation, value: {maxInFlight: 1}}' },
      { target: template, patch: 'spec: {remediation: {maxInFlight: null}}' },
    )
    expect(one(manifests, 'MachineDeployment').spec).not.toHaveProperty('remediation')
  })

  test('no taint at all is something to say, and so is what a patch adds empty', () => {
    const taints = (text: string) =>
      `spec: {template: {spec: {joinConfiguration: {nodeRegistration: {taints: ${text}}}}}}`
    const manifests = patched(
      { target: POOL, patch: taints('[{key: a, effect: NoSchedule}]') },
      { target: POOL, patch: taints('[]') },
      { target: POOL, patch: '- {op: add, path: /spec/template/spec/joinConfiguration/controlPlane, value: {}}' },
    )
    expect(at(inTemplate(manifests), 'joinConfiguration')).toMatchObject({
      nodeRegistration: { taints: [] },
      controlPlane: {},
    })
  })
})

test('no null is left in any object', () => {
  const patches = [{ target: {}, patch: 'metadata: {labels: {gone: null}, annotations: {a: b}}' }]
  expect(JSON.stringify(objects(patches))).not.toMatch(/[:,[]null/)
})

function identityCase(operation: string): [string, string, PatchConfig] {
  return ['patch-touches-identity', 'patch', { target: { kind: 'MachineDeployment' }, patch: `- ${operation}` }]
}

function objects(patches: readonly PatchConfig[]): readonly Manifest[] {
  const { clusters, problems } = expanded(patches)
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([])
  return clusters.flatMap(({ manifests }) => manifests)
}

function one(manifests: readonly Manifest[], kind: string): Manifest {
  const found = manifests.filter(manifest => manifest.kind === kind)
  if (found[0] === undefined || found.length > 1) throw new Error(`${found.length} objects of kind ${kind}`)
  return found[0]
}

function expanded(patches: readonly PatchConfig[], release = 'v1.16.1') {
  const cluster = haCluster(release, {
    kubernetesVersion: '1.32.4',
    loadBalancer: { type: 'HAProxy' },
    cloudProvider: { type: 'Unmanaged' },
    workers: [{ name: 'md-0', network: { dhcp4: true } }],
    patches: [...patches],
  })
  return expand(parseDocuments(stringify(cluster)).map(document => document.toClusterInput()))
}
