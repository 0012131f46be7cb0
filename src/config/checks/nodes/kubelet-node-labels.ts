// The kubelet's own flag for labels, written by hand: it must neither keep the kubelet from starting nor contradict `labels`.

import { carrierOf, NODE_LABELS_FLAG, readNodeLabels } from '../../../facts/node-labels.ts'
import type { Path, Problem } from '../../../problems/problem.ts'
import { groupsOf } from '../../resolve/groups.ts'
import type { ResolvedCluster, ResolvedWorkerPool } from '../../resolve/resolved.ts'
import type { Rules } from '../rules.ts'
import { field, quoted } from '../words.ts'

/** `node-label` is described in node-labels.ts. */
export const rules = {} as const satisfies Rules

/** Returns `node-label` at the flag, once for each label of it. */
export function checkKubeletNodeLabels(cluster: ResolvedCluster): readonly Problem[] {
  const found = new Map<string, Problem>()
  const pools = new Map(cluster.workers.map(pool => [pool.path, pool]))
  for (const { path, node } of groupsOf(cluster)) {
    const text = node.value.kubeletExtraArgs?.[NODE_LABELS_FLAG]
    if (text === undefined) continue
    const flag = [...node.origin('kubeletExtraArgs'), NODE_LABELS_FLAG]
    const role = labelsOf(cluster, pools.get(path))
    for (const [key, value] of readNodeLabels(text)) {
      const problem = refused(flag, key) ?? contradiction(flag, key, value, role)
      if (problem !== undefined) found.set(JSON.stringify([flag, key]), problem)
    }
  }
  return [...found.values()]
}

interface RoleLabels {
  readonly path: Path
  readonly labels: Readonly<Record<string, string>>
}

/** A node with overrides has the labels of its control plane. */
function labelsOf({ config: { spec } }: ResolvedCluster, pool: ResolvedWorkerPool | undefined): RoleLabels {
  if (pool !== undefined) return { path: [...pool.path, 'labels'], labels: pool.config.labels ?? {} }
  return { path: ['spec', 'controlPlane', 'labels'], labels: spec.controlPlane.labels ?? {} }
}

function refused(flag: Path, key: string): Problem | undefined {
  if (carrierOf(key) === 'kubelet') return undefined
  return {
    code: 'node-label',
    severity: 'error',
    path: flag,
    message: `${field(flag)} must not set ${quoted(key)}`,
    why: 'the kubelet may not give itself labels of this domain, and most of them keep it from starting',
    fix: 'write it in `labels` of the control plane or the pool, which takes the way that the release has for it',
  }
}

function contradiction(flag: Path, key: string, value: string, role: RoleLabels): Problem | undefined {
  const other = Object.hasOwn(role.labels, key) ? role.labels[key] : undefined
  if (other === undefined || other === value) return undefined
  const place = [...role.path, key]
  return {
    code: 'node-label',
    severity: 'error',
    path: flag,
    message: `${field(flag)} must not set ${quoted(key)} to another value than ${field(place)}`,
    why: `it is ${quoted(value)} here and ${quoted(other)} there`,
    fix: 'keep one of them; `labels` is the place for all of them',
  }
}
