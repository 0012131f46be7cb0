// A second apply changes nothing, and a GitOps tool sees no difference: every value that we emit is the value that the server
// keeps. Each test writes what a webhook or controller writes (observed on Cluster API v1.10 and v1.13 with CAPV v1.13 and v1.16)
// and then applies the same manifest again, by a three-way merge as `kubectl apply` does it.

import { describe, expect, test } from 'vitest'
import type { Profile } from '../../src/facts/releases.ts'
import type { Json, JsonObject, Manifest } from '../../src/manifest.ts'
import { at, type Node, named, objectsOf } from '../write/manifest-paths.ts'
import { RELEASE_OF, RICHEST, renderSpec, samplesOf } from './sample-clusters.ts'
import { V1BETA1, V1BETA2 } from './server-writes.ts'

const STORED = [['v1beta2', V1BETA2] as const, ['mixed', V1BETA2] as const, ['v1beta1', V1BETA1] as const]
const TOOLS = ['None', 'ArgoCD', 'Flux'] as const

describe.each(TOOLS.flatMap(gitops => STORED.map(([profile, writes]) => [profile, gitops, writes] as const)))(
  '%s, guarded against %s',
  (profile, gitops, writes) => {
    const manifests = samplesOf(profile)
      .slice(1)
      .flatMap(spec => renderSpec(RELEASE_OF[profile], { ...spec, gitops }))

    test('what the tool itself writes', () => {
      for (const manifest of manifests) expectNoChange(manifest, merge(manifest, { metadata: BY_TOOLS }))
    })

    test.each(writes)('%s', (_, { kinds, patch }) => {
      // Named so, that a pool's own labels meet the labels of the patch.
      const written = manifests.filter(
        ({ kind, metadata }) => kinds.includes(kind) && !/-(large|pooled)$/.test(metadata.name),
      )
      expect(new Set(written.map(({ kind }) => kind))).toEqual(new Set(kinds))
      for (const manifest of written) expectNoChange(manifest, merge(manifest, patch))
    })

    test('a missing v in a version', () => {
      for (const kind of ['Machine', 'MachineDeployment', 'KubeadmControlPlane']) {
        for (const manifest of objectsOf(manifests, kind)) expectNoChange(manifest, withV(manifest))
      }
    })

    test('durations as Go prints them, lists of flags by name', () => {
      const texts = manifests.flatMap(manifest => strings(manifest.spec))
      for (const text of texts.filter(text => /^\d+[hms]/.test(text))) expect(text).toMatch(/^(\d+h\d+m|\d+m)?\d+s$/)
      for (const list of flagLists(manifests)) expect(list).toEqual(list.toSorted())
    })

    test('DHCP that is off', () => {
      for (const manifest of objectsOf(manifests, 'VSphereMachine')) expectNoChange(manifest, withoutDhcpOff(manifest))
      for (const manifest of objectsOf(manifests, 'VSphereMachineTemplate'))
        expectNoChange(manifest, withoutDhcpOff(manifest))
    })
  },
)

test('v1beta1: the power-off mode of the schema, where none is given', () => {
  for (const kind of ['VSphereMachine', 'VSphereMachineTemplate']) {
    const workers = [{ name: 'small', network: { name: 'workers', dhcp4: true } }]
    const manifest = named(renderSpec(RELEASE_OF.v1beta1, { workers }), kind)
    const spec = { powerOffMode: 'hard' }
    expectNoChange(manifest, merge(manifest, { spec: kind === 'VSphereMachine' ? spec : { template: { spec } } }))
    expect(JSON.stringify(manifest)).not.toContain('powerOffMode')
  }
})

test('v1alpha2: nothing is written for a field that we leave out of references or labels', () => {
  const manifests = renderSpec(RELEASE_OF.v1alpha2, RICHEST.v1alpha2)
  for (const kind of ['Machine', 'VSphereMachine']) {
    expect(at(named(manifests, kind), 'metadata', 'labels', 'cluster.x-k8s.io/cluster-name')).toBe('alpha')
  }
  expect(at(named(manifests, 'Machine'), 'spec', 'bootstrap', 'configRef', 'namespace')).toBe('clusters')
})

test('v1beta1 is never given to a Cluster API that stores v1beta2', () => {
  // There references read back as v1beta2 with a namespace, and a conversion annotation stays for ever.
  const stored: readonly (readonly [string, Profile])[] = [
    ['v1.13.1', 'v1beta1'],
    ['v1.14.0', 'mixed'],
    ['v1.15.3', 'mixed'],
    ['v1.16.1', 'v1beta2'],
  ]
  for (const [release, profile] of stored) {
    const versions = objectsOf(renderSpec(release), 'Cluster').map(({ apiVersion }) => apiVersion)
    expect(versions).toEqual([profile === 'v1beta1' ? 'cluster.x-k8s.io/v1beta1' : 'cluster.x-k8s.io/v1beta2'])
  }
})

test('the three-way merge of this file notices what a real one would', () => {
  const manifest = named(renderSpec(RELEASE_OF.v1beta2), 'Machine')
  expect(apply(manifest, merge(manifest, { spec: { version: 'v1.0.0' } }))).not.toEqual(
    merge(manifest, { spec: { version: 'v1.0.0' } }),
  )
  expect(apply(manifest, merge(manifest, { spec: { other: 'x' } }))).toEqual(merge(manifest, { spec: { other: 'x' } }))
})

/** Of kubectl and Argo CD the annotations, of Flux the labels by which it finds its own. */
const BY_TOOLS: JsonObject = {
  annotations: {
    'kubectl.kubernetes.io/last-applied-configuration': '{}',
    'argocd.argoproj.io/tracking-id': 'clusters:cluster.x-k8s.io/Cluster:clusters/alpha',
  },
  labels: { 'kustomize.toolkit.fluxcd.io/name': 'clusters', 'kustomize.toolkit.fluxcd.io/namespace': 'flux-system' },
}

function expectNoChange(manifest: Manifest, stored: JsonObject): void {
  expect(apply(manifest, stored)).toEqual(stored)
}

/**
 * `kubectl apply` of a manifest that was applied before, onto what is stored now: nothing is removed, since the manifest is the
 * last one applied; maps are merged, lists and values are replaced.
 */
function apply(manifest: JsonObject, stored: JsonObject): JsonObject {
  return merge(stored, manifest)
}

function merge(onto: JsonObject, patch: JsonObject): JsonObject {
  const merged: Record<string, Json> = { ...onto }
  for (const [key, value] of Object.entries(patch)) {
    const below = merged[key]
    merged[key] = isObject(value) && isObject(below) ? merge(below, value) : value
  }
  return merged
}

function withV(manifest: Manifest): JsonObject {
  return rewrite(manifest, (key, value) =>
    key === 'version' && !String(value).startsWith('v') ? `v${String(value)}` : value,
  )
}

function withoutDhcpOff(manifest: Manifest): JsonObject {
  return rewrite(manifest, (key, value) => (/^dhcp[46]$/.test(key) && value === false ? undefined : value))
}

function rewrite(fields: JsonObject, change: (key: string, value: Json) => Node): JsonObject {
  const kept: Record<string, Json> = {}
  for (const [key, value] of Object.entries(fields)) {
    const changed = change(key, rewriteValue(value, change))
    if (changed !== undefined) kept[key] = changed
  }
  return kept
}

function rewriteValue(value: Json, change: (key: string, value: Json) => Node): Json {
  if (isList(value)) return value.map(item => rewriteValue(item, change))
  return isObject(value) ? rewrite(value, change) : value
}

function strings(value: Node): readonly string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(part => strings(part)) : []
}

function flagLists(manifests: readonly Manifest[]): readonly (readonly string[])[] {
  const lists: (readonly string[])[] = []
  for (const manifest of manifests) {
    rewrite(manifest, (key, value) => {
      if (/extraArgs$/i.test(key) && isList(value)) lists.push(value.map(item => String(at(item, 'name'))))
      return value
    })
  }
  return lists
}

function isList(value: Node): value is readonly Json[] {
  return Array.isArray(value)
}

function isObject(value: Node): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
