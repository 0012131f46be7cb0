// kube-vip, which holds the endpoint on the control-plane nodes: its image, the releases that clusters get, and what these can do.

import { isAtLeast, parseVersion, type Version } from './releases.ts'

/** Since v0.3.9; before that it was on Docker Hub. */
export const KUBE_VIP_IMAGE = 'ghcr.io/kube-vip/kube-vip'

/** By the first Kubernetes release that gets it. Frozen: another default would replace control planes. */
const DEFAULT_VERSIONS: readonly { readonly from: Version; readonly version: string }[] = [
  { from: [1, 29, 0], version: 'v1.2.3' },
  { from: [1, 20, 0], version: 'v0.9.2' },
  { from: [0, 0, 0], version: 'v0.4.4' },
]

/** `kubernetesVersion` as written, with or without "v". */
export function defaultKubeVipVersion(kubernetesVersion: string): string {
  const kubernetes = parseVersion(kubernetesVersion)
  return DEFAULT_VERSIONS.find(({ from }) => isAtLeast(kubernetes, from))?.version ?? ''
}

/** The tag of a release: "0.9" is v0.9.0. */
export function kubeVipTag(version: string): string {
  const [, core = '', rest = ''] = /^v?([\d.]+)(.*)$/.exec(version) ?? []
  return `v${parseVersion(core).join('.')}${rest}`
}

/** Releases before look for the API server at the very address that they are to bring up (kube-vip v0.3.8 pkg/cluster). */
export const OLDEST_KUBE_VIP: Version = [0, 4, 0]

/** v0.7 takes several addresses, and from v0.9 on each gets the mask of its family (kube-vip pkg/vip/address.go). */
export const SEVERAL_ADDRESSES_SINCE: Version = [0, 9, 0]

/** Before, a default route was looked for in IPv4 alone (kube-vip pkg/vip/util.go). */
export const IPV6_ROUTES_SINCE: Version = [1, 0, 0]

/**
 * From this release on admin.conf of a new cluster has no rights until kubeadm has bound its group to them, which it does
 * through the endpoint; super-admin.conf has them at once, on the node that runs init.
 * Source: kubernetes cmd/kubeadm/app/phases/kubeconfig/kubeconfig.go, v1.29.0; kube-vip issue 684.
 */
export const SUPER_ADMIN_SINCE: Version = [1, 29, 0]
