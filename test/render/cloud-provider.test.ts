// The cloud controller manager inside its ConfigMap: decoded by the types that kubectl has, and in all that must not change.

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseAllDocuments, parseDocument } from 'yaml'
import type { HAClusterSpec } from '../../src/config/schema/hacluster.ts'
import { hostAndPort } from '../../src/plan/host-and-port.ts'
import { program, run } from '../programs.ts'
import { planSpec, renderSpec } from './sample-clusters.ts'

const GOLDEN = join(import.meta.dirname, '..', 'golden')
const CARRIED = readdirSync(GOLDEN)
  .map(name => join(GOLDEN, name, 'expected.yaml'))
  .filter(existsSync)
  .map(file => readFileSync(file, 'utf8'))
  .flatMap(text => (text.includes('-cloud-provider\n') ? documentsIn(text) : []))
  .flatMap(({ data }) => (isRecord(data) ? [data['cloud-controller-manager.yaml']] : []))
  .filter(text => typeof text === 'string')

test('there is something to look at', () => expect(CARRIED.length).toBeGreaterThan(4))

describe.each(CARRIED.map((text, i) => [i, text] as const))('manifest %i', (_, text) => {
  const objects = documentsIn(text)

  test('holds the objects that the set applies, each once', () => {
    expect(objects.map(({ kind }) => kind)).toEqual([
      'ServiceAccount',
      'ConfigMap',
      'ClusterRole',
      'ClusterRoleBinding',
      'RoleBinding',
      'DaemonSet',
    ])
    expect(objects.flatMap(each => Object.keys(each)).filter(key => !KEYS.has(key))).toEqual([])
  })

  test('has a vsphere.conf with the keys that its reader knows', () => {
    const [configMap] = objects.filter(({ kind }) => kind === 'ConfigMap')
    const conf = parsed(at(configMap, 'data', 'vsphere.conf'))
    expect(Object.keys(conf).filter(key => !['global', 'vcenter', 'labels', 'nodes'].includes(key))).toEqual([])
    expect(Object.keys(record(conf.global)).filter(key => !GLOBAL.has(key))).toEqual([])
    expect(Object.keys(record(conf.nodes ?? {})).filter(key => !NODES.has(key))).toEqual([])
    for (const each of Object.values(record(conf.vcenter)))
      expect(Object.keys(record(each)).filter(key => !VCENTER.has(key))).toEqual([])
  })

  const kubectl = program('kubectl')
  test.skipIf(kubectl === undefined)('loses nothing when kubectl reads it into its types', () => {
    const daemonSet = record(objects.find(({ kind }) => kind === 'DaemonSet'))
    const image = at(daemonSet, 'spec', 'template', 'spec', 'containers', '0', 'image')
    const args = ['set', 'image', '--local', '--filename', '-', '--output', 'json', `*=${image}x`]
    const { stdout, stderr } = run(kubectl, args, { stdin: JSON.stringify(daemonSet) })
    expect(stderr).toBe('')
    const read: unknown = JSON.parse(stdout.replace(`"${image}x"`, `"${image}"`))
    expect(read).toMatchObject(daemonSet)
  })
})

describe('what must not change', () => {
  test('the selector, and a hash that follows the configuration', () => {
    const [one, again, other] = [{}, {}, { ipFamilies: ['ipv6' as const] }].map(change => daemonSetOf(managed(change)))
    expect(at(one, 'spec', 'selector')).toEqual({ matchLabels: { app: 'vsphere-cloud-controller-manager' } })
    const hash = (daemonSet: unknown) =>
      at(daemonSet, 'spec', 'template', 'metadata', 'annotations', 'capv-ha.dev/config-hash')
    expect(hash(one)).toBe(hash(again))
    expect(hash(one)).not.toBe(hash(other))
    expect(hash(daemonSetOf(managed({ version: 'v1.34.9' })))).toBe(hash(one))
  })

  test.each([
    [{}, 'registry.k8s.io/cloud-pv-vsphere/cloud-provider-vsphere:v1.34.0'],
    [{ version: '1.34' }, 'registry.k8s.io/cloud-pv-vsphere/cloud-provider-vsphere:v1.34.0'],
    [{ version: 'v1.34.1-rc.1' }, 'registry.k8s.io/cloud-pv-vsphere/cloud-provider-vsphere:v1.34.1-rc.1'],
    [{ image: 'registry.example.com/cpi' }, 'registry.example.com/cpi:v1.34.0'],
    [{ image: 'registry.example.com/cpi', version: '1.34.0' }, 'registry.example.com/cpi:1.34.0'],
  ])('the image of %j', (change, image) => {
    expect(planSpec('v1.16.1', managed(change)).cloudController?.image).toBe(image)
  })
})

test('a taint of the control plane keeps it away from no node', () => {
  const { controlPlane, ...spec } = managed({})
  const taints = [
    { key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' as const },
    { key: 'dedicated', value: 'infra', effect: 'NoExecute' as const },
    { key: 'slow', effect: 'PreferNoSchedule' as const },
  ]
  const daemonSet = daemonSetOf({ ...spec, controlPlane: { ...controlPlane, taints } })
  expect(at(daemonSet, 'spec', 'template', 'spec', 'tolerations', '4')).toEqual({
    key: 'dedicated',
    operator: 'Exists',
    effect: 'NoExecute',
  })
  expect(at(daemonSet, 'spec', 'template', 'spec', 'tolerations', '5')).toBe(undefined)
})

test.each([
  ['vcenter.example.com', { host: 'vcenter.example.com' }],
  ['vcenter.example.com:8443', { host: 'vcenter.example.com', port: 8443 }],
  ['https://vcenter.example.com/sdk', { host: 'vcenter.example.com' }],
  ['fd00::5', { host: 'fd00::5' }],
  ['[fd00::5]:443', { host: 'fd00::5', port: 443 }],
])('%s is a host and perhaps a port', (text, parts) => expect(hostAndPort(text)).toEqual(parts))

const KEYS = new Set(['apiVersion', 'kind', 'metadata'].concat(['data', 'rules', 'roleRef', 'subjects', 'spec']))
/** kubernetes/cloud-provider-vsphere pkg/common/config/types_yaml.go and pkg/cloudprovider/vsphere/config/types_yaml.go, v1.36. */
const GLOBAL = new Set(['secretName', 'secretNamespace', 'thumbprint', 'caFile', 'insecureFlag'])
const VCENTER = new Set(['server', 'port', 'datacenters', 'ipFamily'])
const NODES = new Set(
  ['NetworkSubnetCidr', 'VmNetworkName']
    .flatMap(rule => [`internal${rule}`, `external${rule}`])
    .concat(['excludeInternalNetworkSubnetCidr', 'excludeExternalNetworkSubnetCidr']),
)

type CloudProviderConfig = Extract<NonNullable<HAClusterSpec['cloudProvider']>, { type: 'Managed' }>

function managed(change: Partial<CloudProviderConfig>): Partial<HAClusterSpec> & Pick<HAClusterSpec, 'controlPlane'> {
  return {
    kubernetesVersion: 'v1.34.1',
    cloudProvider: { type: 'Managed', credentialsSecret: 'vsphere', ...change },
    controlPlane: { type: 'Machines', addresses: ['192.168.10.31-33/24'] },
  }
}

function daemonSetOf(spec: Partial<HAClusterSpec>): unknown {
  const carrier = renderSpec('v1.16.1', spec).find(({ metadata }) => metadata.name.endsWith('-cloud-provider'))
  return documentsIn(String(at(carrier, 'data', 'cloud-controller-manager.yaml'))).find(
    ({ kind }) => kind === 'DaemonSet',
  )
}

function documentsIn(text: string): readonly Readonly<Record<string, unknown>>[] {
  return parseAllDocuments(text).map(document => {
    expect(document.errors).toEqual([])
    return record(document.toJS())
  })
}

function parsed(text: unknown): Readonly<Record<string, unknown>> {
  return record(parseDocument(String(text)).toJS())
}

function at(value: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce<unknown>((each, key) => (isRecord(each) ? each[key] : undefined), value)
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  if (!isRecord(value)) throw new Error(`${JSON.stringify(value)} must be a map`)
  return value
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
