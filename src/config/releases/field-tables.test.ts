// The tables of fields name fields that exist: a misspelt key would never be found in any cluster.

import { expect, test } from 'vitest'
import { FIRST_KUBERNETES } from '../../facts/first-kubernetes.ts'
import { FIRST_RELEASES, hasField } from '../../facts/first-releases.ts'
import { FIXED_ONCE_RUNNING } from '../../facts/fixed-once-running.ts'
import { RELEASE_LIMITS } from '../../facts/release-limits.ts'
import { listFields } from '../schema/field-list.ts'
import { haclusterSchema } from '../schema/hacluster.ts'
import { usedFields } from './used-fields.ts'

const FIELDS = new Set(
  listFields()
    .filter(({ path }) => path[0] === 'spec')
    .map(({ path }) => path.slice(1).join('.').replaceAll('.[]', '[]')),
)

const TABLES = [FIRST_RELEASES, FIRST_KUBERNETES, FIXED_ONCE_RUNNING, RELEASE_LIMITS]

test.each(TABLES.flatMap(table => [...table.keys()]).map(key => [key]))('%s is a field', key => {
  const name = key.replace(/=.*$/, '')
  expect(FIELDS.has(name) || FIELDS.has(name.replace(/(\[\])+$/, ''))).toBe(true)
})

test('fields of overrides and extra devices are those of the cluster-wide ones', () => {
  const parsed = haclusterSchema.parse({
    apiVersion: 'capv-ha.dev/v1alpha1',
    kind: 'HACluster',
    metadata: { name: 'a' },
    spec: {
      capvVersion: 'v0.5.4',
      kubernetesVersion: '1.16.3',
      controlPlaneEndpoint: 'a',
      loadBalancer: { type: 'External' },
      vsphere: { server: 'a', datacenter: 'a' },
      network: { mtu: null, extraDevices: [{ mtu: 9000 }] },
      controlPlane: { type: 'Machines', nodes: [{ index: 0, network: { mtu: 1500 } }] },
      workers: [{ name: 'a', network: { extraDevices: [{}, { mtu: 1400 }] } }],
    },
  })
  const table = new Map([
    ['network.mtu', 1],
    ['controlPlane.type=Machines', 2],
    ['controlPlane.type=KubeadmControlPlane', 3],
  ])
  expect(usedFields(parsed, table).map(({ path, value, row }) => [path.slice(1).join('.'), value, row])).toEqual([
    ['network.extraDevices.0.mtu', 9000, 1],
    ['controlPlane.type', 'Machines', 2],
    ['controlPlane.nodes.0.network.mtu', 1500, 1],
    ['workers.0.network.extraDevices.1.mtu', 1400, 1],
  ])
})

test('a field that came, went and came again', () => {
  const deviceName = FIRST_RELEASES.get('network.deviceName')
  const has = (patch: readonly [number, number, number]) =>
    deviceName && hasField({ capv: patch, capi: [0, 2, 8], profile: 'v1alpha2' }, deviceName)
  expect([has([0, 5, 4]), has([0, 5, 5]), has([0, 6, 0]), has([0, 6, 2])]).toEqual([false, true, false, true])
})
