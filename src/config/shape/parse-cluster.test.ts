import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import type { Path } from '../../problems/problem.ts'
import { parseCluster } from './parse-cluster.ts'

const SEED: Readonly<Record<string, unknown>> = parse(readFileSync('examples/seed/cluster.yaml', 'utf8'))

/** Of a release of which nothing is known, so that no choice is left out of a message. */
const OF_NO_RELEASE = { ...SEED, spec: { ...Object(SEED.spec), capvVersion: 'v0.1.0' } }

/** The seed with another value at a dotted path; `undefined` removes it. */
function seedWith(path: string, value: unknown): unknown {
  const change = (from: unknown, [key = '', ...rest]: readonly string[]): unknown => {
    const { [key]: old, ...others }: Record<string, unknown> = { ...Object(from) }
    const changed = rest.length > 0 ? change(old, rest) : value
    return changed === undefined ? others : { ...Object(from), [key]: changed }
  }
  return change(OF_NO_RELEASE, path.split('.'))
}

function wordsFor(value: unknown, raw?: (path: Path) => string | undefined): readonly string[] {
  return parseCluster(value, raw).problems.map(
    ({ code, message, fix }) => `${code}: ${message}${fix === undefined ? '' : ` | ${fix}`}`,
  )
}

test('the seed is right', () => {
  const { config, problems } = parseCluster(SEED)
  expect(problems).toEqual([])
  expect(config?.metadata.name).toBe('capv-5')
})

test('no choice is named that the release does not have', () => {
  const words = (type: unknown) => wordsFor({ ...SEED, spec: { ...Object(SEED.spec), loadBalancer: { type } } })
  expect(words('KubeVip')).toEqual([
    'invalid-value: `spec.loadBalancer.type` must be "External", "Nginx" or "HAProxy", not "KubeVip"',
  ])
  expect(words(undefined)).toEqual([
    'missing-field: `spec.loadBalancer.type` must be given: "External", "Nginx" or "HAProxy"',
  ])
})

// What is written where in the seed, and what is said of it.
const MESSAGES: readonly (readonly [string, unknown, readonly string[]])[] = [
  [
    'spec.apiServerCertSANS',
    ['a'],
    ['unknown-field: `spec.apiServerCertSANS` is not a known field | did you mean `spec.kubeadm.certSANs`?'],
  ],
  [
    'spec.certSANs',
    ['a'],
    ['unknown-field: `spec.certSANs` is not a known field | `certSANs` belongs under `spec.kubeadm`'],
  ],
  ['spec.machine.memory', 1, ['unknown-field: `spec.machine.memory` is not a known field | did you mean `memoryMiB`?']],
  [
    'spec.machine.memoryMB',
    1,
    ['unknown-field: `spec.machine.memoryMB` is not a known field | did you mean `memoryMiB`?'],
  ],
  ['spec.machine.numCPUS', 1, ['unknown-field: `spec.machine.numCPUS` is not a known field | did you mean `numCPUs`?']],
  ['spec.machine.cpus', 1, ['unknown-field: `spec.machine.cpus` is not a known field | did you mean `numCPUs`?']],
  [
    'spec.network.gateway4',
    '1.1.1.1',
    ['unknown-field: `spec.network.gateway4` is not a known field | did you mean `gateway`?'],
  ],
  [
    'spec.network.ipAddrs',
    [],
    [
      'unknown-field: `spec.network.ipAddrs` is not a known field | did you mean `spec.controlPlane.addresses` or `spec.workers[].addresses`?',
    ],
  ],
  [
    'spec.networkName',
    'x',
    ['unknown-field: `spec.networkName` is not a known field | did you mean `spec.network.name`?'],
  ],
  ['spec.version', '1.2.3', ['unknown-field: `spec.version` is not a known field | did you mean `kubernetesVersion`?']],
  [
    'spec.replicas',
    3,
    ['unknown-field: `spec.replicas` is not a known field | `replicas` belongs under `spec.controlPlane`'],
  ],
  ['spec.network.dhcp', true, ['unknown-field: `spec.network.dhcp` is not a known field | did you mean `dhcp4`?']],
  [
    'spec.kubeadm.apiServer',
    { certSANs: [] },
    [
      'unknown-field: `spec.kubeadm.apiServer` is not a known field | did you mean `certSANs`, `apiServerExtraArgs` or `apiServerExtraVolumes`?',
    ],
  ],
  [
    'spec.kubeadm.extraArgs',
    {},
    [
      'unknown-field: `spec.kubeadm.extraArgs` is not a known field | did you mean `apiServerExtraArgs`, `controllerManagerExtraArgs` or `schedulerExtraArgs`?',
    ],
  ],
  [
    'spec.users',
    [{ name: 'x', passwd: 'abc' }],
    [
      'secret-in-input: `spec.users[0].passwd` must not hold a password | put the password hash into a Secret and name it with `passwdFrom.secret`',
    ],
  ],
  ['spec.sshKeys', [], ['unknown-field: `spec.sshKeys` is not a known field | did you mean `sshAuthorizedKeys`?']],
  ['spec.machine.disk', 1, ['unknown-field: `spec.machine.disk` is not a known field | did you mean `diskGiB`?']],
  [
    'spec.controlPlane.healthCheck',
    {},
    [
      'unknown-field: `spec.controlPlane.healthCheck` must not be set with type "Machines" | `healthCheck` is a field of type "KubeadmControlPlane" only',
    ],
  ],
  [
    'spec.controlPlane.machin',
    {},
    ['unknown-field: `spec.controlPlane.machin` is not a known field | did you mean `machine`?'],
  ],
  [
    'spec.loadBalancer.interface',
    'eth0',
    [
      'unknown-field: `spec.loadBalancer.interface` must not be set with type "Nginx" | `interface` is a field of type "KubeVIP" only',
    ],
  ],
  ['spec.foo', 1, ['unknown-field: `spec.foo` is not a known field | remove it; docs/hacluster.md lists all fields']],
  [
    'spec.vsphere.username',
    'x',
    ['unknown-field: `spec.vsphere.username` is not a known field | did you mean `identityRef`?'],
  ],
  [
    'spec.__proto_',
    1,
    ['unknown-field: `spec.__proto_` is not a known field | remove it; docs/hacluster.md lists all fields'],
  ],
  [
    'spec.workers',
    [{ name: 'a', numCPUs: 2, replica: 1 }],
    [
      'unknown-field: `spec.workers[0].numCPUs` is not a known field | `numCPUs` belongs under `spec.workers[0].machine`',
      'unknown-field: `spec.workers[0].replica` is not a known field | did you mean `replicas`?',
    ],
  ],
  ['metadata.nam', 'x', ['unknown-field: `metadata.nam` is not a known field | did you mean `name`?']],
  ['specs', {}, ['unknown-field: `specs` is not a known field | did you mean `spec`?']],
  [
    'spec.controlPlane.type',
    'machines',
    [
      'invalid-value: `spec.controlPlane.type` must be "Machines" or "KubeadmControlPlane", not "machines" | did you mean "Machines"?',
    ],
  ],
  [
    'spec.controlPlane.type',
    'KCP',
    [
      'invalid-value: `spec.controlPlane.type` must be "Machines" or "KubeadmControlPlane", not "KCP" | did you mean "KubeadmControlPlane"?',
    ],
  ],
  [
    'spec.controlPlane.type',
    undefined,
    ['missing-field: `spec.controlPlane.type` must be given: "Machines" or "KubeadmControlPlane"'],
  ],
  [
    'spec.controlPlane',
    { replicas: '3', foo: 1 },
    [
      'missing-field: `spec.controlPlane.type` must be given: "Machines" or "KubeadmControlPlane"',
      'wrong-type: `spec.controlPlane.replicas` must be a whole number of at least 1, not a string | write it without quotes: 3',
      'unknown-field: `spec.controlPlane.foo` is not a known field | remove it; docs/hacluster.md lists all fields',
    ],
  ],
  [
    'spec.loadBalancer',
    'Nginx',
    ['wrong-type: `spec.loadBalancer` must be a map, not a string | write it as a map: {type: Nginx}'],
  ],
  ['spec.loadBalancer', [], ['wrong-type: `spec.loadBalancer` must be a map, not a list']],
  [
    'spec.loadBalancer',
    {},
    ['missing-field: `spec.loadBalancer.type` must be given: "External", "Nginx", "HAProxy" or "KubeVIP"'],
  ],
  [
    'spec.loadBalancer',
    { type: 'nginx', bindaddress: '1' },
    [
      'invalid-value: `spec.loadBalancer.type` must be "External", "Nginx", "HAProxy" or "KubeVIP", not "nginx" | did you mean "Nginx"?',
      'unknown-field: `spec.loadBalancer.bindaddress` is not a known field | did you mean `bindAddress`?',
    ],
  ],
  ['spec.loadBalancer', null, ['wrong-type: `spec.loadBalancer` must not be empty | give it a value']],
  ['spec.loadBalancer.type', null, ['wrong-type: `spec.loadBalancer.type` must not be empty | give it a value']],
  [
    'spec.loadBalancer.type',
    5,
    ['wrong-type: `spec.loadBalancer.type` must be "External", "Nginx", "HAProxy" or "KubeVIP", not a number'],
  ],
  [
    'spec.capvVersion',
    1.16,
    [
      'version-is-a-number: `spec.capvVersion` must be a string, not the number 1.16 | write it in quotes, with all its digits: "1.16"',
    ],
  ],
  [
    'spec.kubernetesVersion',
    1.3,
    [
      'version-is-a-number: `spec.kubernetesVersion` must be a string, not the number 1.3 | write the full version in quotes, such as "1.30.0"',
    ],
  ],
  ['spec.capvVersion', null, ['wrong-type: `spec.capvVersion` must not be empty | give it a value']],
  [
    'spec.capvVersion',
    'latest',
    ['invalid-value: `spec.capvVersion` must be a release such as "v0.5.4", "v1.13" or "1.16.1", not "latest"'],
  ],
  [
    'spec.kubernetesVersion',
    '1.30',
    [
      'invalid-value: `spec.kubernetesVersion` must be a full Kubernetes version such as "v1.34.1", not "1.30" | write all three numbers, for example "1.30.0"',
    ],
  ],
  [
    'spec.kubernetesVersion',
    'V1.33.x',
    [
      'invalid-value: `spec.kubernetesVersion` must be a full Kubernetes version such as "v1.34.1", not "V1.33.x" | write all three numbers, for example "1.33.0"',
    ],
  ],
  [
    'spec.kubernetesVersion',
    'stable',
    [
      'invalid-value: `spec.kubernetesVersion` must be a full Kubernetes version such as "v1.34.1", not "stable" | write all three numbers, for example "1.34.1"',
    ],
  ],
  [
    'spec.machine.memoryMiB',
    '2048',
    [
      'wrong-type: `spec.machine.memoryMiB` must be a whole number of at least 1, not a string | write it without quotes: 2048',
    ],
  ],
  [
    'spec.machine.memoryMiB',
    '8Gi',
    [
      'wrong-type: `spec.machine.memoryMiB` must be a whole number of at least 1, not a string | write the number alone: 8192',
    ],
  ],
  [
    'spec.machine.diskGiB',
    '50',
    [
      'wrong-type: `spec.machine.diskGiB` must be a whole number of at least 1, not a string | write it without quotes: 50',
    ],
  ],
  [
    'spec.machine.numCPUs',
    '4',
    [
      'wrong-type: `spec.machine.numCPUs` must be a whole number of at least 1, not a string | write it without quotes: 4',
    ],
  ],
  [
    'spec.network.addresses',
    ['192.168.10.31/24'],
    [
      'unknown-field: `spec.network.addresses` is not a known field | `addresses` belongs under `spec.controlPlane` or `spec.workers[]`',
    ],
  ],
  [
    'spec.machine.memoryMiB',
    2048.5,
    ['wrong-type: `spec.machine.memoryMiB` must be a whole number of at least 1, not 2048.5'],
  ],
  [
    'spec.machine.memoryMiB',
    1e300,
    ['invalid-value: `spec.machine.memoryMiB` must be a whole number of at most 9007199254740991'],
  ],
  [
    'spec.machine.memoryMiB',
    0,
    ['invalid-value: `spec.machine.memoryMiB` must be a whole number of at least 1, not 0'],
  ],
  [
    'spec.machine.memoryMiB',
    Number.POSITIVE_INFINITY,
    ['wrong-type: `spec.machine.memoryMiB` must be a whole number of at least 1, not an infinite or undefined number'],
  ],
  [
    'spec.machine.memoryMiB',
    Number.NaN,
    ['wrong-type: `spec.machine.memoryMiB` must be a whole number of at least 1, not an infinite or undefined number'],
  ],
  [
    'spec.machine.numCPUs',
    true,
    ['wrong-type: `spec.machine.numCPUs` must be a whole number of at least 1, not the boolean true'],
  ],
  [
    'spec.node',
    {
      files: [
        { path: '/a', permissions: 420 },
        { path: 'a', permissions: '9' },
      ],
      kubeletExtraArgs: { a: true, b: 1 },
      preKubeadmCommands: 'echo',
    },
    [
      'wrong-type: `spec.node.files[0].permissions` must be a string, not a number | quote it, such as "0644"',
      'invalid-value: `spec.node.files[1].path` must be the absolute path of a file, not "a"',
      'invalid-value: `spec.node.files[1].permissions` must be an octal mode in quotes, such as "0644", not "9"',
      'wrong-type: `spec.node.preKubeadmCommands` must be a list, not a string | write it as a list: [echo]',
      'wrong-type: `spec.node.kubeletExtraArgs.a` must be a string, not the boolean true | quote it: "true"',
      'wrong-type: `spec.node.kubeletExtraArgs.b` must be a string, not a number | quote it: "1"',
    ],
  ],
  [
    'spec.network.dhcp4',
    'yes',
    ['wrong-type: `spec.network.dhcp4` must be true or false, not a string | write true without quotes'],
  ],
  [
    'spec.network.nameservers',
    '1.1.1.1',
    ['wrong-type: `spec.network.nameservers` must be a list, not a string | write it as a list: [1.1.1.1]'],
  ],
  [
    'spec.network.nameservers',
    { a: 1 },
    ['wrong-type: `spec.network.nameservers` must be a list, not a map | begin each entry with "- "'],
  ],
  [
    'spec.network.name',
    ['x'],
    ['wrong-type: `spec.network.name` must be a string, not a list | write it without the list: x'],
  ],
  [
    'spec.network.extraDevices',
    [{ dhcp4Overrides: { useDomains: true } }],
    [
      'wrong-type: `spec.network.extraDevices[0].dhcp4Overrides.useDomains` must be "true", "false" or "route", not the boolean true | quote it: "true"',
    ],
  ],
  ['spec.controlPlaneEndpoint', 5, ['wrong-type: `spec.controlPlaneEndpoint` must be a string or a map, not a number']],
  [
    'spec.controlPlaneEndpoint',
    { hots: 'a' },
    [
      'missing-field: `spec.controlPlaneEndpoint.host` must be given | add `host` (IP address or DNS name)',
      'unknown-field: `spec.controlPlaneEndpoint.hots` is not a known field | did you mean `host`?',
    ],
  ],
  [
    'spec.controlPlaneEndpoint',
    { host: 'a', port: 70000 },
    ['invalid-value: `spec.controlPlaneEndpoint.port` must be a whole number from 1 to 65535, not 70000'],
  ],
  ['spec.controlPlaneEndpoint', '', ['invalid-value: `spec.controlPlaneEndpoint` must not be empty']],
  ['spec.controlPlaneEndpoint', [], ['wrong-type: `spec.controlPlaneEndpoint` must be a string or a map, not a list']],
  ['spec.controlPlaneEndpoint', null, ['wrong-type: `spec.controlPlaneEndpoint` must not be empty | give it a value']],
  [
    'spec.addons',
    [{}, { configMap: 'a', secret: 'b' }, { config: 'a' }, 'x', { secret: 'A_b' }],
    [
      'missing-field: `spec.addons[0]` must hold `configMap` or `secret`',
      'invalid-value: `spec.addons[1]` must hold only one of `secret` and `configMap`',
      'missing-field: `spec.addons[2]` must hold `configMap` or `secret`',
      'unknown-field: `spec.addons[2].config` is not a known field | did you mean `configMap`?',
      'wrong-type: `spec.addons[3]` must be a map, not a string',
      'invalid-value: `spec.addons[4].secret` must be a Kubernetes object name, not "A_b"',
    ],
  ],
  [
    'spec.labels',
    { 'a b': 'c', x: 'y z', n: 1 },
    [
      'invalid-value: the key of `spec.labels["a b"]` must be a Kubernetes label key such as "topology.kubernetes.io/zone"',
      'invalid-value: `spec.labels.x` must be a Kubernetes label value, not "y z"',
      'wrong-type: `spec.labels.n` must be a string, not a number | quote it: "1"',
    ],
  ],
  [
    'spec.gitops',
    'Argo',
    ['invalid-value: `spec.gitops` must be "None", "ArgoCD" or "Flux", not "Argo" | did you mean "ArgoCD"?'],
  ],
  ['spec.gitops', 'xyz', ['invalid-value: `spec.gitops` must be "None", "ArgoCD" or "Flux", not "xyz"']],
  ['metadata.name', 'Foo_Bar', ['invalid-value: `metadata.name` must be a DNS label, not "Foo_Bar"']],
  [
    'metadata.name',
    'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
    ['invalid-value: `metadata.name` must be a DNS label'],
  ],
  [
    'spec.workers',
    [
      {
        name: 'a',
        rollout: { maxSurge: '150%', maxUnavailable: -1 },
        healthCheck: { maxUnhealthy: 1.5, nodeStartupTimeoutSeconds: '20m', unhealthyNodeConditions: [] },
      },
      null,
      5,
    ],
    [
      'invalid-value: `spec.workers[0].rollout.maxSurge` must be a whole number or a percentage such as "40%", not "150%"',
      'invalid-value: `spec.workers[0].rollout.maxUnavailable` must be a whole number of at least 0, not -1',
      'wrong-type: `spec.workers[0].healthCheck.nodeStartupTimeoutSeconds` must be a whole number of at least 30, not a string | write the number alone: 1200',
      'wrong-type: `spec.workers[0].healthCheck.maxUnhealthy` must be a whole number of at least 0, not 1.5',
      'invalid-value: `spec.workers[0].healthCheck.unhealthyNodeConditions` must hold at least one condition',
      'wrong-type: `spec.workers[1]` must not be empty | give it a value, or remove the entry',
      'wrong-type: `spec.workers[2]` must be a map, not a number',
    ],
  ],
  [
    'spec.clusterNetwork',
    { pods: [], services: ['a', 'b', 'c'], apiServerPort: 0 },
    [
      'invalid-value: `spec.clusterNetwork.pods` must hold at least one network',
      'invalid-value: `spec.clusterNetwork.services` must not hold more than two networks, one per address family',
      'invalid-value: `spec.clusterNetwork.apiServerPort` must be a whole number from 1 to 65535, not 0',
    ],
  ],
  [
    'apiVersion',
    'capv-ha.dev/v1',
    [
      'wrong-api-version: `apiVersion` must be "capv-ha.dev/v1alpha1", not "capv-ha.dev/v1" | write `apiVersion: capv-ha.dev/v1alpha1`',
    ],
  ],
  ['kind', 'HACluster2', ['invalid-value: `kind` must be "HACluster", not "HACluster2"']],
  ['spec', null, ['wrong-type: `spec` must not be empty | give it a value']],
  ['spec', [], ['wrong-type: `spec` must be a map, not a list']],
  ['spec.network.mtu', 1e30, ['invalid-value: `spec.network.mtu` must be a whole number of at most 9007199254740991']],
  ['spec.network.mtu', -1e30, ['invalid-value: `spec.network.mtu` must be a whole number of at least 68, not -1e+30']],
  [
    'spec.kubeadm.featureGates',
    { X: 'true' },
    ['wrong-type: `spec.kubeadm.featureGates.X` must be true or false, not a string | write true without quotes'],
  ],
  [
    'spec.network.name',
    'a\u0007b',
    ['invalid-value: `spec.network.name` must not hold U+0007 (control character) (character 2)'],
  ],
  [
    'spec.failureDomains',
    [{ name: 'a', region: { name: 'r', type: 'Host', tagCategory: 'k' } }],
    [
      'invalid-value: `spec.failureDomains[0].region.type` must be "Datacenter", "ComputeCluster" or "HostGroup", not "Host" | did you mean "HostGroup"?',
    ],
  ],
]

test.each(MESSAGES)('%s = %j', (path, value, words) => {
  expect(wordsFor(seedWith(path, value))).toEqual(words)
})

test('what the user wrote before it became a number is quoted', () => {
  const raw = (path: Path) =>
    ({ kubernetesVersion: '1.30', capvVersion: '1.10', permissions: '0644' })[String(path.at(-1))]
  expect(wordsFor(seedWith('spec.kubernetesVersion', 1.3), raw)).toEqual([
    'version-is-a-number: `spec.kubernetesVersion` must be a string, not the number 1.30 | write the full version in quotes: "1.30.0"',
  ])
  expect(wordsFor(seedWith('spec.capvVersion', 1.1), raw)).toEqual([
    'version-is-a-number: `spec.capvVersion` must be a string, not the number 1.10 | write it in quotes, with all its digits: "1.10"',
  ])
  expect(wordsFor(seedWith('spec.node', { files: [{ path: '/a', permissions: 420 }] }), raw)).toEqual([
    'wrong-type: `spec.node.files[0].permissions` must be a string, not a number | quote it: "0644"',
  ])
})

test('an unknown field stands at its key, a missing one at the place where it belongs', () => {
  const [unknown, ...none] = parseCluster(seedWith('spec.foo', 1)).problems
  expect([unknown?.path, unknown?.at, none]).toEqual([['spec', 'foo'], 'key', []])
  expect(parseCluster(seedWith('spec.vsphere.server', undefined)).problems[0]?.path).toEqual([
    'spec',
    'vsphere',
    'server',
  ])
})

test('keys of Object.prototype are unknown fields like others', () => {
  const hostile: unknown = JSON.parse(
    '{"__proto__": 1, "constructor": 1, "spec": {"toString": 1, "machine": {"__proto__": {}}}}',
  )
  const unknown = parseCluster(hostile).problems.filter(({ code }) => code === 'unknown-field')
  expect(unknown.map(({ path }) => path.join('.')).sort()).toEqual([
    '__proto__',
    'constructor',
    'spec.machine.__proto__',
    'spec.toString',
  ])
})

test('cycles and deep nesting end in problems', () => {
  const cycle: unknown[] = []
  cycle.push(cycle)
  expect(parseCluster(seedWith('spec.workers', cycle)).problems.map(({ code }) => code)).toEqual(['too-large'])
  let deep: unknown = 'end'
  for (let level = 0; level < 100_000; level++) deep = { deep }
  expect(parseCluster(seedWith('spec.deep', deep)).problems.map(({ code }) => code)).toEqual(['too-large'])
})

test('a secret is one fault, quoted nowhere and masked in all that encloses it', () => {
  const url = 'https://admin:hunter2@vcenter.example.com'
  const { problems } = parseCluster(seedWith('spec.foo', { server: url, list: [{ 'abcdef.0123456789abcdef': 1 }] }))
  expect(problems.map(({ code, path, secret }) => [code, path.join('.'), secret])).toEqual([
    ['secret-in-input', 'spec.foo.server', true],
    ['secret-in-input', 'spec.foo.list.0', true],
    ['unknown-field', 'spec.foo', true],
  ])
  expect(JSON.stringify(problems)).not.toMatch(/hunter2|abcdef/)
  expect(wordsFor(seedWith('spec.node', { proxy: { noProxy: url } })).join()).not.toContain('hunter2')
})

test('a secret in a shared value is quoted at none of its places', () => {
  const shared = { server: 'https://admin:hunter2@vcenter', thumbprint: 'http://admin:hunter2@vcenter' }
  const { problems } = parseCluster({ foo: shared, ...Object(seedWith('spec.vsphere', shared)) })
  expect(problems.map(({ path }) => path.join('.'))).toContain('spec.vsphere.thumbprint')
  expect(JSON.stringify(problems)).not.toContain('hunter2')
})

test('any value at all gives a configuration or a problem in our own words', () => {
  const parts = fc.constantFrom(...Object.keys(Object(parse(readFileSync('examples/seed/cluster.yaml', 'utf8')).spec)))
  const spec = fc.dictionary(fc.oneof(parts, fc.string()), fc.jsonValue({ maxDepth: 4 }))
  const documents = fc.oneof(
    fc.jsonValue(),
    fc.record({ apiVersion: fc.jsonValue(), kind: fc.jsonValue(), metadata: fc.jsonValue(), spec }),
    spec.map(changes => ({ ...Object(SEED), spec: { ...Object(SEED).spec, ...changes } })),
  )
  fc.assert(
    fc.property(documents, document => {
      const { config, problems } = parseCluster(document)
      expect(config !== undefined || problems.length > 0).toBe(true)
      for (const { message } of problems) {
        expect(message).toMatch(/ (must|is not a known field)/)
        expect(message).not.toMatch(/Invalid|expected|undefined|\n/)
      }
    }),
    { numRuns: 500 },
  )
})
