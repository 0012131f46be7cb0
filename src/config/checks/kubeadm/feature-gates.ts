// Feature gates of kubeadm: a name that its version does not know keeps `kubeadm init` from starting.

import { KNOWN_MINORS, KUBEADM_FEATURE_GATES } from '../../../facts/kubeadm-feature-gates.ts'
import { closestTo } from '../../../problems/did-you-mean.ts'
import type { Path, Problem } from '../../../problems/problem.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import { controlPlaneVersions, type VersionPlace } from '../../resolve/versions.ts'
import type { Rules } from '../rules.ts'
import { field, quoted } from '../words.ts'

export const rules = {
  'kubeadm-feature-gate': {
    severity: 'error',
    meaning: 'kubeadm of the Kubernetes version does not know a feature gate, and would refuse to start.',
    cure: "remove it; a gate of Kubernetes itself is a flag of the component: `apiServerExtraArgs: {feature-gates: 'Name=true'}`",
    reads: ['spec.kubeadm.featureGates', 'spec.kubernetesVersion'],
    source: 'kubernetes cmd/kubeadm/app/features/features.go, v1.16 - v1.37',
  },
} as const satisfies Rules

/** Returns `kubeadm-feature-gate` at each gate. */
export function checkFeatureGates(cluster: ResolvedCluster): readonly Problem[] {
  const gates = Object.keys(cluster.config.spec.kubeadm?.featureGates ?? {})
  if (gates.length === 0) return []
  const known = controlPlaneVersions(cluster).filter(
    ({ minor }) => minor >= KNOWN_MINORS.since && minor < KNOWN_MINORS.until,
  )
  return gates.flatMap(gate => {
    const [version] = known.filter(({ minor }) => !hasGate(gate, minor))
    return version === undefined ? [] : [refused(gate, version)]
  })
}

function hasGate(name: string, minor: number): boolean {
  const span = KUBEADM_FEATURE_GATES.get(name)
  return span !== undefined && minor >= span.since && minor < span.until
}

function refused(gate: string, { path: at, text }: VersionPlace): Problem {
  const path: Path = ['spec', 'kubeadm', 'featureGates', gate]
  const span = KUBEADM_FEATURE_GATES.get(gate)
  return {
    code: 'kubeadm-feature-gate',
    severity: 'error',
    path,
    at: 'key',
    message: `${field(path)} must be a feature gate of kubeadm in Kubernetes ${text}`,
    why: `${lifeOf(gate, span)}; ${field(at)} is ${quoted(text)}`,
    fix: span === undefined ? instead(gate) : 'remove it',
  }
}

function lifeOf(gate: string, span: { readonly since: number; readonly until: number } | undefined): string {
  if (span === undefined) return `no kubeadm has a gate ${quoted(gate)}`
  const from = span.since === 0 ? '' : `from v1.${span.since} `
  return span.until === Number.POSITIVE_INFINITY
    ? `kubeadm has it ${from}on`
    : `kubeadm had it ${from}to v1.${span.until - 1}`
}

function instead(gate: string): string {
  const meant = closestTo(gate, [...KUBEADM_FEATURE_GATES.keys()])
  if (meant !== undefined) return `did you mean \`${meant}\`?`
  return `a gate of Kubernetes itself is a flag of each component, such as \`apiServerExtraArgs: {feature-gates: "${gate}=true"}\``
}
