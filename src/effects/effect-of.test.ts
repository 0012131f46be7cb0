import { expect, test } from 'vitest'
import type { Version } from '../facts/releases.ts'
import type { Json, Manifest } from '../manifest.ts'
import { changedPaths, fieldEffects } from './effect-of.ts'
import { EFFECT_RULES } from './rules.ts'

test.each<[former: Json, next: Json, paths: readonly string[]]>([
  [{ a: 1 }, { a: 1 }, []],
  [{ a: 1 }, { a: 2 }, ['spec.a']],
  // A list is a leaf.
  [{ a: [1, 2] }, { a: [1, 3] }, ['spec.a']],
  // What is new has as many changes as leaves; what is gone is one.
  [{}, { a: { b: 1, c: { d: 2 } } }, ['spec.a.b', 'spec.a.c.d']],
  [{ a: { b: 1, c: { d: 2 } } }, {}, ['spec.a']],
  [{ a: { b: 1 } }, { a: {} }, ['spec.a.b']],
  [{ a: 'text' }, { a: { b: 1 } }, ['spec.a.b']],
  [{ a: { b: 1 } }, { a: 'text' }, ['spec.a']],
  [{}, { a: {} }, ['spec.a']],
  [null, { a: 1 }, ['spec.a']],
])('from %j to %j', (former, next, paths) => {
  expect(changedPaths(former, next, ['spec']).map(path => path.join('.'))).toEqual(paths)
})

function effects(apiVersion: string, kind: string, former: Json, next: Json, capi: Version) {
  const manifest: Manifest = { apiVersion, kind, metadata: { name: 'x' }, spec: next }
  return fieldEffects({ former: { spec: former }, next: manifest }, capi).map(
    ({ path, effect, acceptedFrom }) =>
      `${path.join('.')} ${effect}${acceptedFrom ? ` ${acceptedFrom.join('.')}` : ''}`,
  )
}

const CONTROL_PLANE = ['controlplane.cluster.x-k8s.io/v1beta1', 'KubeadmControlPlane'] as const
const cluster = (clusterConfiguration: Json): Json => ({ kubeadmConfigSpec: { clusterConfiguration } })

test.each<[capi: Version, former: Json, next: Json, effects: readonly string[]]>([
  [[1, 10, 0], { version: 'v1.32.1' }, { version: 'v1.33.1' }, ['spec.version rolls']],
  [[1, 10, 0], { replicas: 3 }, { replicas: 5 }, ['spec.replicas in-place']],
  [
    [1, 10, 0],
    cluster({ networking: { podSubnet: 'a' } }),
    cluster({ networking: { podSubnet: 'b' } }),
    ['spec.kubeadmConfigSpec.clusterConfiguration.networking.podSubnet refused'],
  ],
  [
    [1, 6, 0],
    cluster({ featureGates: { A: true } }),
    cluster({ featureGates: { A: false } }),
    ['spec.kubeadmConfigSpec.clusterConfiguration.featureGates.A refused 1.7.0'],
  ],
  [
    [1, 7, 0],
    cluster({ featureGates: { A: true } }),
    cluster({ featureGates: { A: false } }),
    ['spec.kubeadmConfigSpec.clusterConfiguration.featureGates.A rolls'],
  ],
  // The last field of an object may go where the object may.
  [
    [1, 1, 0],
    cluster({ apiServer: { certSANs: ['a'] } }),
    cluster({}),
    ['spec.kubeadmConfigSpec.clusterConfiguration.apiServer refused 1.2.0'],
  ],
  [
    [1, 1, 0],
    cluster({ apiServer: { certSANs: ['a'] } }),
    cluster({ apiServer: { certSANs: ['b'] } }),
    ['spec.kubeadmConfigSpec.clusterConfiguration.apiServer.certSANs rolls'],
  ],
  [
    [1, 0, 0],
    { machineTemplate: { nodeDrainTimeout: '5m' } },
    { machineTemplate: { nodeDrainTimeout: '6m' } },
    ['spec.machineTemplate.nodeDrainTimeout refused 1.1.0'],
  ],
])('of a KubeadmControlPlane under Cluster API %j: %j to %j', (capi, former, next, expected) => {
  expect(effects(...CONTROL_PLANE, former, next, capi)).toEqual(expected)
})

test('what the table does not know is not taken for harmless', () => {
  expect(effects('v1', 'ConfigMap', { a: 1 }, { a: 2 }, [1, 10, 0])).toEqual(['spec.a unknown'])
  expect(effects('example.com/v1', 'KubeadmControlPlane', { a: 1 }, { a: 2 }, [1, 10, 0])).toEqual(['spec.a unknown'])
})

test('no rule stands twice', () => {
  const keys = EFFECT_RULES.map(({ group, kind, path, from }) => JSON.stringify([group, kind, path, from]))
  expect(new Set(keys).size).toBe(keys.length)
})
