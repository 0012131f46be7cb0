// Two address families in one cluster: from which Kubernetes on, and in one order everywhere.

import { parseVersion } from '../../../facts/releases.ts'
import type { Problem } from '../../../problems/problem.ts'
import { clusterNetworks } from '../../resolve/cluster-networks.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import type { Rules } from '../rules.ts'
import { field, quoted } from '../words.ts'

export const rules = {
  'dual-stack-too-early': {
    severity: 'error',
    meaning: 'The Kubernetes version does not run two address families unless a feature gate asks for it.',
    cure: 'use Kubernetes 1.21 or later, or one network in each list',
    reads: [
      'spec.kubernetesVersion',
      'spec.clusterNetwork',
      'spec.kubeadm.apiServerExtraArgs',
      'spec.kubeadm.featureGates',
    ],
    source: 'Kubernetes documentation, feature gate IPv6DualStack: alpha 1.16, beta 1.21, gone 1.25',
  },
  'family-order': {
    severity: 'warning',
    meaning: 'Pods and services have the same two families in another order.',
    cure: 'write the families in one order in both lists',
    reads: ['spec.clusterNetwork.pods', 'spec.clusterNetwork.services'],
    source: 'kubeadm documentation, dual-stack support: the order decides the primary family of each',
  },
} as const satisfies Rules

/** Returns `dual-stack-too-early` at the later network of each list, and the warning `family-order`. */
export function checkDualStack(cluster: ResolvedCluster): readonly Problem[] {
  const { spec } = cluster.config
  const { pods, services } = clusterNetworks(cluster)
  const lists = [pods, services].filter(list => new Set(list.map(({ network }) => network.base.family)).size > 1)
  // Of v1alpha2 two networks are refused altogether (release-limits.ts).
  if (lists.length === 0 || cluster.release?.profile === 'v1alpha2') return []
  const [, minor] = parseVersion(spec.kubernetesVersion)
  return minor < 21 && !hasGate(cluster)
    ? tooEarly(
        cluster,
        lists.flatMap(list => list[1] ?? []),
      )
    : order(pods, services)
}

type Listed = ReturnType<typeof clusterNetworks>['pods'][number]

function hasGate({ config: { spec } }: ResolvedCluster): boolean {
  const flag = spec.kubeadm?.apiServerExtraArgs?.['feature-gates'] ?? ''
  return /\bIPv6DualStack=true\b/.test(flag) || spec.kubeadm?.featureGates?.IPv6DualStack === true
}

function tooEarly({ config: { spec } }: ResolvedCluster, networks: readonly Listed[]): readonly Problem[] {
  return networks.map(({ path }) => ({
    code: 'dual-stack-too-early',
    severity: 'error',
    path,
    message: `${field(path)} must not be a second family below Kubernetes 1.21`,
    why: `${field(['spec', 'kubernetesVersion'])} is ${quoted(spec.kubernetesVersion)}, whose API server takes one family unless the feature gate IPv6DualStack is set`,
    fix: 'write one network in each list, or use Kubernetes 1.21 or later',
  }))
}

function order(pods: readonly Listed[], services: readonly Listed[]): readonly Problem[] {
  const [pod] = pods
  const [service] = services
  if (pod === undefined || service === undefined || pods.length !== services.length) return []
  if (pod.network.base.family === service.network.base.family) return []
  const path = ['spec', 'clusterNetwork', 'pods']
  return [
    {
      code: 'family-order',
      severity: 'warning',
      path,
      message: `${field(path)} must have its families in the order of ${field(['spec', 'clusterNetwork', 'services'])}`,
      why: `pods are IPv${pod.network.base.family} first, services IPv${service.network.base.family}: the primary family of a pod would not be that of the services it uses`,
      fix: `write the IPv${service.network.base.family} network first in both lists`,
    },
  ]
}
