// Which Kubernetes minors a Cluster API release was tested with as workload clusters.
// Source: kubernetes-sigs/cluster-api docs/book/src/reference/versions.md at each release; v0.2: README of CAPV v0.5.

import type { Version } from './releases.ts'

export interface KubernetesRange {
  /** Minor of Cluster API, as `0.2`. */
  readonly capi: string
  /** Minors of Kubernetes 1, inclusive. */
  readonly oldest: number
  readonly newest: number
}

export const KUBERNETES_RANGES: readonly KubernetesRange[] = [
  { capi: '0.2', oldest: 13, newest: 16 },
  { capi: '0.3', oldest: 16, newest: 22 },
  { capi: '0.4', oldest: 18, newest: 23 },
  { capi: '1.0', oldest: 18, newest: 23 },
  { capi: '1.1', oldest: 18, newest: 24 },
  { capi: '1.2', oldest: 18, newest: 26 },
  { capi: '1.3', oldest: 18, newest: 26 },
  { capi: '1.4', oldest: 21, newest: 27 },
  { capi: '1.5', oldest: 22, newest: 28 },
  { capi: '1.6', oldest: 23, newest: 29 },
  { capi: '1.7', oldest: 24, newest: 30 },
  { capi: '1.8', oldest: 25, newest: 31 },
  { capi: '1.9', oldest: 26, newest: 32 },
  { capi: '1.10', oldest: 27, newest: 33 },
  { capi: '1.11', oldest: 28, newest: 34 },
  { capi: '1.12', oldest: 29, newest: 36 },
  { capi: '1.13', oldest: 30, newest: 36 },
  { capi: '1.14', oldest: 31, newest: 36 },
]

/**
 * The last Kubernetes minor whose kubeadm reads what a Cluster API below `below` writes.
 * Source: kubernetes cmd/kubeadm/app/util/config/common.go (v1beta1 until 1.21, v1beta2 until 1.26, v1beta3 until 1.36);
 * cluster-api bootstrap/kubeadm/types/utils.go at each release.
 */
export const LAST_READERS: readonly { readonly below: Version; readonly writes: string; readonly minor: number }[] = [
  { below: [0, 3, 0], writes: 'v1beta1', minor: 21 },
  { below: [0, 4, 0], writes: 'v1beta2', minor: 26 },
  { below: [1, 8, 0], writes: 'v1beta3', minor: 36 },
]
