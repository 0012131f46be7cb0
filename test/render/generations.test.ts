// One resource, every API generation: which objects and apiVersions each profile prints, that API servers take them, that the
// oldest gives the nodes this project began with, and that docs/generations.md tells the truth.

import { readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { runChecks } from '../../src/config/checks/index.ts'
import { resolve } from '../../src/config/resolve/resolve.ts'
import { PROFILES, type Profile } from '../../src/facts/releases.ts'
import { type Manifest, OWNER_ANNOTATION } from '../../src/manifest.ts'
import { readYamlValue } from '../../src/read/documents/yaml-value.ts'
import { ROOT } from '../bundle.ts'
import { run } from '../programs.ts'
import { at } from '../write/manifest-paths.ts'
import { apiVersionOf } from './api-versions.ts'
import { haCluster, RELEASE_OF, RICHEST, renderSpec, type Spec, samplesOf } from './sample-clusters.ts'
import { SEED_NODES, SEED_SPEC } from './seed-nodes.ts'

const CONTROL_PLANES = ['Machines', 'KubeadmControlPlane'] as const
const BALANCERS = ['External', 'Nginx', 'HAProxy', 'KubeVIP'] as const

describe.each(PROFILES)('%s', profile => {
  const manifests = renderSpec(RELEASE_OF[profile], RICHEST[profile])
  const all = samplesOf(profile).flatMap(spec => renderSpec(RELEASE_OF[profile], spec))

  test('has exactly the apiVersions of its releases', () => {
    expect([...new Set(all.map(({ apiVersion }) => apiVersion))].sort()).toEqual(API_VERSIONS[profile])
    for (const { apiVersion, kind } of all) expect(apiVersion).toBe(apiVersionOf(profile, kind))
  })

  test('lists objects in apply order', () => {
    const pools = RICHEST[profile].workers?.length ?? 0
    expect(manifests.map(({ kind }) => kind)).toEqual([
      ...['Cluster', 'VSphereCluster', 'ConfigMap'],
      ...Array(3).fill(['KubeadmConfig', 'Machine', 'VSphereMachine']).flat(),
      ...Array(pools).fill(['KubeadmConfigTemplate', 'VSphereMachineTemplate', 'MachineDeployment']).flat(),
      ...(profile === 'v1alpha2' ? [] : ['ClusterResourceSet']),
    ])
  })

  test.skipIf(profile === 'v1alpha2')('lists objects of a KubeadmControlPlane in apply order', () => {
    const spec = samplesOf(profile)[2] ?? {}
    const kinds = renderSpec(RELEASE_OF[profile], spec).map(({ kind }) => kind)
    expect(kinds.filter((kind, i) => kind !== kinds[i - 1] || kind !== 'InClusterIPPool')).toEqual([
      ...Array(2).fill(['VSphereFailureDomain', 'VSphereDeploymentZone']).flat(),
      ...['Cluster', 'VSphereCluster'],
      ...(spec.loadBalancer?.type === 'HAProxy' ? ['ConfigMap'] : []),
      ...(spec.cloudProvider?.type === 'Managed' ? ['ConfigMap'] : []),
      ...(spec.loadBalancer?.type === 'HAProxy' ? ['InClusterIPPool'] : []),
      ...['KubeadmControlPlane', 'VSphereMachineTemplate'],
      ...Array(spec.workers?.length ?? 0)
        .fill(['KubeadmConfigTemplate', 'VSphereMachineTemplate', 'MachineDeployment'])
        .flat(),
      ...['MachineHealthCheck', 'MachineHealthCheck', 'ClusterResourceSet'],
    ])
  })

  test('marks every object as ours', () => {
    for (const { metadata } of all) expect(at(metadata, 'annotations', OWNER_ANNOTATION)).toBe('clusters/alpha')
  })

  test('prints nothing empty but what means something', () => {
    const empty = all.flatMap(manifest => emptyPaths(manifest, manifest.kind))
    const meant =
      /abels\.(cluster\.x-k8s\.io\/control-plane|node-role\.kubernetes\.io\/\w+)$|nodeRegistration\.taints$|^KubeadmConfig.*files\.\d+\.content$|placementConstraint$/
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
    const sets = [...samplesOf(profile), SEED_SPEC].map(spec => renderSpec(RELEASE_OF[profile], spec))
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

test('`capiVersion` alone decides the objects of Cluster API', () => {
  const manifests = samplesOf('mixed').flatMap(spec => renderSpec('v1.13.1', { ...spec, capiVersion: 'v1.11.0' }))
  expect([...new Set(manifests.map(({ apiVersion }) => apiVersion))].sort()).toEqual(API_VERSIONS.mixed)
})

const API_VERSIONS: Readonly<Record<Profile, readonly string[]>> = {
  v1alpha2: [
    'bootstrap.cluster.x-k8s.io/v1alpha2',
    'cluster.x-k8s.io/v1alpha2',
    'infrastructure.cluster.x-k8s.io/v1alpha2',
    'v1',
  ],
  v1alpha3: [
    'addons.cluster.x-k8s.io/v1alpha3',
    'bootstrap.cluster.x-k8s.io/v1alpha3',
    'cluster.x-k8s.io/v1alpha3',
    'controlplane.cluster.x-k8s.io/v1alpha3',
    'infrastructure.cluster.x-k8s.io/v1alpha3',
    'v1',
  ],
  v1alpha4: [
    'addons.cluster.x-k8s.io/v1alpha4',
    'bootstrap.cluster.x-k8s.io/v1alpha4',
    'cluster.x-k8s.io/v1alpha4',
    'controlplane.cluster.x-k8s.io/v1alpha4',
    'infrastructure.cluster.x-k8s.io/v1alpha4',
    'v1',
  ],
  v1beta1: [
    'addons.cluster.x-k8s.io/v1beta1',
    'bootstrap.cluster.x-k8s.io/v1beta1',
    'cluster.x-k8s.io/v1beta1',
    'controlplane.cluster.x-k8s.io/v1beta1',
    'infrastructure.cluster.x-k8s.io/v1beta1',
    'ipam.cluster.x-k8s.io/v1alpha2',
    'v1',
  ],
  mixed: [
    'addons.cluster.x-k8s.io/v1beta2',
    'bootstrap.cluster.x-k8s.io/v1beta2',
    'cluster.x-k8s.io/v1beta2',
    'controlplane.cluster.x-k8s.io/v1beta2',
    'infrastructure.cluster.x-k8s.io/v1beta1',
    'ipam.cluster.x-k8s.io/v1alpha2',
    'v1',
  ],
  v1beta2: [
    'addons.cluster.x-k8s.io/v1beta2',
    'bootstrap.cluster.x-k8s.io/v1beta2',
    'cluster.x-k8s.io/v1beta2',
    'controlplane.cluster.x-k8s.io/v1beta2',
    'infrastructure.cluster.x-k8s.io/v1beta2',
    'ipam.cluster.x-k8s.io/v1alpha2',
    'v1',
  ],
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
      // The newest whose kubeadm reads what the first two write.
      ...(/^v1alpha[23]$/.test(profile) ? { kubernetesVersion: '1.21.14' } : {}),
      ...nodes(one(PROFILES, profile), one(CONTROL_PLANES, type)),
    }
    const errors = runChecks(resolve(haCluster(capvVersion, spec)), readYamlValue).filter(
      ({ severity }) => severity === 'error',
    )
    if (outcome !== 'yes') expect(errors.map(({ code }) => `no: \`${code}\``)).toContain(outcome)
    else {
      expect(errors).toEqual([])
      expect(renderSpec(capvVersion, spec).length).toBeGreaterThan(3)
    }
  })
})

/** With fixed addresses wherever the release has them. */
function nodes(profile: Profile, type: (typeof CONTROL_PLANES)[number]): Spec {
  const isFixed = type === 'Machines' || !/alpha/.test(profile)
  if (isFixed)
    return {
      controlPlane: {
        type,
        addresses: ['10.0.0.11-14/24'].map(each => (type === 'Machines' ? '10.0.0.11-13/24' : each)),
      },
    }
  return { network: { name: 'management', dhcp4: true }, controlPlane: { type } }
}

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
