// Taints of the control plane replace those that kubeadm sets; one of a kind, and none at all only where the release keeps that.

import { formatVersion, isAtLeast, parseVersion } from '../../../facts/releases.ts'
import type { Path, Problem } from '../../../problems/problem.ts'
import { runningRelease } from '../../releases/running-release.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import type { Rules } from '../rules.ts'
import { field, quoted } from '../words.ts'

/** `field-too-new` is described in field-too-new.ts. */
export const rules = {
  'duplicate-taint': {
    severity: 'error',
    meaning: 'Two taints have one key and one effect: the API server refuses the node.',
    cure: 'remove one of the two',
    reads: ['spec.controlPlane.taints', 'spec.workers[].taints'],
    source: 'kubernetes pkg/apis/core/validation/validation.go, v1.31: validateNodeTaints',
  },
  'taints-replaced': {
    severity: 'warning',
    meaning: "The taints of the control plane replace kubeadm's own, so that workloads may run there.",
    cure: 'add `{key: node-role.kubernetes.io/control-plane, effect: NoSchedule}`, or acknowledge the warning',
    reads: ['spec.controlPlane.taints', 'spec.kubernetesVersion'],
    source: 'kubeadm reference, NodeRegistrationOptions.taints: a list replaces the default',
  },
} as const satisfies Rules

type Taint = NonNullable<ResolvedCluster['config']['spec']['controlPlane']['taints']>[number]

/** Returns `duplicate-taint`, `field-too-new` for an empty list, and the warning `taints-replaced`. */
export function checkTaints(cluster: ResolvedCluster): readonly Problem[] {
  const { spec } = cluster.config
  const path = ['spec', 'controlPlane', 'taints']
  const taints = spec.controlPlane.taints
  return [
    ...duplicates(taints ?? [], path),
    ...(spec.workers ?? []).flatMap((pool, i) => duplicates(pool.taints ?? [], ['spec', 'workers', i, 'taints'])),
    ...(taints?.length === 0 ? emptyList(cluster, path) : []),
    ...(taints === undefined || taints.length === 0 ? [] : replaced(cluster, taints, path)),
  ]
}

function duplicates(taints: readonly Taint[], path: Path): readonly Problem[] {
  return taints.flatMap(({ key, effect }, i) => {
    const earlier = taints.findIndex(each => each.key === key && each.effect === effect)
    if (earlier === i) return []
    const own = [...path, i]
    const message = `${field(own)} must not be a second taint ${quoted(`${key}:${effect}`)}`
    const why = `${field([...path, earlier])} is one, and a node has one of a key and an effect`
    return [{ code: 'duplicate-taint', severity: 'error', path: own, message, why, fix: 'remove one of the two' }]
  })
}

/** Source: cluster-api bootstrap/kubeadm/api/v1beta1/kubeadm_types.go, v1.2.3: NodeRegistrationOptions.MarshalJSON. */
const KEEPS_EMPTY = [1, 2, 3] as const

function emptyList({ release, config: { spec } }: ResolvedCluster, path: Path): readonly Problem[] {
  if (release === undefined || isAtLeast(runningRelease(release, spec.capiVersion).capi, KEEPS_EMPTY)) return []
  const since = `Cluster API ${formatVersion(KEEPS_EMPTY)}`
  return [
    {
      code: 'field-too-new',
      severity: 'error',
      path,
      message: `${field(path)} may be empty from ${since} on; it must not be for an older release`,
      why: `the release runs with Cluster API v${release.capi[0]}.${release.capi[1]}, which drops an empty list, so that the nodes get the standard taint`,
      fix: `remove it and take the taint away once the nodes run, or upgrade the management cluster to ${since} or later`,
    },
  ]
}

/** kubeadm's own: `master` below 1.24, both in 1.24, `control-plane` later. */
function replaced({ config: { spec } }: ResolvedCluster, taints: readonly Taint[], path: Path): readonly Problem[] {
  const isOwn = ({ key }: Taint) => /^node-role\.kubernetes\.io\/(control-plane|master)$/.test(key)
  if (taints.some(isOwn)) return []
  const [, minor] = parseVersion(spec.kubernetesVersion)
  const standard = `node-role.kubernetes.io/${minor < 24 ? 'master' : 'control-plane'}`
  return [
    {
      code: 'taints-replaced',
      severity: 'warning',
      path,
      message: `${field(path)} must hold ${quoted(`${standard}:NoSchedule`)} too, to keep workloads off the control plane`,
      why: "the list replaces kubeadm's own taint",
      fix: `add \`{key: ${standard}, effect: NoSchedule}\`, or add "taints-replaced" to \`spec.acknowledge\``,
    },
  ]
}
