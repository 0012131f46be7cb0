// The release of kube-vip can do what is asked of it.

import { defaultKubeVipVersion, OLDEST_KUBE_VIP, SEVERAL_ADDRESSES_SINCE } from '../../../facts/kube-vip.ts'
import { formatVersion, isAtLeast, parseVersion } from '../../../facts/releases.ts'
import type { Problem } from '../../../problems/problem.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import type { Rules } from '../rules.ts'
import { field, quoted } from '../words.ts'

export const rules = {
  'kube-vip-version': {
    severity: 'error',
    meaning: 'The release of kube-vip is too old for its pod, or for two addresses.',
    cure: 'remove `loadBalancer.version`, or write v0.9.0 or newer',
    reads: ['spec.loadBalancer.version', 'spec.loadBalancer.addresses', 'spec.kubernetesVersion'],
    source: 'kube-vip pkg/cluster/cluster.go, pkg/vip/address.go, v0.3.8, v0.4.4, v0.9.2',
  },
} as const satisfies Rules

/** Returns `kube-vip-version`, at the version, or at the second address where the default is too old. */
export function checkKubeVipVersion(cluster: ResolvedCluster): readonly Problem[] {
  const { loadBalancer, kubernetesVersion } = cluster.config.spec
  if (loadBalancer.type !== 'KubeVIP') return []
  const used = loadBalancer.version ?? defaultKubeVipVersion(kubernetesVersion)
  const [, second] = cluster.virtualAddresses
  const least = second === undefined ? OLDEST_KUBE_VIP : SEVERAL_ADDRESSES_SINCE
  if (isAtLeast(parseVersion(used), least)) return []
  const path = ['spec', 'loadBalancer', 'version']
  const from = formatVersion(least)
  const given =
    loadBalancer.version === undefined
      ? `; for Kubernetes ${quoted(kubernetesVersion)} it is ${quoted(used)}`
      : `, not ${quoted(used)}`
  return [
    {
      code: 'kube-vip-version',
      severity: 'error',
      path,
      message: `${field(path)} must be ${quoted(from)} or newer${second === undefined ? '' : ' to hold two addresses'}${given}`,
      why:
        second === undefined
          ? 'older ones look for the API server at the very address that they are to bring up'
          : 'older ones take one address, or give both the same mask',
      fix: `write \`version: ${from}\`${second === undefined || loadBalancer.version === undefined ? '' : ', or keep one address'}`,
    },
  ]
}
