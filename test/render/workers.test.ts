// Worker pools and what lands on their nodes: labels, taints, autoscaler, per-pool settings, in every API generation.

import { describe, expect, test } from 'vitest'
import { checkReservedAnnotations } from '../../src/config/checks/names/reserved-annotations.ts'
import { checkKubeletNodeLabels } from '../../src/config/checks/nodes/kubelet-node-labels.ts'
import { checkNodeLabels } from '../../src/config/checks/nodes/node-labels.ts'
import { resolve } from '../../src/config/resolve/resolve.ts'
import type { HAClusterSpec } from '../../src/config/schema/hacluster.ts'
import { carrierOf } from '../../src/facts/node-labels.ts'
import type { Manifest } from '../../src/manifest.ts'
import { plan } from '../../src/plan/plan.ts'
import { render } from '../../src/render/index.ts'
import { printYaml } from '../../src/write/yaml.ts'
import { haCluster, RELEASE_OF, type Spec } from './sample-clusters.ts'

type Pool = NonNullable<HAClusterSpec['workers']>[number]

const MINIMUM = 'cluster.x-k8s.io/cluster-api-autoscaler-node-group-min-size'
const MAXIMUM = 'cluster.x-k8s.io/cluster-api-autoscaler-node-group-max-size'
const CAPACITY = 'capacity.cluster-autoscaler.kubernetes.io'

test.each([
  ['example.test/tier', 'kubelet'],
  ['tier', 'kubelet'],
  ['topology.kubernetes.io/zone', 'kubelet'],
  ['node.kubernetes.io/a', 'kubelet'],
  ['a.kubelet.kubernetes.io/a', 'kubelet'],
  ['x-k8s.io/a', 'kubelet'],
  ['node-role.kubernetes.io/worker', 'machine'],
  ['node-restriction.kubernetes.io/a', 'machine'],
  ['a.node-restriction.kubernetes.io/a', 'machine'],
  ['node.cluster.x-k8s.io/a', 'machine'],
  ['a.node.cluster.x-k8s.io/a', 'machine'],
  ['kubernetes.io/role', 'nobody'],
  ['a.node-role.kubernetes.io/a', 'nobody'],
  ['a.k8s.io/a', 'nobody'],
])('the label %s is set by: %s', (key, carrier) => expect(carrierOf(key)).toBe(carrier))

describe.each(Object.entries(RELEASE_OF))('%s', (_, release) => {
  test('labels of the kubelet and taints stand in the registration of nodes', () => {
    const pool: Partial<Pool> = {
      labels: { b: '1', 'a.test/c': '' },
      taints: [{ key: 'k', value: 'v', effect: 'NoSchedule' }],
    }
    const { template } = poolObjects(release, pool)
    const text = JSON.stringify(template)
    expect(text).toContain('a.test/c=,b=1')
    expect(text).toContain('"taints":[{"key":"k","value":"v","effect":"NoSchedule"}]')
  })

  test('an autoscaled pool has bounds and no replicas', () => {
    const { deployment } = poolObjects(release, { autoscale: { min: 2, max: 5 }, annotations: { note: 'n' } })
    expect(deployment.spec).not.toHaveProperty('replicas')
    expect(deployment.metadata.annotations).toMatchObject({ note: 'n', [MINIMUM]: '2', [MAXIMUM]: '5' })
    expect(JSON.stringify(deployment)).not.toContain(CAPACITY)
  })

  test('a pool has its own Kubernetes version, replicas and rollout', () => {
    const { deployment } = poolObjects(release, {
      kubernetesVersion: '1.31.2',
      replicas: 0,
      rollout: { maxSurge: '25%' },
    })
    expect(deployment.spec).toMatchObject({
      replicas: 0,
      template: { spec: { version: expect.stringMatching(/^v?1\.31\.2$/) } },
    })
    expect(JSON.stringify(deployment)).toContain('"rollingUpdate":{"maxSurge":"25%","maxUnavailable":0}')
  })
})

test('labels that the kubelet may not set travel with the Machines', () => {
  const labels = { 'node-role.kubernetes.io/front': '', 'node.cluster.x-k8s.io/a': 'b', tier: 'front' }
  const { deployment, template } = poolObjects('v1.16.1', { labels })
  const { tier: _, ...ofMachine } = labels
  expect(deployment.spec).toMatchObject({ template: { metadata: { labels: ofMachine } } })
  expect(JSON.stringify(deployment.spec)).not.toContain('tier')
  expect(JSON.stringify(template)).toContain('"value":"tier=front"')
  expect(JSON.stringify(template)).not.toContain('node-role')
})

test('control-plane nodes get labels and taints in the same ways', () => {
  const labels = { 'node-role.kubernetes.io/a': '', tier: 'cp' }
  const manifests = rendered('v1.16.1', {
    controlPlane: { type: 'Machines', addresses: ['10.0.0.11/24'], labels, taints: [] },
  })
  expect(one(manifests, 'Machine').metadata.labels).toMatchObject({ 'node-role.kubernetes.io/a': '' })
  const config = one(manifests, 'KubeadmConfig').spec
  const registration = {
    taints: [],
    kubeletExtraArgs: expect.arrayContaining([{ name: 'node-labels', value: 'tier=cp' }]),
  }
  expect(config).toMatchObject({
    initConfiguration: { nodeRegistration: registration },
    joinConfiguration: { nodeRegistration: registration },
  })
})

test("the user's own flag stays in front, and what it says already is not said twice", () => {
  const node = { kubeletExtraArgs: { 'node-labels': 'z=1,tier=front' } }
  const { template } = poolObjects('v1.16.1', { node, labels: { tier: 'front', a: 'b' } })
  expect(JSON.stringify(template)).toContain('"value":"z=1,tier=front,a=b"')
})

test('a pool that may be empty says what its machines would offer', () => {
  const { deployment } = poolObjects('v1.16.1', {
    autoscale: { min: 0, max: 5, capacity: { memory: '16Gi', gpuType: 'nvidia.com/gpu', gpuCount: 2 } },
    machine: { numCPUs: 4 },
    labels: { tier: 'front', 'node-role.kubernetes.io/front': '' },
    taints: [
      { key: 'b', effect: 'NoExecute' },
      { key: 'a', value: 'c', effect: 'NoSchedule' },
    ],
  })
  expect(deployment.metadata.annotations).toMatchObject({
    [`${CAPACITY}/cpu`]: '4',
    [`${CAPACITY}/memory`]: '16Gi',
    [`${CAPACITY}/gpu-type`]: 'nvidia.com/gpu',
    [`${CAPACITY}/gpu-count`]: '2',
    [`${CAPACITY}/labels`]: 'node-role.kubernetes.io/front=,tier=front',
    [`${CAPACITY}/taints`]: 'a=c:NoSchedule,b:NoExecute',
  })
})

describe('refused', () => {
  test.each([
    ['v1.16.1', 'node-role.kubernetes.io/a', 0],
    ['v1.6.0', 'node-role.kubernetes.io/a', 1],
    ['v1.6.0', 'node.cluster.x-k8s.io/a', 1],
    ['v1.16.1', 'kubernetes.io/role', 1],
  ])('with %s the label %s gives %i problems', (release, label, count) => {
    const problems = checkNodeLabels(clusterWith(release, { labels: { [label]: '' } }))
    expect(problems.map(({ code }) => code)).toEqual(Array.from({ length: count }, () => 'node-label'))
  })

  test.each([
    ['a=b', { a: 'b' }, 0],
    ['a=b', { a: 'c' }, 1],
    ['node-role.kubernetes.io/a=', {}, 1],
    ['x=1, kubernetes.io/role=a,y', { y: '' }, 1],
  ])('the flag %j beside the labels %j gives %i problems', (flag, labels, count) => {
    const node = { kubeletExtraArgs: { 'node-labels': flag } }
    const problems = checkKubeletNodeLabels(clusterWith('v1.16.1', { node, labels }))
    expect(problems.map(({ path }) => path)).toEqual(
      Array.from({ length: count }, () => ['spec', 'workers', 0, 'node', 'kubeletExtraArgs', 'node-labels']),
    )
  })

  test.each<[string, Partial<Pool>, number]>([
    [MINIMUM, { autoscale: { min: 0, max: 1 } }, 1],
    [MINIMUM, {}, 0],
    [`${CAPACITY}/maxPods`, { autoscale: { min: 0, max: 1 } }, 0],
    ['capv-ha.dev/owner', {}, 1],
  ])('the annotation %s with %j gives %i problems', (annotation, pool, count) => {
    const problems = checkReservedAnnotations(clusterWith('v1.16.1', { ...pool, annotations: { [annotation]: '1' } }))
    expect(problems.map(({ code }) => code)).toEqual(Array.from({ length: count }, () => 'reserved-annotation'))
  })
})

function poolObjects(release: string, pool: Partial<Pool>) {
  const manifests = rendered(release, { workers: [poolOf(pool)] })
  return { deployment: one(manifests, 'MachineDeployment'), template: one(manifests, 'KubeadmConfigTemplate') }
}

function one(manifests: readonly Manifest[], kind: string): Manifest {
  const found = manifests.find(manifest => manifest.kind === kind)
  if (found === undefined) throw new Error(`no ${kind}`)
  return found
}

function rendered(capvVersion: string, spec: Spec): readonly Manifest[] {
  const resolved = resolve(haCluster(capvVersion, { cloudProvider: { type: 'None' }, ...spec }))
  const { release } = resolved
  if (release === undefined) throw new Error(`${capvVersion} is no release`)
  return render(plan({ ...resolved, release }), value => printYaml(value))
}

function clusterWith(capvVersion: string, pool: Partial<Pool>) {
  return resolve(haCluster(capvVersion, { workers: [poolOf(pool)] }))
}

function poolOf(pool: Partial<Pool>): Pool {
  return { name: 'md-0', network: { dhcp4: true }, ...pool }
}
