// Moving a live cluster to v1beta2 under the same names replaces no VM as long as our v1beta2 output is upstream's conversion of
// our v1beta1 output. The conversion is written down here a second time, as a list of renames, and nothing else may differ.
// Source: cluster-api v1.13.5 docs/book/src/developer/providers/migrations/v1.10-to-v1.11.md and
// api/bootstrap/kubeadm/v1beta1/conversion.go; cluster-api-provider-vsphere v1.16.1 apis/v1beta1.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Json, JsonObject, Manifest } from '../../src/manifest.ts'
import {
  REPLICATED_V1ALPHA3,
  REPLICATED_V1BETA1,
  RICH,
  RICH_V1ALPHA3,
  RICH_V1BETA1,
  renderSpec,
  type Spec,
} from './sample-clusters.ts'

type Rename = (value: Json) => Readonly<Record<string, Json>>

/** What becomes of a field, by its name; every other field keeps name and value. */
const RENAMES: Readonly<Record<string, Rename>> = {
  infrastructureRef: ref => ({ infrastructureRef: groupReference(ref) }),
  controlPlaneRef: ref => ({ controlPlaneRef: groupReference(ref) }),
  configRef: ref => ({ configRef: groupReference(ref) }),
  extraArgs: args => ({ extraArgs: argumentList(args) }),
  kubeletExtraArgs: args => ({ kubeletExtraArgs: argumentList(args) }),
  nodeDrainTimeout: duration => ({ deletion: { nodeDrainTimeoutSeconds: seconds(duration) } }),
  nodeVolumeDetachTimeout: duration => ({ deletion: { nodeVolumeDetachTimeoutSeconds: seconds(duration) } }),
  nodeDeletionTimeout: duration => ({ deletion: { nodeDeletionTimeoutSeconds: seconds(duration) } }),
  machineTemplate: machines => ({ machineTemplate: withSpec(machines) }),
  machineNamingStrategy: machineNaming => ({ machineNaming }),
  remediationStrategy: remediation => ({ remediation }),
  retryPeriod: duration => ({ retryPeriodSeconds: seconds(duration) }),
  minHealthyPeriod: duration => ({ minHealthyPeriodSeconds: seconds(duration) }),
  rolloutAfter: after => ({ rollout: { after } }),
  rolloutStrategy: strategy => ({ rollout: { strategy } }),
  nodeStartupTimeout: duration => ({ checks: { nodeStartupTimeoutSeconds: seconds(duration) } }),
  unhealthyConditions: unhealthyNodeConditions => ({ checks: { unhealthyNodeConditions } }),
  timeout: duration => ({ timeoutSeconds: seconds(duration) }),
  maxUnhealthy: count => ({ remediation: { triggerIf: { unhealthyLessThanOrEqualTo: count } } }),
  placementConstraint: place =>
    isObject(place) && Object.keys(place).length > 0 ? { placementConstraint: place } : {},
  guestSoftPowerOffTimeout: duration => ({ guestSoftPowerOffTimeoutSeconds: seconds(duration) }),
  namingStrategy: naming => ({ naming }),
  // That of a ClusterResourceSet is a word, and stays.
  strategy: (strategy): ReturnType<Rename> => (isObject(strategy) ? { rollout: { strategy } } : { strategy }),
}

/** Fields of v1beta1 that v1beta2 has under no name, or that must not be said there: the output must not depend on them. */
const GONE = [
  'useExperimentalRetryJoin',
  'preferredAPIServerCidr',
  'networking',
  'revisionHistoryLimit',
  'progressDeadlineSeconds',
  'minReadySeconds',
  'autoConfigure',
]

const V1BETA1 = 'v1.13.1'
const MIXED = 'v1.15.3'
const V1BETA2 = 'v1.16.1'

const CLUSTERS: readonly (readonly [string, Spec])[] = [
  ['the smallest cluster', {}],
  ['what all releases carry', RICH],
  ['what v1alpha3 added', RICH_V1ALPHA3],
  ['what v1beta1 added', RICH_V1BETA1],
  ['a KubeadmControlPlane over failure domains', REPLICATED_V1ALPHA3],
  ['a KubeadmControlPlane with fixed addresses', REPLICATED_V1BETA1],
  ['no cloud provider', { cloudProvider: { type: 'None' } }],
  ['an IPv6 cluster', ipv6()],
  ['DHCP nodes', { network: { name: 'management', dhcp4: true }, controlPlane: { type: 'Machines', replicas: 3 } }],
  [
    'a name for every control plane node',
    { controlPlane: { type: 'Machines', addresses: ['10.0.0.11/24'], nodes: [{ index: 0, name: 'first' }] } },
  ],
  ['a retired node', { controlPlane: { type: 'Machines', addresses: ['10.0.0.11/24', null, '10.0.0.13-14/24'] } }],
]

describe.each(CLUSTERS)('%s', (_, spec) => {
  const [v1beta1, mixed, v1beta2] = [V1BETA1, MIXED, V1BETA2].map(release => renderSpec(release, spec))

  test('v1beta2 is v1beta1 after the renames, and nothing else', () => {
    expect(v1beta2).toEqual(v1beta1?.map(manifest => toV1beta2(manifest)))
  })

  test('mixed is v1beta2 for Cluster API and v1beta1 for vSphere', () => {
    expect(mixed?.filter(isVSphere)).toEqual(v1beta1?.filter(isVSphere))
    expect(mixed?.filter(isCore)).toEqual(v1beta2?.filter(isCore))
  })

  test('v1beta1 says nothing that v1beta2 has lost', () => {
    const names = new Set((v1beta1 ?? []).flatMap(fieldNames))
    expect(GONE.filter(name => names.has(name))).toEqual([])
  })
})

test('any mixture of the richest clusters is converted without a rest', () => {
  const fields = fc.subarray([
    'machine',
    'network',
    'node',
    'kubeadm',
    'workers',
    'controlPlane',
    'vsphere',
    'users',
    'clusterNetwork',
    'failureDomains',
  ] as const)
  fc.assert(
    fc.property(fields, fc.constantFrom(RICH, RICH_V1ALPHA3, RICH_V1BETA1), (chosen, from) => {
      const spec: Spec = Object.fromEntries(
        chosen.flatMap(field => (from[field] === undefined ? [] : [[field, from[field]]])),
      )
      expect(renderSpec(V1BETA2, spec)).toEqual(renderSpec(V1BETA1, spec).map(toV1beta2))
    }),
    { numRuns: 60, seed: 5 },
  )
})

function toV1beta2(manifest: Manifest): unknown {
  const { apiVersion, metadata, ...rest } = manifest
  return { apiVersion: apiVersion.replace(/(x-k8s\.io)\/v1beta1$/, '$1/v1beta2'), metadata, ...convertFields(rest) }
}

function convertFields(fields: JsonObject): JsonObject {
  const converted: Record<string, Json> = {}
  for (const [name, value] of Object.entries(withTimeouts(fields))) {
    const inner = convert(value)
    for (const [key, part] of Object.entries(RENAMES[name]?.(inner) ?? { [name]: inner })) {
      const other = converted[key] ?? null
      converted[key] = isObject(part) && isObject(other) ? { ...other, ...part } : part
    }
  }
  return converted
}

/** The two that kubeadm always had move to the sections that use them. */
function withTimeouts(fields: JsonObject): JsonObject {
  const { clusterConfiguration: cluster, initConfiguration: init, joinConfiguration: join, ...rest } = fields
  const { timeoutForControlPlane: component, ...apiServer } = objectIn(cluster, 'apiServer')
  const { timeout: bootstrap, ...discovery } = objectIn(join, 'discovery')
  const both = component === undefined ? {} : { controlPlaneComponentHealthCheckSeconds: seconds(component) }
  const joining = { ...both, ...(bootstrap === undefined ? {} : { tlsBootstrapSeconds: seconds(bootstrap) }) }
  return {
    ...(cluster === undefined ? {} : { clusterConfiguration: { ...asObject(cluster), ...filled({ apiServer }) } }),
    ...(init === undefined ? {} : { initConfiguration: { ...asObject(init), ...filled({ timeouts: both }) } }),
    ...(join === undefined
      ? {}
      : { joinConfiguration: { ...without(join, 'discovery'), ...filled({ discovery, timeouts: joining }) } }),
    ...rest,
  }
}

function objectIn(parent: Json | undefined, name: string): JsonObject {
  return asObject(asObject(parent)[name])
}

function asObject(value: Json | undefined): JsonObject {
  return value !== undefined && isObject(value) ? value : {}
}

function without(value: Json, name: string): JsonObject {
  return Object.fromEntries(Object.entries(asObject(value)).filter(([key]) => key !== name))
}

function filled(fields: Readonly<Record<string, JsonObject>>): JsonObject {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => Object.keys(value).length > 0))
}

function convert(value: Json): Json {
  if (isList(value)) return value.map(convert)
  return isObject(value) ? convertFields(value) : value
}

/** What is not metadata moves into a spec. */
function withSpec(machines: Json): Json {
  if (!isObject(machines)) throw new Error('machines have a template')
  const { metadata, ...spec } = machines
  return metadata === undefined ? { spec } : { metadata, spec }
}

function groupReference(ref: Json): Json {
  if (!isObject(ref)) throw new Error('a reference is an object')
  const { apiVersion, namespace, ...rest } = ref
  return { apiGroup: String(apiVersion).replace(/\/.*/, ''), ...rest }
}

function argumentList(args: Json): Json {
  if (!isObject(args)) throw new Error('flags are a map')
  return Object.entries(args)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => ({ name, value }))
}

function seconds(duration: Json): number {
  const [, hours = 0, minutes = 0, rest = 0] = /^(?:(\d+)h)?(?:(\d+)m)?(\d+)s$/.exec(String(duration)) ?? []
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(rest)
}

function fieldNames(value: Json): readonly string[] {
  if (isList(value)) return value.flatMap(fieldNames)
  return isObject(value) ? Object.entries(value).flatMap(([name, part]) => [name, ...fieldNames(part)]) : []
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value)
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isVSphere({ apiVersion }: Manifest): boolean {
  return apiVersion.startsWith('infrastructure.cluster.x-k8s.io/')
}

function isCore(manifest: Manifest): boolean {
  return !isVSphere(manifest)
}

function ipv6(): Spec {
  return {
    controlPlaneEndpoint: '[2001:db8::10]:6443',
    clusterNetwork: { pods: ['fd00:1::/56'], services: ['fd00:2::/112'] },
    network: { name: 'management', gateway6: '2001:db8::1', nameservers: ['2001:db8::2'] },
    controlPlane: { type: 'Machines', addresses: ['2001:db8::11-13/64'] },
  }
}
