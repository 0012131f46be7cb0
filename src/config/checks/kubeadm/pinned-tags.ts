// Tags of images that an upgrade of Kubernetes will leave as they are.

import type { Path, Problem } from '../../../problems/problem.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import type { Rules } from '../rules.ts'
import { field } from '../words.ts'

export const rules = {
  'pinned-image-tag': {
    severity: 'warning',
    meaning: 'The tag of etcd or CoreDNS stays as it is when a KubeadmControlPlane upgrades Kubernetes.',
    cure: 'leave it out, so that kubeadm takes the one that it was made for, or change it with every upgrade',
    reads: ['spec.kubeadm.etcd.local.imageTag', 'spec.kubeadm.dns.imageTag', 'spec.controlPlane.type'],
    source: 'Cluster API controlplane/kubeadm/internal/workload_cluster.go and workload_cluster_coredns.go, v1.13.5',
  },
} as const satisfies Rules

/** Returns the warning `pinned-image-tag`. */
export function checkPinnedTags({ config, controlPlane }: ResolvedCluster): readonly Problem[] {
  const { etcd, dns } = config.spec.kubeadm ?? {}
  if (controlPlane.type !== 'KubeadmControlPlane') return []
  const tags: readonly (readonly [Path, string | undefined])[] = [
    [['spec', 'kubeadm', 'etcd', 'local', 'imageTag'], etcd?.local?.imageTag],
    [['spec', 'kubeadm', 'dns', 'imageTag'], dns?.imageTag],
  ]
  return tags.flatMap(([path, tag]) => {
    if (tag === undefined) return []
    return [
      {
        code: 'pinned-image-tag',
        severity: 'warning',
        path,
        message: `${field(path)} must be changed by hand with every upgrade of Kubernetes`,
        why: 'a KubeadmControlPlane keeps it, where kubeadm would take the one that its version was made for',
        fix: 'leave it out, or add "pinned-image-tag" to `spec.acknowledge`',
      },
    ]
  })
}
