// A cluster without kube-proxy needs something else that makes Services reachable.

import type { Problem } from '../../../problems/problem.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import type { Rules } from '../rules.ts'
import { field } from '../words.ts'

export const rules = {
  'no-kube-proxy': {
    severity: 'warning',
    meaning: 'kube-proxy is left out, and nothing here says what makes Services reachable in its place.',
    cure: 'name the ConfigMap of a network that does it, such as Cilium, in `addons`',
    reads: ['spec.kubeadm.skipPhases', 'spec.addons'],
    source: 'kubernetes cmd/kubeadm/app/phases/addons/proxy, v1.22 - v1.37',
  },
} as const satisfies Rules

/** Phases that hold the installation of kube-proxy. */
const PHASES: readonly string[] = ['addon', 'addon/all', 'addon/kube-proxy']

/** Returns the warning `no-kube-proxy` at the phase. */
export function checkKubeProxy({ config: { spec } }: ResolvedCluster): readonly Problem[] {
  const i = (spec.kubeadm?.skipPhases ?? []).findIndex(name => PHASES.includes(name))
  if (i < 0 || (spec.addons ?? []).length > 0) return []
  const path = ['spec', 'kubeadm', 'skipPhases', i]
  return [
    {
      code: 'no-kube-proxy',
      severity: 'warning',
      path,
      message: `${field(path)} must be answered by a network that does the work of kube-proxy`,
      why: 'without one no Service is reachable, that of the API server among them, and pods of the host network must be told its address',
      fix: 'name the ConfigMap of such a network in `addons`; acknowledge this where it is installed otherwise',
    },
  ]
}
