// A field that kubeadm of the chosen Kubernetes does not know is left out in silence on the way to the node.

import { FIRST_KUBERNETES, KUBELET_PATCHES } from '../../../facts/first-kubernetes.ts'
import type { Path, Problem } from '../../../problems/problem.ts'
import { usedFields } from '../../releases/used-fields.ts'
import { groupsOf } from '../../resolve/groups.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import { controlPlaneVersions, type VersionPlace, versionAt, workerVersions } from '../../resolve/versions.ts'
import type { Rules } from '../rules.ts'
import { field, quoted } from '../words.ts'

export const rules = {
  'field-needs-kubernetes': {
    severity: 'error',
    meaning:
      'The field needs a newer Kubernetes than the one that the nodes run; on the way to them it would be dropped in silence.',
    cure: 'remove it, or upgrade Kubernetes first',
    reads: ['spec.kubernetesVersion', 'spec.kubeadm', 'spec.node.kubeletConfiguration'],
    source: 'kubernetes cmd/kubeadm/app/apis/kubeadm, v1beta2 - v1beta4; Cluster API bootstrap/kubeadm/types, v1.13.5',
  },
} as const satisfies Rules

/** Returns `field-needs-kubernetes` at every field that is younger than the oldest Kubernetes of the nodes that get it. */
export function checkFieldNeedsKubernetes(cluster: ResolvedCluster): readonly Problem[] {
  return [...ofKubeadm(cluster), ...ofKubelets(cluster)]
}

function ofKubeadm(cluster: ResolvedCluster): readonly Problem[] {
  if (cluster.config.spec.kubeadm === undefined) return []
  return usedFields(cluster.config, FIRST_KUBERNETES).flatMap(({ path, value, row: { minor, ofWorkers } }) => {
    const versions = [...controlPlaneVersions(cluster), ...(ofWorkers ? workerVersions(cluster) : [])]
    const [older] = versions.filter(version => version.minor < minor)
    return older === undefined ? [] : [problemAt(path, value, minor, older)]
  })
}

/** What an override takes away is not used by its nodes. */
function ofKubelets(cluster: ResolvedCluster): readonly Problem[] {
  const found = new Map<string, Problem>()
  for (const { node, path } of groupsOf(cluster)) {
    if (!node.value.kubeletConfiguration) continue
    const version = versionAt(cluster, path)
    if (version.minor >= KUBELET_PATCHES) continue
    const at = node.origin('kubeletConfiguration')
    found.set(field(at), problemAt(at, undefined, KUBELET_PATCHES, version))
  }
  return [...found.values()]
}

function problemAt(path: Path, value: unknown, minor: number, older: VersionPlace): Problem {
  const what = path.at(-1) === 'target' ? `${field(path)} ${quoted(value)}` : field(path)
  return {
    code: 'field-needs-kubernetes',
    severity: 'error',
    path,
    message: `${what} needs Kubernetes v1.${minor}; it must not be set for an older version`,
    why: `${field(older.path)} is ${quoted(older.text)}, whose kubeadm or API server does not know it`,
    fix: `remove it, or upgrade to Kubernetes v1.${minor} first`,
  }
}
