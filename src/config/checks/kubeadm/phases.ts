// Phases that kubeadm is told to leave out.

import { SUPER_ADMIN_SINCE } from '../../../facts/kube-vip.ts'
import { commandsWithPhase, phaseNames } from '../../../facts/kubeadm-phases.ts'
import { closestTo } from '../../../problems/did-you-mean.ts'
import type { Path, Problem } from '../../../problems/problem.ts'
import { groupsOf } from '../../resolve/groups.ts'
import { commandsOf } from '../../resolve/node-files.ts'
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
  'vip-without-rights': {
    severity: 'error',
    meaning:
      'The phase that writes the kubeconfig of kube-vip is left out: it never starts, and the endpoint stays away.',
    cure: 'remove `kubeconfig/super-admin` from `skipPhases`, or use another load balancer',
    reads: [
      'spec.kubeadm.skipPhases',
      'spec.loadBalancer.type',
      'spec.kubernetesVersion',
      'spec.node.preKubeadmCommands',
      'spec.node.ignition.additionalConfig',
    ],
    source: 'kubernetes cmd/kubeadm/app/phases/kubeconfig/kubeconfig.go, v1.29; kube-vip issue 684',
  },
} as const satisfies Rules

/** Returns `unknown-phase`, `vip-without-rights`, and the warning `needed-phase`. */
export function checkPhases(cluster: ResolvedCluster): readonly Problem[] {
  const names = cluster.config.spec.kubeadm?.skipPhases ?? []
  if (names.length === 0) return []
  const versions = controlPlaneVersions(cluster).filter(({ minor }) => minor >= OLDEST_MINOR)
  const ofKubeVip = phasesOfKubeVip(cluster)
  return names.flatMap((name, i) => {
    const path: Path = ['spec', 'kubeadm', 'skipPhases', i]
    const [lacking] = versions.filter(({ minor }) => commandsWithPhase(name, minor).length === 0)
    if (lacking !== undefined) return [unknown(name, path, lacking.text)]
    if (ofKubeVip.has(name)) return [withoutRights(name, path)]
    return NEEDED.test(name) ? [needed(name, path)] : []
  })
}

/**
 * The phases without which kube-vip has no kubeconfig on the node that runs init: its pod mounts one file, super-admin.conf or,
 * below Kubernetes 1.29, admin.conf. Where something else may bring that file, none.
 */
function phasesOfKubeVip(cluster: ResolvedCluster): ReadonlySet<string> {
  const { loadBalancer } = cluster.config.spec
  if (loadBalancer.type !== 'KubeVIP') return new Set()
  const before = commandsOf(cluster, 'preKubeadmCommands')
  const mayBring = groupsOf(cluster).some(
    group => group.path[1] !== 'workers' && (before(group).length > 0 || group.node.value.ignition?.additionalConfig),
  )
  if (mayBring) return new Set()
  const own = controlPlaneVersions(cluster).map(({ minor }) =>
    minor >= SUPER_ADMIN_SINCE[1] ? 'super-admin' : 'admin',
  )
  const isOne = new Set(own).size === 1
  return new Set(['kubeconfig', ...(isOne ? own.map(file => `kubeconfig/${file}`) : [])])
}

/** Below, the field itself is too new. */
const OLDEST_MINOR = 22

/**
 * What makes certificates, kubeconfigs, static pods and the kubelet, and what a node that joins asks for. `…/all` is a command
 * for the others beside it: to leave it out leaves none of them out (workflow/runner.go, RunAllSiblings).
 */
const NEEDED =
  /^(certs|kubeconfig|etcd|control-plane|kubelet-start|upload-config|bootstrap-token|control-plane-prepare|control-plane-join|etcd-join)$|^(control-plane|control-plane-prepare|kubeconfig)\/(?!all$)|^(etcd\/local|upload-config\/kubeadm|upload-config\/kubelet|control-plane-join\/etcd)$/

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

function withoutRights(name: string, path: Path): Problem {
  return {
    code: 'vip-without-rights',
    severity: 'error',
    path,
    message: `${field(path)} must not leave out ${quoted(name)} with kube-vip`,
    why: 'on the first node kube-vip starts with the kubeconfig that this phase writes: without it the endpoint never comes up, and kubeadm waits in vain',
    fix: 'remove it, or use another load balancer',
  }
}
