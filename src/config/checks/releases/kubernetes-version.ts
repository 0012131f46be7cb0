// Kubernetes versions against what the Cluster API release was tested with, and against each other.

import { KUBERNETES_RANGES, LAST_READERS } from '../../../facts/kubernetes-ranges.ts'
import { isAtLeast, parseVersion, type Release } from '../../../facts/releases.ts'
import type { Path, Problem } from '../../../problems/problem.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import type { HACluster } from '../../schema/hacluster.ts'
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
  'kubernetes-version-too-new': {
    severity: 'error',
    meaning: 'kubeadm of this version no longer reads the configuration that the release writes.',
    cure: 'use an older Kubernetes, or a newer management cluster',
    reads: [
      'spec.kubernetesVersion',
      'spec.workers[].kubernetesVersion',
      'spec.controlPlane.nodes[].kubernetesVersion',
      'spec.capvVersion',
    ],
    source: 'kubernetes cmd/kubeadm/app/util/config/common.go at each release (src/facts/kubernetes-ranges.ts)',
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
      'Versions of nodes are further apart than Kubernetes supports: a pool newer or much older than the control plane or than nodes made before ([changes.md](changes.md)), or API servers two minors apart.',
    cure: 'upgrade the control plane first, and pin `workers[].kubernetesVersion` meanwhile',
    reads: ['spec.kubernetesVersion', 'spec.workers[].kubernetesVersion'],
    source: 'kubernetes.io/releases/version-skew-policy',
  },
} as const satisfies Rules

/**
 * Returns the warning `kubernetes-version-untested` and the errors `kubernetes-version-too-old`, `kubernetes-version-too-new`
 * and `kubernetes-version-skew`.
 */
export function checkKubernetesVersion({ config, release, controlPlane }: ResolvedCluster): readonly Problem[] {
  const { spec } = config
  const own: Place = { path: ['spec', 'kubernetesVersion'], text: spec.kubernetesVersion }
  const workers = places(spec.workers ?? [], ['spec', 'workers'])
  const nodes =
    controlPlane.type === 'Machines' ? places(controlPlane.config.nodes ?? [], ['spec', 'controlPlane', 'nodes']) : []
  return [
    ...(release === undefined ? [] : [own, ...nodes, ...workers].flatMap(place => support(place, release))),
    ...apiServerSkew(own, nodes),
    ...workers.flatMap(place => newerThan(place, [own, ...nodes]) ?? olderThan(place, own)),
    ...unpinnedSkew(config, own, nodes),
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
function support({ path, text }: Place, release: Release): readonly Problem[] {
  const { capi } = release
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
  const unread = unreadable({ path, text }, release)
  if (unread.length > 0) return unread
  const range = KUBERNETES_RANGES.find(row => row.capi === `${capi[0]}.${capi[1]}`)
  if (range === undefined || (version[0] === 1 && version[1] >= range.oldest && version[1] <= range.newest)) return []
  const message = `${field(path)} ${quoted(text)} is outside what the release was tested with`
  const why = `Cluster API v${range.capi} is tested with Kubernetes 1.${range.oldest} to 1.${range.newest}`
  const fix = `use a version from 1.${range.oldest} to 1.${range.newest}, or add "kubernetes-version-untested" to \`spec.acknowledge\``
  return [{ code: 'kubernetes-version-untested', severity: 'warning', path, message, why, fix }]
}

/** kubeadm reads its configuration in a few versions only; what Cluster API writes is decided by its release. */
function unreadable({ path, text }: Place, { capi }: Release): readonly Problem[] {
  const version = parseVersion(text)
  const last = LAST_READERS.find(({ below }) => !isAtLeast(capi, below))
  if (last === undefined || !isAtLeast(version, [1, last.minor + 1, 0])) return []
  const message = `${field(path)} ${quoted(text)} must be below v1.${last.minor + 1}.0`
  const why = `Cluster API v${capi[0]}.${capi[1]} writes kubeadm's configuration as ${last.writes}, which kubeadm reads up to 1.${last.minor}: no node would start`
  const fix = 'use an older version, or a newer management cluster'
  return [{ code: 'kubernetes-version-too-new', severity: 'error', path, message, why, fix }]
}

/** API servers of one control plane are at most one minor apart. */
function apiServerSkew(own: Place, nodes: readonly Place[]): readonly Problem[] {
  return nodes.flatMap(node => {
    const distance = Math.abs(minorOf(node) - minorOf(own))
    if (distance <= 1) return []
    const message = `${field(node.path)} ${quoted(node.text)} must be at most one minor version from the other control-plane nodes`
    const why = `${field(own.path)} is ${quoted(own.text)}, and API servers that are further apart do not run side by side`
    return [skew(node.path, message, why, 'upgrade the nodes one minor version at a time')]
  })
}

/** A kubelet may not be newer than any API server (kubernetes.io/releases/version-skew-policy). */
function newerThan(pool: Place, servers: readonly Place[]): readonly Problem[] | undefined {
  const server = servers.find(each => minorOf(pool) > minorOf(each))
  if (server === undefined) return undefined
  const message = `${field(pool.path)} ${quoted(pool.text)} must not be newer than the control plane`
  const why = `${field(server.path)} is ${quoted(server.text)}, and a kubelet newer than its API server is not supported`
  return [skew(pool.path, message, why, 'upgrade the control plane first')]
}

/** Three minor versions from 1.28 on, two before. */
function olderThan(pool: Place, own: Place): readonly Problem[] {
  const [minor, server] = [minorOf(pool), minorOf(own)]
  const most = server >= 28 ? 3 : 2
  if (server - minor <= most) return []
  const message = `${field(pool.path)} ${quoted(pool.text)} must be at most ${most} minor versions older than the control plane`
  const why = `${field(own.path)} is ${quoted(own.text)}, and an older kubelet is not supported there`
  return [skew(pool.path, message, why, 'upgrade the pool first')]
}

/** Pools that follow `spec.kubernetesVersion` are newer than a control-plane node that is held back. */
function unpinnedSkew({ spec }: HACluster, own: Place, nodes: readonly Place[]): readonly Problem[] {
  const held = nodes.find(node => minorOf(node) < minorOf(own))
  if (held === undefined) return []
  return (spec.workers ?? []).flatMap(({ kubernetesVersion }, i) => {
    if (kubernetesVersion !== undefined) return []
    const path = ['spec', 'workers', i]
    const message = `${field(path)} must not be newer than the control plane: it follows ${field(own.path)} ${quoted(own.text)}`
    const why = `${field(held.path)} is ${quoted(held.text)}, and a kubelet newer than its API server is not supported`
    return [
      skew(path, message, why, 'write `kubernetesVersion` for the pool until all control-plane nodes are upgraded'),
    ]
  })
}

function minorOf({ text }: Place): number {
  const [major, minor] = parseVersion(text)
  return major * 1000 + minor - 1000
}

function skew(path: Path, message: string, why: string, fix: string): Problem {
  return { code: 'kubernetes-version-skew', severity: 'error', path, message, why, fix }
}
