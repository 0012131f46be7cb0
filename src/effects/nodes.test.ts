import { expect, test } from 'vitest'
import type { Json, Manifest } from '../manifest.ts'
import { nodeProblems } from './nodes.ts'

const CAPI = [1, 10, 0] as const

type Fields = Readonly<Record<string, Json>>

function machine(fields: Fields, address = '10.0.0.1/24', version = 'v1beta1'): Manifest {
  const labels = { 'cluster.x-k8s.io/cluster-name': 'c' }
  const network = { devices: [{ networkName: 'lan', ipAddrs: [address] }] }
  return {
    apiVersion: `infrastructure.cluster.x-k8s.io/${version}`,
    kind: 'VSphereMachine',
    metadata: { name: 'c-controlplane-0', labels },
    spec: { template: 'a', network, ...fields },
  }
}

function config(commands: readonly string[], apiVersion = 'bootstrap.cluster.x-k8s.io/v1beta1'): Manifest {
  return { apiVersion, kind: 'KubeadmConfig', metadata: { name: 'n' }, spec: { preKubeadmCommands: commands } }
}

function codes(former: unknown, next: Manifest): readonly string[] {
  return nodeProblems([{ former, next }], CAPI).map(problem => problem.code)
}

test.each<[what: string, former: Manifest, next: Manifest, codes: readonly string[]]>([
  ['nothing', machine({}), machine({}), []],
  ['another address', machine({}), machine({}, '10.0.0.2/24'), ['node-readdressed']],
  ['only the prefix length', machine({}), machine({}, '10.0.0.1/25'), []],
  ['the template', machine({}), machine({ template: 'b' }), ['node-needs-replacement']],
  ['a field more', machine({}), machine({ numCPUs: 4 }), ['node-needs-replacement']],
  ['a field less', machine({ numCPUs: 4 }), machine({}), ['node-needs-replacement']],
  ['the power-off mode', machine({}), machine({ powerOffMode: 'soft', guestSoftPowerOffTimeout: '5m0s' }), []],
  ['the release alone', machine({}), machine({ os: 'Linux' }, '10.0.0.1/24', 'v1beta2'), []],
  [
    'release and template',
    machine({}),
    machine({ template: 'b' }, '10.0.0.1/24', 'v1beta2'),
    ['node-needs-replacement'],
  ],
  ['release and address', machine({}), machine({}, '10.0.0.2/24', 'v1beta2'), ['node-readdressed']],
  ['the configuration', config(['a']), config(['b']), ['node-keeps-configuration']],
  ['the configuration across releases', config(['a']), config(['b'], 'bootstrap.cluster.x-k8s.io/v1beta2'), []],
])('a change of %s', (_what, former, next, expected) => {
  expect(codes(former, next)).toEqual(expected)
})

test('the procedure names the Secrets, the node and the file', () => {
  const [problem] = nodeProblems([{ former: machine({}), next: machine({ template: 'b' }), file: 'c/vm.yaml' }], CAPI)
  for (const part of ['"c-ca"', 'etcd member', 'kubectl delete machine c-controlplane-0', '"c/vm.yaml"']) {
    expect(problem?.fix).toContain(part)
  }
})

test('a former object of any shape is no reason to fail', () => {
  for (const former of [null, 'text', [], { spec: [] }, { spec: { network: { devices: 'x' } } }]) {
    expect(codes(former, machine({}))).toContain('node-readdressed')
  }
})

test('all nodes with changed configuration share one warning', () => {
  const changes = ['a', 'b'].map(name => {
    const next = { ...config(['new']), metadata: { name } }
    return { former: config(['old']), next }
  })
  expect(nodeProblems(changes, CAPI).map(problem => problem.message)).toEqual([expect.stringContaining('"a", "b"')])
})
