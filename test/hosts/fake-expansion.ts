// A stand-in for the core where a host is under test: a few objects per HACluster, straight from its spec.

import type { Expansion } from '../../src/expand.ts'
import type { Release } from '../../src/facts/releases.ts'
import type { Json, Manifest } from '../../src/manifest.ts'
import type { ClusterInput } from '../../src/read/cluster-input.ts'
import { property } from '../../src/read/resource-ref.ts'

/** `spec`: `{addresses: [..], template?, commands?, extra?, broken?}`; broken makes an error, `warn` a warning. */
export function fakeExpansion(inputs: readonly ClusterInput[]): Expansion {
  const problems = inputs.flatMap(input => {
    const source = input.locate(['spec'], 'value', false)
    const own = input.problems.map(problem => ({ ...problem, source }))
    const spec = property(input.value, 'spec')
    const path = ['spec', 'nodes', 1, 'address'] as const
    const code = 'invalid-value' as const
    if (property(spec, 'broken') === true) {
      return [...own, { code, severity: 'error' as const, path, message: '`address` must be free', source }]
    }
    if (property(spec, 'warn') === true) {
      return [...own, { code, severity: 'warning' as const, path, message: '`address` must be looked at', source }]
    }
    return own
  })
  if (problems.some(problem => problem.severity === 'error')) return { clusters: [], problems }
  return { clusters: inputs.map(input => ({ inputs: [input], ...fakeCluster(input.value) })), problems }
}

const RELEASE: Release = { capv: [0, 5, 4], capi: [0, 2, 8], profile: 'v1alpha2' }

function fakeCluster(value: unknown) {
  const metadata = property(value, 'metadata')
  const name = String(property(metadata, 'name'))
  const namespace = String(property(metadata, 'namespace') ?? 'default')
  return { name, namespace, release: RELEASE, manifests: fakeManifests(name, namespace, property(value, 'spec')) }
}

/** The objects of one cluster, the nodes' last. */
export function fakeManifests(name: string, namespace: string, spec: unknown): readonly Manifest[] {
  const annotations = { 'capv-ha.dev/owner': `${namespace}/${name}` }
  const make = (apiVersion: string, kind: string, object: string, body: { readonly [key: string]: Json }): Manifest => {
    return { apiVersion, kind, metadata: { name: object, namespace, annotations }, ...body }
  }
  const addresses = textsOf(property(spec, 'addresses'))
  const commands = textsOf(property(spec, 'commands'))
  const template = String(property(spec, 'template') ?? 'ubuntu')
  const version = 'v1alpha2'
  return [
    make(`cluster.x-k8s.io/${version}`, 'Cluster', name, {
      spec: { clusterNetwork: { pods: { cidrBlocks: ['10.244.0.0/16'] } } },
    }),
    make('v1', 'ConfigMap', `${name}-load-balancer`, {
      data: { 'nginx.conf': `events {}\nstream {\n  # ${addresses.join(' ')}\n}\n` },
    }),
    ...addresses.flatMap((address, index) => {
      const node = `${name}-controlplane-${index}`
      const devices = [{ networkName: 'management', ipAddrs: [address], dhcp4: false }]
      return [
        make(`bootstrap.cluster.x-k8s.io/${version}`, 'KubeadmConfig', node, {
          spec: {
            preKubeadmCommands: ['hostname "{{ ds.meta_data.hostname }}"', "it's: #1", ...commands],
            version: '1.30',
          },
        }),
        make(`infrastructure.cluster.x-k8s.io/${version}`, 'VSphereMachine', node, {
          spec: { template, network: { devices } },
        }),
      ]
    }),
  ]
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : []
}
