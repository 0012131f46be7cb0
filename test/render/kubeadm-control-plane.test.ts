// What a KubeadmControlPlane says for its own sake, beside what its nodes are made of.

import { describe, expect, test } from 'vitest'
import { at, named } from '../write/manifest-paths.ts'
import { RELEASE_OF, REPLICATED, renderSpec, type Spec } from './sample-clusters.ts'

const SPEC: Spec = {
  network: { name: 'management', dhcp4: true },
  cloudProvider: { type: 'None' },
  controlPlane: { type: 'KubeadmControlPlane' },
}

describe.each(['v1alpha3', 'v1alpha4', 'v1beta1', 'mixed', 'v1beta2'] as const)('%s', profile => {
  const release = RELEASE_OF[profile]

  test('no section of its kubeadm configuration can ever become empty', () => {
    const controlPlane = named(renderSpec(release, SPEC), 'KubeadmControlPlane')
    const config = (...path: readonly string[]) => at(controlPlane, 'spec', 'kubeadmConfigSpec', ...path)
    expect(config('clusterConfiguration', 'controlPlaneEndpoint')).toBe('10.0.0.10:6443')
    expect(config('initConfiguration', 'nodeRegistration', 'name')).toMatch(/^\{\{ /)
    expect(config('joinConfiguration', 'nodeRegistration', 'name')).toMatch(/^\{\{ /)
  })

  test('the Cluster names it, and no cluster module is forbidden', () => {
    const manifests = renderSpec(release, REPLICATED[profile])
    expect(at(named(manifests, 'Cluster'), 'spec', 'controlPlaneRef', 'name')).toBe('alpha-controlplane')
    expect(at(named(manifests, 'VSphereCluster'), 'spec', 'disableClusterModule')).toBeUndefined()
  })

  test('addons that init leaves out are left out by upgrades', () => {
    const annotations = (phases: readonly string[]) => {
      const spec: Spec = { ...SPEC, kubeadm: { skipPhases: [...phases] } }
      return Object.keys(
        Object(named(renderSpec(release, spec), 'KubeadmControlPlane').metadata.annotations),
      ).toSorted()
    }
    expect(annotations(['addon/kube-proxy'])).toEqual([
      'capv-ha.dev/owner',
      'controlplane.cluster.x-k8s.io/skip-kube-proxy',
    ])
    expect(annotations(['addon/coredns'])).toEqual(['capv-ha.dev/owner', 'controlplane.cluster.x-k8s.io/skip-coredns'])
    expect(annotations(['preflight'])).toEqual(['capv-ha.dev/owner'])
  })
})

test("before CAPV v1.7 there is no selector, and the user's own stands as it is", () => {
  const selector = (release: string, spec: Spec) =>
    at(
      named(renderSpec(release, { ...REPLICATED.v1beta1, ...spec }), 'VSphereCluster'),
      'spec',
      'failureDomainSelector',
    )
  expect(selector('v1.6.1', {})).toBeUndefined()
  expect(selector('v1.7.0', {})).toEqual({ matchLabels: { 'capv-ha.dev/cluster': 'clusters.alpha' } })
  const own = { matchLabels: { site: 'a', b: '' } }
  expect(
    selector('v1.16.1', { failureDomains: [{ name: 'shared', existing: true }], failureDomainSelector: own }),
  ).toEqual(own)
  expect(selector('v1.16.1', { failureDomains: [] })).toBeUndefined()
})
