// Phases that kubeadm is told to leave out.

import { commandsWithPhase, phaseNames } from '../../../facts/kubeadm-phases.ts'
import { closestTo } from '../../../problems/did-you-mean.ts'
import type { Path, Problem } from '../../../problems/problem.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import { controlPlaneVersions } from '../../resolve/versions.ts'
import type { Rules } from '../rules.ts'
import { field, quoted } from '../words.ts'

export const rules = {
  'unknown-phase': {
    severity: 'error',
    meaning: 'kubeadm of the Kubernetes version has no phase of this name, and would refuse to start.',
    cure: 'write it as `kubeadm init --help` or `kubeadm join --help` shows it, such as `addon/kube-proxy`',
    reads: ['spec.kubeadm.skipPhases', 'spec.kubernetesVersion'],
    source: 'kubernetes cmd/kubeadm/app/cmd/phases/workflow/runner.go, v1.22 - v1.37',
  },
  'needed-phase': {
    severity: 'warning',
    meaning: 'A phase is left out without which no cluster comes up, or no node joins it.',
    cure: 'leave it in, unless something else does its work',
    reads: ['spec.kubeadm.skipPhases'],
    source: 'kubernetes cmd/kubeadm/app/cmd/phases, v1.36.3',
  },
} as const satisfies Rules

/** Returns `unknown-phase`, and the warning `needed-phase`. */
export function checkPhases(cluster: ResolvedCluster): readonly Problem[] {
  const names = cluster.config.spec.kubeadm?.skipPhases ?? []
  if (names.length === 0) return []
  const versions = controlPlaneVersions(cluster).filter(({ minor }) => minor >= OLDEST_MINOR)
  return names.flatMap((name, i) => {
    const path: Path = ['spec', 'kubeadm', 'skipPhases', i]
    const [lacking] = versions.filter(({ minor }) => commandsWithPhase(name, minor).length === 0)
    if (lacking !== undefined) return [unknown(name, path, lacking.text)]
    return NEEDED.test(name) ? [needed(name, path)] : []
  })
}

/** Below, the field itself is too new. */
const OLDEST_MINOR = 22

/** What makes certificates, kubeconfigs, static pods and the kubelet, and what a node that joins asks for. */
const NEEDED =
  /^(certs|kubeconfig|etcd|control-plane|kubelet-start|upload-config|bootstrap-token|control-plane-prepare|control-plane-join|etcd-join)$|^(control-plane|control-plane-prepare|kubeconfig)\/|^(etcd\/local|upload-config\/kubeadm|upload-config\/kubelet|control-plane-join\/etcd)$/

function unknown(name: string, path: Path, version: string): Problem {
  const meant = closestTo(name, phaseNames())
  return {
    code: 'unknown-phase',
    severity: 'error',
    path,
    message: `${field(path)} must be a phase of kubeadm in Kubernetes ${version}, not ${quoted(name)}`,
    why: 'kubeadm refuses to start with a phase that it does not have',
    fix:
      meant === undefined || meant === name
        ? 'see `kubeadm init --help` and `kubeadm join --help` of that version'
        : `did you mean ${quoted(meant)}?`,
  }
}

function needed(name: string, path: Path): Problem {
  return {
    code: 'needed-phase',
    severity: 'warning',
    path,
    message: `${field(path)} must not leave out ${quoted(name)}, unless something else does its work`,
    why: 'without it no cluster comes up, or no node joins it',
    fix: 'remove it, or add "needed-phase" to `spec.acknowledge`',
  }
}
