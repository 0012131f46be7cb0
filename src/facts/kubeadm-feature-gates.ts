// The feature gates of kubeadm itself, by the Kubernetes minors whose kubeadm knows the name. A name that it does not know keeps
// `kubeadm init` from starting; a gate that is always on takes any value.
// Source: kubernetes cmd/kubeadm/app/features/features.go, the last release of every minor from 1.16 to 1.37.

export interface GateSpan {
  readonly since: number
  readonly until: number
}

/** The minors for which the table is complete. */
export const KNOWN_MINORS: GateSpan = { since: 16, until: 38 }

export const KUBEADM_FEATURE_GATES: ReadonlyMap<string, GateSpan> = new Map([
  ['CoreDNS', span(0, 16)],
  ['IPv6DualStack', span(16, 24)],
  ['PublicKeysECDSA', span(18, 37)],
  ['RootlessControlPlane', span(22)],
  ['UnversionedKubeletConfigMap', span(23, 26)],
  ['EtcdLearnerMode', span(27, 33)],
  ['UpgradeAddonsBeforeControlPlane', span(28, 31)],
  ['WaitForAllControlPlaneComponents', span(30, 35)],
  ['ControlPlaneKubeletLocalMode', span(31, 36)],
  ['NodeLocalCRISocket', span(32, 37)],
])

function span(since: number, until = Number.POSITIVE_INFINITY): GateSpan {
  return { since, until }
}
