import { expect, test } from 'vitest'
import type { Release } from '../facts/releases.ts'
import type { Json, Manifest } from '../manifest.ts'
import { itemInput } from '../read/list/item-input.ts'
import { compareOutput } from './compare-output.ts'
import { formerOutputProblems } from './former-output.ts'

type Spec = Readonly<Record<string, Json>>

const RELEASE: Release = { capv: [1, 13, 0], capi: [1, 10, 0], profile: 'v1beta1' }

const group = (name: string, version = 'v1beta1') => `${name}.cluster.x-k8s.io/${version}`.replace(/^\./, '')

function object(apiVersion: string, kind: string, name: string, spec: Spec): Manifest {
  return { apiVersion, kind, metadata: { name, namespace: 'default' }, spec }
}

const machine = (version: string, fields: Spec = {}, name = 'c-controlplane-0') =>
  object('cluster.x-k8s.io/v1beta1', 'Machine', name, { version, ...fields })
const pool = (version: string, name = 'c-md') =>
  object('cluster.x-k8s.io/v1beta1', 'MachineDeployment', name, { template: { spec: { version } } })
const controlPlane = (spec: Spec, version = 'v1beta1') =>
  object(group('controlplane', version), 'KubeadmControlPlane', 'c-controlplane', spec)
const cluster = (clusterNetwork: Json) => object('cluster.x-k8s.io/v1beta1', 'Cluster', 'c', { clusterNetwork })
const vsphereCluster = (host: string, port = 6443, version = 'v1beta1') =>
  object(group('infrastructure', version), 'VSphereCluster', 'c', { controlPlaneEndpoint: { host, port } })
const domain = (spec: Spec, version = 'v1beta1') =>
  object(group('infrastructure', version), 'VSphereFailureDomain', 'default-c-a', spec)
const zone = (spec: Spec) => object(group('infrastructure'), 'VSphereDeploymentZone', 'default-c-a', spec)
const addresses = (given: readonly string[], excluded: readonly string[] = [], name = 'c-controlplane') =>
  object('ipam.cluster.x-k8s.io/v1alpha2', 'InClusterIPPool', name, {
    addresses: [...given],
    ...(excluded.length > 0 ? { excludedAddresses: [...excluded] } : {}),
  })

const CONFIG: Spec = {
  failureDomains: [{ name: 'b' }, { name: 'a' }],
  workers: [{ name: 'other' }, { name: 'md', kubernetesVersion: 'v1.34.1' }],
}

function problems(former: readonly Manifest[], next: readonly Manifest[], release = RELEASE, spec = CONFIG) {
  const input = itemInput({ metadata: { name: 'c' }, spec }, { scope: '' })
  const output = compareOutput(
    former.map(value => ({ value })),
    next,
    'default',
  )
  return formerOutputProblems(input, { release, manifests: next }, output)
}

function told(...given: Parameters<typeof problems>): readonly string[] {
  return problems(...given).map(({ code, path }) => `${code} ${path.join('.')}`)
}

const network = (pods: string, more: Spec = {}): Json => ({
  pods: { cidrBlocks: [pods] },
  services: { cidrBlocks: ['10.96.0.0/12'] },
  ...more,
})

test.each<[what: string, former: readonly Manifest[], next: readonly Manifest[], told: readonly string[]]>([
  ['nothing', [cluster(network('10.0.0.0/16'))], [cluster(network('10.0.0.0/16'))], []],
  // Control plane
  [
    'the type, to nodes of their own',
    [controlPlane({})],
    [machine('v1.33.1')],
    ['control-plane-type-changed spec.controlPlane.type'],
  ],
  [
    'the type, to a controller',
    [machine('v1.33.1')],
    [controlPlane({})],
    ['control-plane-type-changed spec.controlPlane.type'],
  ],
  ['nodes that go', [machine('v1.33.1'), machine('v1.33.1', {}, 'c-controlplane-1')], [machine('v1.33.1')], []],
  [
    'what the webhook refuses',
    [controlPlane({ kubeadmConfigSpec: { clusterConfiguration: { networking: { dnsDomain: 'a' } } } })],
    [controlPlane({ kubeadmConfigSpec: { clusterConfiguration: { networking: { dnsDomain: 'b' } } } })],
    ['immutable-field spec.kubeadm'],
  ],
  [
    'the same in another API version',
    [controlPlane({ rolloutStrategy: {} })],
    [controlPlane({ rollout: {} }, 'v1beta2')],
    [],
  ],
  [
    'one etcd for the other',
    [controlPlane({ kubeadmConfigSpec: { clusterConfiguration: { etcd: { local: { dataDir: '/a' } } } } })],
    [controlPlane({ kubeadmConfigSpec: { clusterConfiguration: { etcd: { external: { caFile: '/b' } } } } })],
    ['immutable-field spec.kubeadm', 'immutable-field spec.kubeadm.etcd'],
  ],
  // Endpoint and networks
  [
    'the endpoint',
    [vsphereCluster('10.0.0.1')],
    [vsphereCluster('10.0.0.2')],
    ['endpoint-changed spec.controlPlaneEndpoint'],
  ],
  [
    "the endpoint's port",
    [vsphereCluster('10.0.0.1')],
    [vsphereCluster('10.0.0.1', 443)],
    ['endpoint-changed spec.controlPlaneEndpoint'],
  ],
  [
    'the API version around the endpoint',
    [vsphereCluster('10.0.0.1')],
    [vsphereCluster('10.0.0.1', 6443, 'v1beta2')],
    [],
  ],
  [
    'no endpoint before',
    [object(group('infrastructure'), 'VSphereCluster', 'c', {})],
    [vsphereCluster('10.0.0.1')],
    [],
  ],
  [
    'the pod network',
    [cluster(network('10.0.0.0/16'))],
    [cluster(network('10.1.0.0/16'))],
    ['cluster-network-changed spec.clusterNetwork.pods'],
  ],
  [
    'what was the default',
    [cluster(network('10.0.0.0/16'))],
    [cluster(network('10.0.0.0/16', { serviceDomain: 'cluster.local', apiServerPort: 6443 }))],
    [],
  ],
  [
    'the port of the API servers',
    [cluster(network('10.0.0.0/16'))],
    [cluster(network('10.0.0.0/16', { apiServerPort: 8443 }))],
    ['cluster-network-changed spec.clusterNetwork.apiServerPort'],
  ],
  // Versions
  ['a step up', [controlPlane({ version: 'v1.33.1' })], [controlPlane({ version: 'v1.34.0' })], []],
  ['a patch release', [controlPlane({ version: 'v1.33.4' })], [controlPlane({ version: 'v1.33.1' })], []],
  [
    'two steps up',
    [controlPlane({ version: 'v1.32.9' })],
    [controlPlane({ version: 'v1.34.0' })],
    ['kubernetes-version-jump spec.kubernetesVersion'],
  ],
  [
    'a step down',
    [controlPlane({ version: '1.34.0' })],
    [controlPlane({ version: 'v1.33.9' })],
    ['kubernetes-version-lowered spec.kubernetesVersion'],
  ],
  [
    'nodes and pools at once',
    [machine('v1.33.1'), pool('v1.33.1')],
    [machine('v1.34.1'), pool('v1.34.1')],
    ['kubernetes-version-skew spec.workers.1.kubernetesVersion', 'node-keeps-configuration spec.controlPlane'],
  ],
  [
    'nodes that stay while pools go on',
    [machine('v1.33.1'), pool('v1.33.1', 'c-other')],
    [machine('v1.33.1'), pool('v1.34.1', 'c-other')],
    ['kubernetes-version-skew spec.kubernetesVersion'],
  ],
  [
    'a new pool',
    [machine('v1.33.1')],
    [machine('v1.33.1'), pool('v1.34.1')],
    ['kubernetes-version-skew spec.workers.1.kubernetesVersion'],
  ],
  ['a pool that follows', [machine('v1.34.1'), pool('v1.33.1')], [machine('v1.34.1'), pool('v1.34.1')], []],
  [
    'a pool that stays behind',
    [machine('v1.33.1'), pool('v1.33.1')],
    [machine('v1.34.1'), pool('v1.33.1')],
    ['node-keeps-configuration spec.controlPlane'],
  ],
  ['a pool back to its nodes', [machine('v1.33.1'), pool('v1.34.1')], [machine('v1.33.1'), pool('v1.33.1')], []],
  [
    'a pool that is ahead already',
    [machine('v1.33.1', { a: 1 }), pool('v1.34.1')],
    [machine('v1.33.1'), pool('v1.34.1')],
    [],
  ],
  [
    'a pool behind a controller',
    [controlPlane({ version: 'v1.33.1' }), pool('v1.33.1')],
    [controlPlane({ version: 'v1.34.1' }), pool('v1.34.1')],
    [],
  ],
  // Zones
  [
    'the datastore of a failure domain',
    [domain({ topology: { datastore: 'a' } })],
    [domain({ topology: { datastore: 'b' } })],
    ['zone-needs-a-new-name spec.failureDomains.1'],
  ],
  [
    'domain and zone together',
    [domain({ topology: { datastore: 'a' } }), zone({ server: 'a' })],
    [domain({ topology: { datastore: 'b' } }), zone({ server: 'b' })],
    ['zone-needs-a-new-name spec.failureDomains.1'],
  ],
  [
    'whether nodes of the control plane may go there',
    [zone({ controlPlane: true })],
    [zone({ controlPlane: false })],
    [],
  ],
  [
    'where a zone is',
    [zone({ placementConstraint: { folder: 'a' } })],
    [zone({})],
    ['zone-needs-a-new-name spec.failureDomains.1'],
  ],
  ['the API version around a domain', [domain({ old: 1, same: 2 })], [domain({ new: 1, same: 2 }, 'v1beta2')], []],
  ['a failure domain that is gone', [domain({}), zone({})], [], ['zone-removed spec.failureDomains.1']],
  ['a failure domain whose zone is gone', [domain({}), zone({})], [domain({})], ['zone-removed spec.failureDomains.1']],
  ['a failure domain that is new', [], [domain({}), zone({})], []],
  // Nodes
  [
    'the failure domain of a node',
    [machine('v1.33.1', { failureDomain: 'a' })],
    [machine('v1.33.1', { failureDomain: 'b' })],
    ['node-needs-replacement spec.controlPlane'],
  ],
  [
    'a failure domain that goes',
    [machine('v1.33.1', { failureDomain: 'a' })],
    [machine('v1.33.1')],
    ['node-needs-replacement spec.controlPlane'],
  ],
  // Pools
  ['a pool that grows', [addresses(['10.0.0.1-10.0.0.3'])], [addresses(['10.0.0.1-10.0.0.9'])], []],
  [
    'a pool in other words',
    [addresses(['10.0.0.0-10.0.0.3', '10.0.0.5'])],
    [addresses(['10.0.0.0/30', '10.0.0.5-10.0.0.5'])],
    [],
  ],
  [
    'a pool that shrinks',
    [addresses(['10.0.0.1-10.0.0.9'])],
    [addresses(['10.0.0.1-10.0.0.3'])],
    ['pool-shrinks spec.controlPlane.addresses'],
  ],
  [
    'a pool with a hole',
    [addresses(['10.0.0.1-10.0.0.9'])],
    [addresses(['10.0.0.1-10.0.0.9'], ['10.0.0.5'])],
    ['pool-shrinks spec.controlPlane.addresses'],
  ],
  [
    'a pool of workers',
    [addresses(['fd00::1-fd00::9'], [], 'c-md-net1-v6')],
    [addresses(['fd00::2-fd00::9'], [], 'c-md-net1-v6')],
    ['pool-shrinks spec.workers.1.addresses'],
  ],
  ['a pool in an unknown form', [addresses(['10.0.0.1'])], [addresses(['odd'])], []],
])('a change of %s', (_what, former, next, expected) => {
  expect(told(former, next)).toEqual(expected)
})

test('nothing is said without former output, of any shape', () => {
  const next = [machine('v1.33.1'), pool('v1.34.1'), cluster({}), vsphereCluster('10.0.0.1'), addresses(['10.0.0.1'])]
  expect(told([], next)).toEqual([])
  for (const spec of [null, 'text', [], { clusterNetwork: 'x' }, { version: 3 }, { addresses: 'x' }]) {
    const former = next.map(manifest => ({ ...manifest, spec }))
    expect(() => problems(former, next)).not.toThrow()
  }
})

test('of a node, one problem names all fields and all files', () => {
  const vm = (template: string) => object(group('infrastructure'), 'VSphereMachine', 'c-controlplane-0', { template })
  const [problem, ...more] = problems([vm('a'), machine('v1', { failureDomain: 'a' })], [vm('b'), machine('v1', {})])
  expect(more).toEqual([])
  expect(problem?.message).toContain('`template`, `failureDomain` of node "c-controlplane-0"')
  expect(problem?.fix).toContain(
    'the former VSphereMachine "c-controlplane-0" and the former Machine "c-controlplane-0"',
  )
})

test('pools of one version share one problem', () => {
  const former = [machine('v1.33.1'), pool('v1.33.1', 'c-x'), pool('v1.33.1', 'c-y')]
  const next = [machine('v1.33.1'), pool('v1.34.1', 'c-x'), pool('v1.34.1', 'c-y')]
  const [problem, ...more] = problems(former, next)
  expect(more).toEqual([])
  expect(problem?.message).toContain('"c-x", "c-y" would get "v1.34.1", and a node was made with "v1.33.1"')
})

test('the release of the controllers decides, not the API version', () => {
  const gates = (on: boolean) =>
    controlPlane({ kubeadmConfigSpec: { clusterConfiguration: { featureGates: { A: on } } } })
  expect(told([gates(true)], [gates(false)])).toEqual([])
  const older: Release = { ...RELEASE, capi: [1, 6, 0] }
  expect(told([gates(true)], [gates(false)], older)).toEqual(['immutable-field spec.kubeadm'])
  expect(problems([gates(true)], [gates(false)], older)[0]?.why).toContain('v1.7.0 is the first that accepts it')
})

test('warnings can be acknowledged, errors not', () => {
  const spec: Spec = { acknowledge: ['pool-shrinks', 'endpoint-changed'] }
  const former = [addresses(['10.0.0.1-10.0.0.9']), vsphereCluster('10.0.0.1')]
  const next = [addresses(['10.0.0.1']), vsphereCluster('10.0.0.2')]
  expect(told(former, next, RELEASE, spec)).toEqual(['endpoint-changed spec.controlPlaneEndpoint'])
})
