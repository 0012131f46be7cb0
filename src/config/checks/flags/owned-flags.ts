// Flags that are somebody else's: kubeadm's, Cluster API's, or those of a field of the HACluster.

import { formatNetwork, parseIp, parseNetwork } from '../../../addresses.ts'
import { type Component, flagKey, OWNED_FLAGS } from '../../../facts/flags.ts'
import type { Path, Problem } from '../../../problems/problem.ts'
import { apiServerPort, clusterNetworks } from '../../resolve/cluster-networks.ts'
import { flagMaps } from '../../resolve/flag-maps.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import type { Rules } from '../rules.ts'
import { field, quoted } from '../words.ts'

export const rules = {
  'flag-owned': {
    severity: 'error',
    meaning: 'A flag is set that kubeadm or Cluster API sets.',
    cure: 'remove the flag',
    reads: [
      'spec.kubeadm.apiServerExtraArgs',
      'spec.kubeadm.controllerManagerExtraArgs',
      'spec.kubeadm.schedulerExtraArgs',
      'spec.kubeadm.etcd.local.extraArgs',
      'spec.node.kubeletExtraArgs',
    ],
    source: 'kubernetes cmd/kubeadm/app/phases, v1.35 (src/facts/flags.ts)',
  },
  'flag-contradicts': {
    severity: 'error',
    meaning: 'A flag says another thing than the field of the HACluster that is there for it.',
    cure: 'write the value in the field that the message names, and remove the flag',
    reads: [
      'spec.kubeadm.apiServerExtraArgs',
      'spec.kubeadm.controllerManagerExtraArgs',
      'spec.node.kubeletExtraArgs',
      'spec.clusterNetwork',
      'spec.cloudProvider.type',
      'spec.kubeadm.etcd.local.dataDir',
    ],
    source:
      'kubernetes cmd/kubeadm/app/phases/controlplane/manifests.go, v1.35: a flag of the user replaces the default',
  },
} as const satisfies Rules

/** Returns `flag-owned` and `flag-contradicts` at the flag. */
export function checkOwnedFlags(cluster: ResolvedCluster): readonly Problem[] {
  return flagMaps(cluster).flatMap(({ component, flags, path }) =>
    Object.entries(flags).flatMap(([written, value]): readonly Problem[] => {
      const name = flagKey(written)
      const own = [...path, written]
      const owner = OWNED_FLAGS[component].get(name)
      if (owner !== undefined) return [ownedBy(own, component, owner)]
      const expected = FIELDS.find(each => each.flag === name && each.components.includes(component))?.of(
        cluster,
        value,
      )
      return expected === undefined ? [] : [contradicts(own, value, expected)]
    }),
  )
}

interface Expected {
  readonly field: Path
  readonly value: string
  readonly isDefault: boolean
  readonly fix?: string
}

interface FieldFlag {
  readonly flag: string
  readonly components: readonly Component[]
  /** What the field says, where the flag says another thing. */
  readonly of: (cluster: ResolvedCluster, value: string) => Expected | undefined
}

const FIELDS: readonly FieldFlag[] = [
  {
    flag: 'secure-port',
    components: ['kube-apiserver'],
    of: ({ config }, value) => {
      const isDefault = config.spec.clusterNetwork?.apiServerPort === undefined
      return unless(value, String(apiServerPort(config.spec)), 'apiServerPort', isDefault)
    },
  },
  {
    flag: 'service-cluster-ip-range',
    components: ['kube-apiserver', 'kube-controller-manager'],
    of: (cluster, value) => ofNetworks(cluster, 'services', value),
  },
  {
    flag: 'cluster-cidr',
    components: ['kube-controller-manager'],
    of: (cluster, value) => ofNetworks(cluster, 'pods', value),
  },
  {
    flag: 'cluster-domain',
    components: ['kubelet'],
    of: ({ config }, value) => {
      const domain = config.spec.clusterNetwork?.serviceDomain
      return unless(value, domain ?? 'cluster.local', 'serviceDomain', domain === undefined)
    },
  },
  {
    flag: 'cloud-provider',
    components: ['kube-apiserver', 'kube-controller-manager', 'kubelet'],
    of: ({ config }, value) => {
      const { cloudProvider } = config.spec
      if (cloudProvider?.type === 'None' || value === 'external') return undefined
      const isDefault = cloudProvider === undefined
      return { field: ['spec', 'cloudProvider', 'type'], value: cloudProvider?.type ?? 'Managed', isDefault }
    },
  },
  {
    flag: 'bind-address',
    components: ['kube-apiserver'],
    of: ({ endpoint }, value) => {
      const ip = parseIp(value)
      const isLoopback = ip && (ip.family === 4 ? ip.value >> 24n === 127n : ip.value === 1n)
      const fix = 'remove it: the API server must listen where the load balancer and the nodes reach it'
      return isLoopback ? { field: endpoint.path, value: endpoint.host, isDefault: false, fix } : undefined
    },
  },
  {
    flag: 'data-dir',
    components: ['etcd'],
    of: ({ config }, value) => {
      const dataDir = config.spec.kubeadm?.etcd?.local?.dataDir
      const path = ['spec', 'kubeadm', 'etcd', 'local', 'dataDir']
      return value === (dataDir ?? '/var/lib/etcd')
        ? undefined
        : { field: path, value: dataDir ?? '/var/lib/etcd', isDefault: dataDir === undefined }
    },
  },
]

function unless(value: string, expected: string, name: string, isDefault: boolean): Expected | undefined {
  return value === expected ? undefined : { field: ['spec', 'clusterNetwork', name], value: expected, isDefault }
}

function ofNetworks(cluster: ResolvedCluster, list: 'pods' | 'services', value: string): Expected | undefined {
  const networks = clusterNetworks(cluster)[list]
  const expected = networks.map(({ network }) => formatNetwork(network)).join(',')
  const given = value.split(',').map(text => {
    const network = parseNetwork(text.trim())
    return network === undefined ? text : formatNetwork(network)
  })
  return unless(
    given.join(','),
    expected,
    list,
    networks.some(({ isDefault }) => isDefault),
  )
}

function ownedBy(path: Path, component: Component, owner: string): Problem {
  return {
    code: 'flag-owned',
    severity: 'error',
    path,
    at: 'key',
    message: `${field(path)} must not be set: ${owner} sets this flag of ${component}`,
    why: 'a value of yours replaces its, and parts of the cluster no longer find or trust each other',
    fix: 'remove it',
  }
}

function contradicts(path: Path, value: string, { field: other, value: said, isDefault, fix }: Expected): Problem {
  return {
    code: 'flag-contradicts',
    severity: 'error',
    path,
    message: `${field(path)} ${quoted(value)} must not contradict ${field(other)}`,
    why: `${field(other)} is ${isDefault ? 'by default ' : ''}${quoted(said)}, and everything else of the cluster is set up for that`,
    fix: fix ?? `write it in ${field(other)}, and remove the flag`,
  }
}
