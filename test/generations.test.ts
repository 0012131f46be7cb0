// One resource, every API generation: which objects and apiVersions each profile prints, that API servers take them, and what
// each generation wants differently from its neighbours.

import { readdirSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { runChecks } from '../src/config/checks/index.ts'
import { resolve } from '../src/config/resolve.ts'
import { type Manifest, OWNER_ANNOTATION } from '../src/manifest.ts'
import { PROFILES, type Profile } from '../src/releases.ts'
import { apiVersionOf } from './api-versions.ts'
import { ROOT } from './bundle.ts'
import { at, type Node, named, objectsOf } from './manifest-paths.ts'
import { run } from './programs.ts'
import { haCluster, RELEASE_OF, RICHEST, renderSpec, type Spec } from './sample-clusters.ts'
import { SEED_NODES, SEED_SPEC } from './seed-nodes.ts'

const CONTROL_PLANES = ['Machines', 'KubeadmControlPlane'] as const
const BALANCERS = ['External', 'Nginx', 'HAProxy', 'KubeVIP'] as const
const FROM_V1ALPHA3 = PROFILES.filter(profile => profile !== 'v1alpha2')

test('every generation has the same files: comparing two folders shows what changed between them', () => {
  const folders = PROFILES.filter(profile => profile !== 'mixed').map(profile => join(ROOT, 'src', 'render', profile))
  const [first, ...others] = folders.map(folder => readdirSync(folder).sort())
  for (const files of others) expect(files).toEqual(first)
})

describe.each(PROFILES)('%s', profile => {
  const manifests = renderSpec(RELEASE_OF[profile], RICHEST[profile])

  test('has exactly the apiVersions of its releases', () => {
    expect([...new Set(manifests.map(({ apiVersion }) => apiVersion))].sort()).toEqual(API_VERSIONS[profile])
    for (const { apiVersion, kind } of manifests) expect(apiVersion).toBe(apiVersionOf(profile, kind))
  })

  test('lists objects in apply order', () => {
    const pools = RICHEST[profile].workers?.length ?? 0
    expect(manifests.map(({ kind }) => kind)).toEqual([
      ...['Cluster', 'VSphereCluster', 'ConfigMap'],
      ...Array(3).fill(['KubeadmConfig', 'Machine', 'VSphereMachine']).flat(),
      ...Array(pools).fill(['KubeadmConfigTemplate', 'VSphereMachineTemplate', 'MachineDeployment']).flat(),
    ])
  })

  test('marks every object as ours', () => {
    for (const { metadata } of manifests) expect(at(metadata, 'annotations', OWNER_ANNOTATION)).toBe('clusters/alpha')
  })

  test('prints nothing empty but what means something', () => {
    const empty = manifests.flatMap(manifest => emptyPaths(manifest, manifest.kind))
    const meant =
      /labels\.cluster\.x-k8s\.io\/control-plane$|nodeRegistration\.taints$|^KubeadmConfig.*files\.\d+\.content$/
    expect(empty.filter(path => !meant.test(path))).toEqual([])
  })
})

describe('the API server takes every object', () => {
  const checker = process.env.CAPV_HA_CRD_CHECK
  const crds = process.env.CAPV_HA_CRDS
  const missing = checker === undefined || crds === undefined
  if (missing && process.env.CAPV_HA_REQUIRE_HOSTS === '1')
    throw new Error('CAPV_HA_CRD_CHECK must be set: CAPV_HA_REQUIRE_HOSTS=1')
  if (missing) writeSync(2, 'SKIPPED: the schemas of every generation, which need CAPV_HA_CRD_CHECK and CAPV_HA_CRDS\n')

  test.skipIf(missing).each(PROFILES)('%s (crd-check)', profile => {
    const sets = [{}, SEED_SPEC, RICHEST[profile]].map(spec => renderSpec(RELEASE_OF[profile], spec))
    const manifests = sets.flat().map(manifest => JSON.stringify(manifest))
    const { stdout, exitCode } = run(checker, [crds ?? ''], { stdin: manifests.join('\n---\n') })
    expect(stdout).toMatch(/^\d+ objects checked, \d+ skipped, 0 faults\n$/)
    expect(Number.parseInt(stdout, 10)).toBeGreaterThan(30)
    expect(exitCode).toBe(0)
  })
})

describe("the seed's nine node objects at v0.5.4", () => {
  const objects = renderSpec('v0.5.4', SEED_SPEC, { name: 'capv-5' }).filter(({ kind }) =>
    /^(KubeadmConfig|Machine|VSphereMachine)$/.test(kind),
  )
  test('come in its order', () => {
    expect(objects.map(({ kind, metadata }) => [kind, metadata.name])).toEqual(
      SEED_NODES.map(({ kind, metadata }) => [kind, metadata.name]),
    )
  })
  test.each(SEED_NODES.map((node, i) => [node.kind, node.metadata.name, node, objects[i]] as const))(
    '%s %s has its values',
    (_kind, _name, seed, ours) => expect(withoutOwner(ours)).toEqual(seed),
  )
})

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
    '%s: every node carries the identical init, cluster and join configuration',
    release => {
      const [first, ...others] = objectsOf(renderSpec(release, RICHEST.v1alpha3), 'KubeadmConfig').map(
        ({ spec }) => spec,
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
      'API server port',
      find => [
        find('KubeadmConfig', 'spec', 'initConfiguration', 'localAPIEndpoint'),
        find('Cluster', 'spec', 'clusterNetwork', 'apiServerPort'),
      ],
      perProfile([{ bindPort: 6444 }, 6444], {
        v1alpha2: [{ advertiseAddress: '10.0.0.11', bindPort: 6444 }, 6444],
        v1alpha3: [{ advertiseAddress: '0.0.0.0', bindPort: 6444 }, 6444],
      }),
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

  test('`capiVersion` alone decides the objects of Cluster API', () => {
    const versions = renderSpec('v1.13.1', { capiVersion: 'v1.11.0' }).map(({ apiVersion }) => apiVersion)
    expect([...new Set([...versions, 'v1'])].sort()).toEqual(API_VERSIONS.mixed)
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

const API_VERSIONS: Readonly<Record<Profile, readonly string[]>> = {
  v1alpha2: [
    'bootstrap.cluster.x-k8s.io/v1alpha2',
    'cluster.x-k8s.io/v1alpha2',
    'infrastructure.cluster.x-k8s.io/v1alpha2',
    'v1',
  ],
  v1alpha3: [
    'bootstrap.cluster.x-k8s.io/v1alpha3',
    'cluster.x-k8s.io/v1alpha3',
    'infrastructure.cluster.x-k8s.io/v1alpha3',
    'v1',
  ],
  v1alpha4: [
    'bootstrap.cluster.x-k8s.io/v1alpha4',
    'cluster.x-k8s.io/v1alpha4',
    'infrastructure.cluster.x-k8s.io/v1alpha4',
    'v1',
  ],
  v1beta1: [
    'bootstrap.cluster.x-k8s.io/v1beta1',
    'cluster.x-k8s.io/v1beta1',
    'infrastructure.cluster.x-k8s.io/v1beta1',
    'v1',
  ],
  mixed: [
    'bootstrap.cluster.x-k8s.io/v1beta2',
    'cluster.x-k8s.io/v1beta2',
    'infrastructure.cluster.x-k8s.io/v1beta1',
    'v1',
  ],
  v1beta2: [
    'bootstrap.cluster.x-k8s.io/v1beta2',
    'cluster.x-k8s.io/v1beta2',
    'infrastructure.cluster.x-k8s.io/v1beta2',
    'v1',
  ],
}

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

function withoutOwner(manifest: Manifest | undefined): unknown {
  if (manifest === undefined) return undefined
  const { annotations, ...metadata } = manifest.metadata
  expect(Object.keys(Object(annotations))).toEqual([OWNER_ANNOTATION])
  return { ...manifest, metadata }
}

function emptyPaths(value: unknown, path: string): readonly string[] {
  if (value === null || value === undefined || value === '') return [path]
  if (typeof value !== 'object') return []
  const entries = Object.entries(value)
  return entries.length === 0 ? [path] : entries.flatMap(([key, part]) => emptyPaths(part, `${path}.${key}`))
}

describe('docs/generations.md', () => {
  const rows = documented(readFileSync(join(ROOT, 'docs', 'generations.md'), 'utf8'))

  test('tells every combination once', () => {
    const all = PROFILES.flatMap(profile =>
      CONTROL_PLANES.flatMap(type => BALANCERS.map(balancer => `${profile} ${type} ${balancer}`)),
    )
    expect(rows.map(({ combination }) => combination.join(' ')).toSorted()).toEqual(all.toSorted())
  })

  test.each(rows.map(row => [row.combination.join(' '), row] as const))('%s', (_, { combination, outcome }) => {
    const [profile, type, balancer] = combination
    const capvVersion = RELEASE_OF[one(PROFILES, profile)]
    const spec: Spec = {
      loadBalancer: { type: one(BALANCERS, balancer) },
      cloudProvider: { type: 'Unmanaged' },
      controlPlane: { type: one(CONTROL_PLANES, type), addresses: ['10.0.0.11-13/24'] },
    }
    const errors = runChecks(resolve(haCluster(capvVersion, spec))).filter(({ severity }) => severity === 'error')
    if (outcome !== 'yes') expect(errors.map(({ code }) => `no: \`${code}\``)).toContain(outcome)
    else {
      expect(errors).toEqual([])
      expect(renderSpec(capvVersion, spec).length).toBeGreaterThan(10)
    }
  })
})

/** The rows of the table of combinations, lists spelled out. */
function documented(markdown: string) {
  const rows = [...markdown.matchAll(/^\| `(\w+)` \| `(\w+)` \| (`.*`) \| ((?:yes|no).*) \|$/gm)]
  return rows.flatMap(([, profile = '', type = '', balancers = '', outcome = '']) =>
    balancers
      .split(', ')
      .map(quoted => ({ combination: [profile, type, quoted.replaceAll('`', '')] as const, outcome })),
  )
}

function one<T extends string>(choices: readonly T[], text: string): T {
  const found = choices.find(choice => choice === text)
  if (found === undefined) throw new Error(`${text} is none of ${choices.join(', ')}`)
  return found
}
