// Kubernetes versions against what the Cluster API release was tested with, and against each other.

import { KUBERNETES_RANGES } from '../../../facts/kubernetes-ranges.ts'
import { isAtLeast, parseVersion, type Release } from '../../../facts/releases.ts'
import type { Path, Problem } from '../../../problems/problem.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import type { Rules } from '../rules.ts'
import { field, quoted } from '../words.ts'

export const rules = {
  'kubernetes-version-too-old': {
    severity: 'error',
    meaning: 'Cluster API v1.11 and later cannot configure Kubernetes below 1.22.',
    cure: 'use a newer Kubernetes',
    reads: [
      'spec.kubernetesVersion',
      'spec.workers[].kubernetesVersion',
      'spec.controlPlane.nodes[].kubernetesVersion',
      'spec.capvVersion',
    ],
    source: 'Cluster API bootstrap/kubeadm/types/utils.go, v1.11',
  },
  'kubernetes-version-untested': {
    severity: 'warning',
    meaning: 'Kubernetes is outside the range that the Cluster API release was tested with.',
    cure: 'use a version in the range, or acknowledge the warning',
    reads: [
      'spec.kubernetesVersion',
      'spec.workers[].kubernetesVersion',
      'spec.controlPlane.nodes[].kubernetesVersion',
      'spec.capvVersion',
    ],
    source: 'Cluster API docs/book/src/reference/versions.md at each release (src/facts/kubernetes-ranges.ts)',
  },
  'kubernetes-version-skew': {
    severity: 'error',
    meaning:
      'A worker pool would be newer than the control plane, or than nodes of its own that were made before ([changes.md](changes.md)).',
    cure: 'upgrade the control plane first, and pin `workers[].kubernetesVersion` meanwhile',
    reads: ['spec.kubernetesVersion', 'spec.workers[].kubernetesVersion'],
    source: 'kubernetes.io/releases/version-skew-policy',
  },
} as const satisfies Rules

/** Returns the warning `kubernetes-version-untested` and the errors `kubernetes-version-too-old` and `kubernetes-version-skew`. */
export function checkKubernetesVersion({
  config: { spec },
  release,
  controlPlane,
}: ResolvedCluster): readonly Problem[] {
  const own: Place = { path: ['spec', 'kubernetesVersion'], text: spec.kubernetesVersion }
  const workers = places(spec.workers ?? [], ['spec', 'workers'])
  const nodes =
    controlPlane.type === 'Machines' ? places(controlPlane.config.nodes ?? [], ['spec', 'controlPlane', 'nodes']) : []
  return [
    ...(release === undefined ? [] : [own, ...nodes, ...workers].flatMap(place => support(place, release))),
    ...workers.flatMap(place => skew(place, own)),
  ]
}

interface Place {
  readonly path: Path
  readonly text: string
}

function places(list: readonly { readonly kubernetesVersion?: string | undefined }[], path: Path): readonly Place[] {
  return list.flatMap(({ kubernetesVersion }, i) =>
    kubernetesVersion === undefined ? [] : [{ path: [...path, i, 'kubernetesVersion'], text: kubernetesVersion }],
  )
}

/** kubeadm's configuration for releases below 1.22 left with Cluster API v1.11. */
function support({ path, text }: Place, { capi }: Release): readonly Problem[] {
  const version = parseVersion(text)
  if (isAtLeast(capi, [1, 11, 0]) && !isAtLeast(version, [1, 22, 0])) {
    const message = `${field(path)} ${quoted(text)} must be v1.22.0 or later`
    const why = `Cluster API v${capi[0]}.${capi[1]} writes no kubeadm configuration for older versions: no node would start`
    return [
      {
        code: 'kubernetes-version-too-old',
        severity: 'error',
        path,
        message,
        why,
        fix: 'use a newer version, or an older management cluster',
      },
    ]
  }
  const range = KUBERNETES_RANGES.find(row => row.capi === `${capi[0]}.${capi[1]}`)
  if (range === undefined || (version[0] === 1 && version[1] >= range.oldest && version[1] <= range.newest)) return []
  const message = `${field(path)} ${quoted(text)} is outside what the release was tested with`
  const why = `Cluster API v${range.capi} is tested with Kubernetes 1.${range.oldest} to 1.${range.newest}`
  const fix = `use a version from 1.${range.oldest} to 1.${range.newest}, or add "kubernetes-version-untested" to \`spec.acknowledge\``
  return [{ code: 'kubernetes-version-untested', severity: 'warning', path, message, why, fix }]
}

/** A kubelet may not be newer than its API server (kubernetes.io/releases/version-skew-policy). */
function skew(pool: Place, own: Place): readonly Problem[] {
  const [major, minor] = parseVersion(pool.text)
  const [ownMajor, ownMinor] = parseVersion(own.text)
  if (major === ownMajor && minor <= ownMinor) return []
  if (major < ownMajor) return []
  const message = `${field(pool.path)} ${quoted(pool.text)} must not be newer than the control plane`
  const why = `${field(own.path)} is ${quoted(own.text)}, and a kubelet newer than its API server is not supported`
  return [
    {
      code: 'kubernetes-version-skew',
      severity: 'error',
      path: pool.path,
      message,
      why,
      fix: 'upgrade the control plane first',
    },
  ]
}
