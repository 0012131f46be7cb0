import { expect, test } from 'vitest'
import { clustersInList, isMeant, mayMeanClusters } from './meant-clusters.ts'

const OURS = { spec: { capvVersion: 'v1.16.1' } }

test.each<[is: boolean, apiVersion: string | undefined, kind: string | undefined, value: unknown]>([
  [true, 'capv-ha.dev/v1alpha1', 'HACluster', {}],
  [true, 'capv-ha.dev/v2', 'Anything', {}],
  [true, 'capv-ha.dev/v1alpha1', undefined, {}],
  [true, undefined, 'HACluster', {}],
  [true, '', 'HACluster', {}],
  [true, 'v1alpha1', 'HACluster', {}],
  [true, 'capv-ha.dev', 'HACluster', {}],
  [true, 'capvha.dev/v1alpha1', 'HACluster', {}],
  [true, 'CAPV-HA.dev/v1alpha1', 'HACluster', {}],
  [true, 'capv-ha.io/v1alpha1', 'HACluster', {}],
  [true, 'infrastructure.cluster.x-k8s.io/v1beta1', 'HACluster', OURS],
  [true, undefined, 'HAcluster', OURS],
  [true, undefined, 'HAClusters', OURS],
  [true, 'capv-hs.dev/v1alpha1', 'Cluster', OURS],
  // Of others: kinds that happen to be called so, and what nobody can tell.
  [false, 'postgres.example.com/v1', 'HACluster', { spec: { replicas: 3 } }],
  [false, 'cluster.x-k8s.io/v1beta1', 'Cluster', OURS],
  [false, undefined, 'HAcluster', {}],
  [false, undefined, undefined, OURS],
  [true, 'capv-ha.devs/v1alpha1', 'HACluster', {}],
  [false, 'v1', 'ConfigMap', OURS],
  [false, 'capi-ha.dev/v1', 'Backup', {}],
])('%s: apiVersion %s, kind %s', (is, apiVersion, kind, value) => {
  expect(isMeant({ apiVersion, kind }, () => value)).toBe(is)
})

test('a value is only asked for where the heading leaves it open', () => {
  const never = () => expect.unreachable()
  for (const kind of ['ConfigMap', 'Deployment', 'Cluster', 'List', 'Kustomization', 'DaemonSet']) {
    expect(isMeant({ apiVersion: 'apps/v1', kind }, never)).toBe(false)
  }
})

test('entries of lists in lists are found, whatever the lists are called', () => {
  const cluster = { apiVersion: 'capv-ha.dev/v1alpha1', kind: 'HACluster' }
  const list = { kind: 'List', items: [{ kind: 'Secret' }, cluster, { kind: 'Odd', items: [null, cluster] }, 'text'] }
  expect(clustersInList(list).map(problem => problem.path)).toEqual([
    ['items', 1],
    ['items', 2, 'items', 1],
  ])
  for (const other of [cluster, null, [], { items: {} }, { items: [] }]) expect(clustersInList(other)).toEqual([])
})

test('a text that mentions nothing of ours needs no look', () => {
  expect(mayMeanClusters('kind: Cluster\nspec: {}\n')).toBe(false)
  for (const word of ['capv-ha.dev', 'HACluster', 'capvVersion']) expect(mayMeanClusters(`x: ${word}`)).toBe(true)
})
