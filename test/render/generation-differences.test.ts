// What each generation wants differently from its neighbours, and what the releases within one do: one row a fact.

import { describe, expect, test } from 'vitest'
import { PROFILES, type Profile } from '../../src/facts/releases.ts'
import type { Manifest } from '../../src/manifest.ts'
import { at, type Node, named, objectsOf } from '../write/manifest-paths.ts'
import { RELEASE_OF, RICHEST, renderSpec, type Spec } from './sample-clusters.ts'

const FROM_V1ALPHA3 = PROFILES.filter(profile => profile !== 'v1alpha2')

describe('standalone control planes', () => {
  test('v1alpha2: the first node alone runs init, the others join', () => {
    const specs = objectsOf(renderSpec('v0.5.6', RICHEST.v1alpha2), 'KubeadmConfig').map(config =>
      Object.keys(Object(config.spec)),
    )
    const sections = specs.map(keys => keys.filter(key => key.endsWith('Configuration')))
    expect(sections).toEqual([
      ['clusterConfiguration', 'initConfiguration'],
      ['joinConfiguration'],
      ['joinConfiguration'],
    ])
  })

  test.each(['v0.6.0', ...FROM_V1ALPHA3.map(profile => RELEASE_OF[profile])])(
    '%s: every node carries the identical init, cluster and join configuration, but for its own addresses',
    release => {
      const [first, ...others] = objectsOf(renderSpec(release, RICHEST.v1alpha3), 'KubeadmConfig').map(({ spec }, i) =>
        JSON.parse(JSON.stringify(spec).replaceAll(`"10.0.0.1${i + 1}"`, '"its own"')),
      )
      expect(Object.keys(Object(first))).toEqual(
        expect.arrayContaining(['clusterConfiguration', 'initConfiguration', 'joinConfiguration']),
      )
      for (const other of others) expect(other).toEqual(first)
      expect(others).toHaveLength(2)
    },
  )

  test.each(FROM_V1ALPHA3)('%s: a KubeadmControlPlane can adopt the nodes later', profile => {
    for (const config of objectsOf(renderSpec(RELEASE_OF[profile]), 'KubeadmConfig')) {
      expect(config.metadata.labels).toEqual({
        'cluster.x-k8s.io/cluster-name': 'alpha',
        'cluster.x-k8s.io/control-plane': '',
      })
    }
  })

  test('cluster modules are off where the release has the switch', () => {
    const switched = (release: string) =>
      at(named(renderSpec(release), 'VSphereCluster'), 'spec', 'disableClusterModule')
    expect(['v0.8.2', 'v1.11.3', 'v1.12.0', 'v1.14.0', 'v1.16.1'].map(switched)).toEqual([
      undefined,
      undefined,
      true,
      true,
      true,
    ])
  })
})

describe('what each generation wants differently', () => {
  const table: readonly (readonly [string, (find: Find) => unknown, Readonly<Record<Profile, unknown>>])[] = [
    [
      'control-plane label',
      find => find('Machine', 'metadata', 'labels', 'cluster.x-k8s.io/control-plane'),
      { v1alpha2: 'true', v1alpha3: '', v1alpha4: '', v1beta1: '', mixed: '', v1beta2: '' },
    ],
    ['Kubernetes version', find => find('Machine', 'spec', 'version'), perProfile('v1.32.4', { v1alpha2: '1.32.4' })],
    [
      'clusterName',
      find => [
        find('Machine', 'spec', 'clusterName'),
        find('MachineDeployment', 'spec', 'clusterName'),
        find('MachineDeployment', 'spec', 'template', 'spec', 'clusterName'),
      ],
      perProfile(['alpha', 'alpha', 'alpha'], { v1alpha2: [undefined, undefined, undefined] }),
    ],
    [
      'references',
      find => Object.keys(Object(find('Machine', 'spec', 'infrastructureRef'))),
      perProfile(['apiVersion', 'kind', 'name'], {
        v1alpha2: ['apiVersion', 'kind', 'name', 'namespace'],
        mixed: ['apiGroup', 'kind', 'name'],
        v1beta2: ['apiGroup', 'kind', 'name'],
      }),
    ],
    [
      'endpoint',
      find => [
        find('VSphereCluster', 'spec', 'controlPlaneEndpoint'),
        find('VSphereCluster', 'metadata', 'annotations', ENDPOINT),
      ],
      perProfile([{ host: '10.0.0.10', port: 6443 }, undefined], { v1alpha2: [undefined, '10.0.0.10:6443'] }),
    ],
    [
      'placement',
      find => [
        find('VSphereMachine', 'spec', 'server'),
        find('VSphereMachine', 'spec', 'datastore'),
        find('VSphereMachine', 'spec', 'thumbprint'),
      ],
      perProfile(['vcenter.example.test', 'ds1', undefined], { v1alpha2: [undefined, undefined, undefined] }),
    ],
    [
      'drain timeout',
      find => [find('Machine', 'spec', 'nodeDrainTimeout'), find('Machine', 'spec', 'deletion')],
      perProfile(['10m0s', undefined], {
        v1alpha2: [undefined, undefined],
        mixed: [undefined, { nodeDrainTimeoutSeconds: 600 }],
        v1beta2: [undefined, { nodeDrainTimeoutSeconds: 600 }],
      }),
    ],
    [
      'drain timeout of workers',
      find => [
        find('MachineDeployment', 'spec', 'template', 'spec', 'nodeDrainTimeout'),
        find('MachineDeployment', 'spec', 'template', 'spec', 'deletion'),
      ],
      perProfile(['1m30s', undefined], {
        v1alpha2: [undefined, undefined],
        mixed: [undefined, { nodeDrainTimeoutSeconds: 90 }],
        v1beta2: [undefined, { nodeDrainTimeoutSeconds: 90 }],
      }),
    ],
    [
      'an empty file',
      find => find('KubeadmConfig', 'spec', 'files', 1),
      perProfile({ path: '/etc/empty' }, { v1alpha2: { path: '/etc/empty', content: '' } }),
    ],
    [
      'flags',
      find => find('KubeadmConfig', 'spec', 'clusterConfiguration', 'apiServer', 'extraArgs'),
      perProfile(FLAGS, {
        v1alpha2: { ...FLAGS, 'cloud-provider': 'external' },
        v1alpha3: { ...FLAGS, 'cloud-provider': 'external' },
        mixed: FLAG_LIST,
        v1beta2: FLAG_LIST,
      }),
    ],
    [
      'rollout',
      find => [
        find('MachineDeployment', 'spec', 'strategy', 'rollingUpdate'),
        find('MachineDeployment', 'spec', 'rollout', 'strategy', 'rollingUpdate'),
      ],
      perProfile([ROLLING, undefined], { mixed: [undefined, ROLLING], v1beta2: [undefined, ROLLING] }),
    ],
    [
      'selector',
      find => [
        find('MachineDeployment', 'spec', 'selector', 'matchLabels'),
        find('MachineDeployment', 'spec', 'template', 'metadata', 'labels'),
      ],
      perProfile([SELECTOR, SELECTOR], {}),
    ],
    [
      'API server address and port',
      find => [
        find('KubeadmConfig', 'spec', 'initConfiguration', 'localAPIEndpoint'),
        find('Cluster', 'spec', 'clusterNetwork', 'apiServerPort'),
      ],
      perProfile([{ advertiseAddress: '10.0.0.11', bindPort: 6444 }, 6444], {}),
    ],
    [
      'DHCP that is off',
      find => [
        find('VSphereMachine', 'spec', 'network', 'devices', 0, 'dhcp4'),
        find('VSphereMachineTemplate', 'spec', 'template', 'spec', 'network', 'devices', 0, 'dhcp6'),
      ],
      perProfile([undefined, undefined], {
        v1alpha2: [false, false],
        v1alpha3: [false, false],
        v1alpha4: [false, false],
      }),
    ],
    [
      'IPv6, compressed',
      find => [
        find('VSphereMachine', 'spec', 'network', 'devices', 0, 'ipAddrs'),
        find('VSphereMachine', 'spec', 'network', 'devices', 0, 'gateway6'),
        find('VSphereMachine', 'spec', 'network', 'devices', 0, 'routes', 1),
      ],
      perProfile(
        [
          ['10.0.0.11/24', '2001:db8::11/64'],
          '2001:db8::1',
          { to: '2001:db8:ffff::/64', via: '2001:db8::fe', metric: 5 },
        ],
        {},
      ),
    ],
    [
      'soft power-off',
      find => [
        find('VSphereMachine', 'spec', 'guestSoftPowerOffTimeout'),
        find('VSphereMachine', 'spec', 'guestSoftPowerOffTimeoutSeconds'),
      ],
      perProfile([undefined, undefined], {
        v1beta1: ['5m0s', undefined],
        mixed: ['5m0s', undefined],
        v1beta2: [undefined, 300],
      }),
    ],
    [
      'naming',
      find => [
        find('VSphereMachine', 'spec', 'namingStrategy', 'template'),
        find('VSphereMachine', 'spec', 'naming', 'template'),
      ],
      perProfile([undefined, undefined], {
        v1beta1: ['{{ .machine.name }}-vm', undefined],
        mixed: ['{{ .machine.name }}-vm', undefined],
        v1beta2: [undefined, '{{ .machine.name }}-vm'],
      }),
    ],
  ]
  test.each(table)('%s', (_, read, expected) => {
    const found = Object.fromEntries(
      PROFILES.map(profile => [profile, read(finder(renderSpec(RELEASE_OF[profile], RICHEST[profile])))]),
    )
    expect(found).toEqual(expected)
  })
})

describe('within a generation', () => {
  test('v1alpha3 writes the thumbprint and the cloud provider where the release takes them', () => {
    const vsphere = { server: 'vc.test', datacenter: 'lab', thumbprint: 'AB:CD' }
    const specOf = (release: string, spec: Spec) =>
      named(renderSpec(release, { vsphere, ...spec }), 'VSphereCluster').spec
    expect(at(specOf('v0.7.1', {}), 'thumbprint')).toBeUndefined()
    expect(at(specOf('v0.7.2', {}), 'thumbprint')).toBe('AB:CD')
    expect(at(specOf('v0.7.1', {}), 'cloudProviderConfiguration', 'virtualCenter', 'vc.test', 'thumbprint')).toBe(
      'AB:CD',
    )
    expect(
      at(specOf('v0.7.12', { cloudProvider: { type: 'Unmanaged' } }), 'cloudProviderConfiguration'),
    ).toBeUndefined()
  })

  test('v1alpha2 and v1alpha3 install the cloud provider by default', () => {
    for (const release of ['v0.5.4', 'v0.6.0', 'v0.7.12']) {
      const image = at(
        named(renderSpec(release), 'VSphereCluster'),
        'spec',
        'cloudProviderConfiguration',
        'providerConfig',
        'cloud',
        'controllerImage',
      )
      expect(image).toMatch(/^gcr\.io\/cloud-provider-vsphere\/cpi\/release\/manager:v1\./)
    }
  })

  test('VM resources are written in the canonical spelling of their quantities', () => {
    const machine = {
      template: 'ubuntu',
      memoryMiB: 4096,
      diskGiB: 40,
      resources: { requests: { cpu: '2000m', memory: '4096Mi' }, shares: { cpu: 5 } },
    }
    for (const release of ['v1.15.3', 'v1.16.1']) {
      const found = at(named(renderSpec(release, { machine }), 'VSphereMachine'), 'spec', 'resources')
      expect(found).toEqual({ requests: { cpu: '2', memory: '4Gi' }, shares: { cpu: 5 } })
    }
  })

  test('the names of all objects stay the same through all releases', () => {
    const names = RELEASES.map(release => renderSpec(release).map(({ kind, metadata }) => `${kind} ${metadata.name}`))
    for (const list of names) expect(list).toEqual(names[0])
  })
})

const RELEASES = [
  'v0.5.4',
  'v0.5.6',
  'v0.6.0',
  'v0.7.12',
  'v0.8.2',
  ...Array.from({ length: 18 }, (_, minor) => `v1.${minor}.0`),
]
const ENDPOINT = 'capv.infrastructure.cluster.x-k8s.io/control-plane-endpoint'
const FLAGS = { v: '2', 'audit-log-path': '-' }
const FLAG_LIST = [
  { name: 'audit-log-path', value: '-' },
  { name: 'v', value: '2' },
]
const ROLLING = { maxSurge: 1, maxUnavailable: 0 }
const SELECTOR = { 'cluster.x-k8s.io/cluster-name': 'alpha', 'cluster.x-k8s.io/deployment-name': 'alpha-small' }

/** A value in the first object of a kind. */
type Find = (kind: string, ...path: readonly (string | number)[]) => Node

function finder(manifests: readonly Manifest[]): Find {
  return (kind, ...path) => at(named(manifests, kind), ...path)
}

function perProfile(
  common: unknown,
  others: Readonly<Partial<Record<Profile, unknown>>>,
): Readonly<Record<Profile, unknown>> {
  return {
    v1alpha2: common,
    v1alpha3: common,
    v1alpha4: common,
    v1beta1: common,
    mixed: common,
    v1beta2: common,
    ...others,
  }
}
