// Names of machine templates are frozen: whoever upgrades capv-ha or the management cluster keeps every machine, and whatever
// machines are made of names a new template. A pinned name that changes here replaces every worker of every user.

import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { resolve } from '../../src/config/resolve/resolve.ts'
import type { HAClusterSpec } from '../../src/config/schema/hacluster.ts'
import { plan } from '../../src/plan/plan.ts'
import { templateNames } from '../../src/plan/template-names.ts'
import { haCluster, type Spec } from './sample-clusters.ts'

type Pool = NonNullable<HAClusterSpec['workers']>[number]
type Controlled = Extract<HAClusterSpec['controlPlane'], { type: 'KubeadmControlPlane' }>

const POOL: Pool = { name: 'md-0', network: { dhcp4: true } }

describe('pinned names', () => {
  test.each<[string, Spec, Pool, string, string]>([
    ['small', {}, POOL, 'e05d9462', '3a7bad53'],
    [
      'every kind of field',
      { cloudProvider: { type: 'Unmanaged' } },
      {
        ...POOL,
        labels: { 'example.test/tier': 'front', 'node-role.kubernetes.io/worker': '' },
        taints: [{ key: 'dedicated', value: 'front', effect: 'NoSchedule' }],
        machine: { numCPUs: 8, dataDisks: [{ name: 'data', sizeGiB: 10 }], resources: { shares: { cpu: 10 } } },
        network: { dhcp4: true, dhcp4Overrides: { useDNS: false }, mtu: 9000 },
        node: {
          files: [{ path: '/etc/a', content: '', append: true }],
          kubeletExtraArgs: { 'max-pods': '200' },
          postKubeadmCommands: ['true'],
        },
      },
      '0a469f49',
      'bbfbb2a9',
    ],
  ])('%s', (_, spec, pool, bootstrap, infrastructure) => {
    expect(namesFor(spec, pool)).toEqual([`alpha-md-0-${bootstrap}`, `alpha-md-0-${infrastructure}`])
  })
})

test('the hash is the beginning of SHA-256 over key-sorted JSON of what the machines are made of', () => {
  const devices = '[{"dhcp4":true,"nameservers":["10.0.0.2"],"networkName":"management"}]'
  const placement = '{"datacenter":"lab","datastore":"ds1"}'
  const size = '"memoryMiB":4096,"numCPUs":2'
  const machine = `{"cloneMode":"fullClone","devices":${devices},"diskGiB":40,${size},"placement":${placement},"template":"ubuntu"}`
  const text = `{"content":{"machine":${machine},"server":"vcenter.example.test"}}`
  expect(namesFor({}, POOL)[1]).toBe(`alpha-md-0-${createHash('sha256').update(text).digest('hex').slice(0, 8)}`)
})

const MINORS = Array.from({ length: 18 }, (_, minor) => `v1.${minor}.0`)

describe('moving the management cluster', () => {
  test('through all releases from v1.0 to v1.17 changes no name', () => {
    const names = MINORS.map(release => namesFor({}, RICH_POOL, release))
    expect(new Set(names.map(each => JSON.stringify(each))).size).toBe(1)
  })

  test('to a Cluster API release that is not the pairing changes no name', () => {
    expect(namesFor({ capiVersion: 'v1.12.0' }, RICH_POOL, 'v1.14.0')).toEqual(namesFor({}, RICH_POOL, 'v1.13.0'))
  })
})

const RICH_POOL: Pool = {
  ...POOL,
  labels: { tier: 'front' },
  taints: [{ key: 'a', effect: 'NoExecute' }],
  machine: { numCPUs: 4 },
  node: { preKubeadmCommands: ['true'] },
}

const OTHER_MACHINE: Required<NonNullable<Pool['machine']>> = {
  template: 'other',
  cloneMode: 'linkedClone',
  snapshot: 'other',
  numCPUs: 3,
  numCoresPerSocket: 2,
  memoryMiB: 1,
  diskGiB: 1,
  additionalDisksGiB: [1],
  dataDisks: [{ name: 'a', sizeGiB: 1 }],
  tagIDs: ['a'],
  pciDevices: [{ vGPUProfile: 'a' }],
  customVMXKeys: { a: '' },
  hardwareVersion: 'vmx-19',
  powerOffMode: 'trySoft',
  guestSoftPowerOffTimeoutSeconds: 1,
  resources: { limits: { cpu: '1' } },
  cryptoKeyID: 'a',
  cryptoProfile: 'a',
  migrateEncryption: 'required',
  ftEncryptionMode: 'ftEncryptionRequired',
  nestedHV: false,
  naming: { template: 'a' },
  datacenter: 'other',
  datastore: 'other',
  folder: 'other',
  resourcePool: 'other',
  storagePolicyName: 'other',
}
const OTHER_NETWORK: Required<Omit<NonNullable<Pool['network']>, 'gateway' | 'gateway6'>> = {
  name: 'other',
  deviceName: 'eth7',
  macAddr: '00:50:56:00:00:01',
  addressesFromPools: [{ apiGroup: 'a', kind: 'A', name: 'a' }],
  nameservers: ['10.9.9.9'],
  searchDomains: ['other'],
  routes: [{ to: '10.9.0.0/16', via: '10.0.0.9', metric: 0 }],
  mtu: 9000,
  dhcp4: false,
  dhcp6: true,
  dhcp4Overrides: { useDNS: false },
  dhcp6Overrides: { useRoutes: 'gateway' },
  skipIPAllocation: true,
  extraDevices: [{ name: 'other' }],
}

describe('what makes another VM names another VSphereMachineTemplate', () => {
  test.each(Object.entries(OTHER_MACHINE))('machine.%s', (field, value) => {
    expectChange({}, { ...POOL, machine: { [field]: value } }, 'infrastructure')
  })

  test.each(Object.entries(OTHER_NETWORK))('network.%s', (field, value) => {
    expectChange({}, { ...POOL, network: { ...POOL.network, [field]: value } }, 'infrastructure')
  })

  test('vsphere.server', () => {
    expectChange({ vsphere: { server: 'other', datacenter: 'lab', datastore: 'ds1' } }, POOL, 'infrastructure')
  })
})

type Node = NonNullable<Pool['node']>

describe('what makes another node names another KubeadmConfigTemplate', () => {
  test.each<[string, Spec, Partial<Pool>]>([
    ['files', {}, inNode({ files: [{ path: '/a' }] })],
    ['commands before', {}, inNode({ preKubeadmCommands: ['a'] })],
    ['commands after', {}, inNode({ postKubeadmCommands: ['a'] })],
    ['kubelet flags', {}, inNode({ kubeletExtraArgs: { a: '' } })],
    ['a label of the kubelet', {}, { labels: { a: '' } }],
    ['taints', {}, { taints: [{ key: 'a', effect: 'NoSchedule' }] }],
    ['no cloud provider', { cloudProvider: { type: 'None' } }, {}],
    ['SSH keys', { sshAuthorizedKeys: ['ssh-ed25519 AAAA other'] }, {}],
    ['users', { users: [{ name: 'a' }] }, {}],
  ])('%s', (_, spec, change) => expectChange(spec, { ...POOL, ...change }, 'bootstrap'))

  test.each<[string, Node, Node]>([
    ['content', { files: [{ path: '/a' }] }, { files: [{ path: '/a', content: 'a' }] }],
    ['append', { files: [{ path: '/a' }] }, { files: [{ path: '/a', append: true }] }],
    ['permissions', { files: [{ path: '/a' }] }, { files: [{ path: '/a', permissions: '0600' }] }],
    [
      'a Secret',
      { files: [{ path: '/a', contentFrom: { secret: { name: 'a', key: 'a' } } }] },
      { files: [{ path: '/a', contentFrom: { secret: { name: 'a', key: 'b' } } }] },
    ],
    ['order of commands', { preKubeadmCommands: ['a', 'b'] }, { preKubeadmCommands: ['b', 'a'] }],
  ])('%s', (_, before, after) => {
    expect(namesFor({}, { ...POOL, ...inNode(after) })).not.toEqual(namesFor({}, { ...POOL, ...inNode(before) }))
  })

  test.each<[string, Spec['users'], Spec['users']]>([
    ['a user that may not be locked', [{ name: 'a' }], [{ name: 'a', lockPassword: false }]],
    ['sudo', [{ name: 'a' }], [{ name: 'a', sudo: 'ALL' }]],
  ])('%s', (_, before, after) => {
    expect(namesFor({ users: after ?? [] }, POOL)).not.toEqual(namesFor({ users: before ?? [] }, POOL))
  })
})

describe('nothing else changes a name', () => {
  test.each<[string, Spec, Partial<Pool>]>([
    ['replicas', {}, { replicas: 7 }],
    ['autoscaling', {}, { autoscale: { min: 0, max: 9, capacity: { cpu: '7', gpuType: 'a', gpuCount: 1 } } }],
    ['rollout', {}, { rollout: { maxSurge: 0, maxUnavailable: 1 } }],
    ['annotations of the pool', {}, { annotations: { a: 'b' } }],
    ['labels that travel with the Machine', {}, { labels: { 'node-role.kubernetes.io/a': '' } }],
    ['no taints, written out', {}, { taints: [] }],
    ['drain timeout', {}, { nodeDrainTimeoutSeconds: 7 }],
    ['Kubernetes version of the pool', {}, { kubernetesVersion: '1.33.1' }],
    ['Kubernetes version', { kubernetesVersion: '1.33.1' }, {}],
    ['the default spelled out', {}, { machine: { numCPUs: 2, cloneMode: 'fullClone', tagIDs: [], customVMXKeys: {} } }],
    [
      'false and absent',
      {},
      { network: { dhcp4: true, dhcp6: false, skipIPAllocation: false, nameservers: ['10.0.0.2'] } },
    ],
    ['empty lists of the node', {}, inNode({ files: [], preKubeadmCommands: [], kubeletExtraArgs: {} })],
    ['labels and annotations of the cluster', { labels: { a: 'b' }, annotations: { a: 'b' } }, {}],
    [
      'the thumbprint',
      { vsphere: { server: 'vcenter.example.test', datacenter: 'lab', datastore: 'ds1', thumbprint: 'AA:BB' } },
      {},
    ],
    [
      'the control plane',
      { controlPlane: { type: 'Machines', addresses: ['10.0.0.21-25/24'], machine: { numCPUs: 8 } } },
      {},
    ],
    ['endpoint and balancer', { controlPlaneEndpoint: '10.0.0.99', loadBalancer: { type: 'HAProxy' } }, {}],
    ['kubeadm', { kubeadm: { imageRepository: 'a.test', apiServerExtraArgs: { a: 'b' } } }, {}],
    ['another pool', { workers: [{ ...POOL, name: 'md-1', machine: { numCPUs: 16 } }] }, {}],
  ])('%s', (_, spec, change) => {
    expect(namesFor(spec, { ...POOL, ...change })).toEqual(namesFor({}, POOL))
  })

  test('the order in which maps and labels are written', () => {
    const [ab, ba] = [
      { a: '1', b: '2' },
      { b: '2', a: '1' },
    ]
    const pool = (map: Readonly<Record<string, string>>): Pool => ({
      ...POOL,
      labels: map,
      machine: { customVMXKeys: map },
      node: { kubeletExtraArgs: map },
    })
    expect(namesFor({}, pool(ab))).toEqual(namesFor({}, pool(ba)))
  })

  test('the same shape by another way: an override, or the field of the whole cluster', () => {
    const machine = { template: 'ubuntu', memoryMiB: 4096, diskGiB: 40 }
    const everywhere = namesFor({ machine: { ...machine, numCPUs: 6 } }, POOL)
    expect(everywhere).toEqual(namesFor({}, { ...POOL, machine: { numCPUs: 6 } }))
    expect(everywhere).toEqual(
      namesFor({ machine: { ...machine, memoryMiB: 1 } }, { ...POOL, machine: { memoryMiB: 4096, numCPUs: 6 } }),
    )
  })
})

describe('the template of a KubeadmControlPlane', () => {
  const CONTROLLED: Controlled = { type: 'KubeadmControlPlane', addresses: ['10.0.0.11-14/24'] }

  test.each<[string, Controlled, Spec, string]>([
    ['with fixed addresses', CONTROLLED, {}, '156e06da'],
    ['with two families', { ...CONTROLLED, addresses: ['10.0.0.11-14/24', '2001:db8::11-14/64'] }, {}, '550ee494'],
    ['with DHCP', { type: 'KubeadmControlPlane' }, { network: { name: 'management', dhcp4: true } }, '593351e0'],
  ])('is pinned %s', (_, controlPlane, spec, hash) => {
    expect(nameFor(controlPlane, spec)).toBe(`alpha-controlplane-${hash}`)
  })

  test('is the same in every release', () => {
    const names = MINORS.map(release => nameFor({ type: 'KubeadmControlPlane', machine: { numCPUs: 4 } }, {}, release))
    expect(new Set(names).size).toBe(1)
  })

  test.each<[string, Partial<Controlled>, Spec]>([
    ['the machine', { machine: { numCPUs: 8 } }, {}],
    ['the network', { network: { mtu: 9000 } }, {}],
    ['a second family', { addresses: ['10.0.0.11-14/24', '2001:db8::11-14/64'] }, {}],
    ['the vCenter', {}, { vsphere: { server: 'other', datacenter: 'lab', datastore: 'ds1' } }],
  ])('changes with %s', (_, change, spec) => {
    expect(nameFor({ ...CONTROLLED, ...change }, spec)).not.toBe(nameFor(CONTROLLED, {}))
  })

  test.each<[string, Partial<Controlled>, Spec]>([
    ['replicas', { replicas: 5, addresses: ['10.0.0.11-16/24'] }, {}],
    ['addresses', { addresses: ['10.0.0.41-49/24'] }, {}],
    ['the gateway, which stands in the pool', { network: { gateway: '10.0.0.254' } }, {}],
    [
      'what a controller does',
      { rollout: { after: '2027-01-31T04:00:00Z' }, remediation: { maxRetry: 1 }, healthCheck: {} },
      {},
    ],
    ['timeouts, labels, taints', { nodeDrainTimeoutSeconds: 1, labels: { a: 'b' }, taints: [] }, {}],
    ['what is set up inside', { node: { preKubeadmCommands: ['true'] } }, { kubeadm: { certSANs: ['a.test'] } }],
    ['the Kubernetes version', {}, { kubernetesVersion: '1.33.1' }],
  ])('does not change with %s', (_, change, spec) => {
    expect(nameFor({ ...CONTROLLED, ...change }, spec)).toBe(nameFor(CONTROLLED, {}))
  })

  function nameFor(controlPlane: Controlled, spec: Spec, release = 'v1.13.0'): string {
    const { workers: _, ...planned } = planOf({ ...spec, controlPlane }, POOL, release)
    return templateNames({ ...planned, workers: [] }, () => [])
      .map(({ name }) => name)
      .join()
  }
})

test('one pool by reference gives the name that it gave when a device could name one alone', () => {
  const pool = { apiGroup: 'ipam.cluster.x-k8s.io', kind: 'InClusterIPPool', name: 'workers' }
  expect(namesFor({}, { name: 'md-0', network: { addressesFromPools: [pool] } })[1]).toBe('alpha-md-0-0b1ef353')
})

test('patches change the name of the template that they match, whatever they look like to others', () => {
  const planned = planOf({}, POOL, 'v1.13.0')
  const [, before] = templateNames(planned, () => [])
  const [bootstrap, after] = templateNames(planned, kind =>
    kind === 'VSphereMachineTemplate' ? [{ spec: { a: 1 } }] : [],
  )
  expect(after?.name).not.toBe(before?.name)
  expect(bootstrap?.name).toBe(namesFor({}, POOL)[0])
  const reordered = templateNames(planned, () => [{ b: null, a: [{ d: '', c: false }] }])
  expect(templateNames(planned, () => [{ a: [{ c: false, d: '' }], b: null }])).toEqual(reordered)
  expect(templateNames(planned, () => [{ a: [{ c: false, d: '' }] }])).not.toEqual(reordered)
})

function inNode(node: Node): Partial<Pool> {
  return { node }
}

function expectChange(spec: Spec, pool: Pool, what: 'bootstrap' | 'infrastructure'): void {
  const [bootstrap, infrastructure] = namesFor(spec, pool)
  const [oldBootstrap, oldInfrastructure] = namesFor({}, POOL)
  expect(bootstrap !== oldBootstrap).toBe(what === 'bootstrap')
  expect(infrastructure !== oldInfrastructure).toBe(what === 'infrastructure')
}

/** Of the first template of each kind: KubeadmConfigTemplate, VSphereMachineTemplate. */
function namesFor(spec: Spec, pool: Pool, release = 'v1.13.0'): readonly string[] {
  return templateNames(planOf(spec, pool, release), () => [])
    .slice(0, 2)
    .map(({ name }) => name)
}

function planOf(spec: Spec, pool: Pool, capvVersion: string) {
  const workers = [pool, ...(spec.workers ?? [])]
  const resolved = resolve(haCluster(capvVersion, { cloudProvider: { type: 'Unmanaged' }, ...spec, workers }))
  const { release } = resolved
  if (release === undefined) throw new Error(`${capvVersion} is no release`)
  return plan({ ...resolved, release })
}
