// The codes that are warnings, all others are errors. Those that stand for one HACluster can be acknowledged in it.

import type { ProblemCode } from './codes.ts'

export const WARNING_CODES = [
  'cloud-provider-none',
  'addons-set-removed',
  'applied-once',
  'cloud-provider-image-deleted',
  'cloud-provider-untested',
  'cluster-ca-owned-by-node',
  'even-members',
  'family-order',
  'gateway-ignored',
  'host-bits',
  'inside-cluster-networks',
  'interface-not-named',
  'kubernetes-version-untested',
  'namespace-differs',
  'linked-clone-size',
  'needed-phase',
  'network-name',
  'no-anonymous-access',
  'no-name-server',
  'no-gitops-guards',
  'no-kube-proxy',
  'no-node-restriction',
  'no-thumbprint',
  'node-without-family',
  'nodes-outside-zones',
  'every-failure-domain',
  'max-unhealthy-is-none',
  'node-keeps-configuration',
  'pinned-image-tag',
  'pool-shrinks',
  'raw-markers',
  'release-unknown',
  'user-data-size',
  'zone-removed',
  'doubtful-mirror',
  'doubtful-certificate',
  'unknown-disk',
  'unknown-interface',
  'pod-network-full',
  'second-family',
  'several-default-routes',
  'single-control-plane',
  'ssh-key',
  'taints-replaced',
  'template-version',
  'thumbprint-unmatched',
  'too-many-name-servers',
  'guessed-address',
] as const satisfies readonly ProblemCode[]

/** Of these the HACluster that could acknowledge them is gone, or hidden. */
export type HostWarning = 'orphaned-output' | 'former-output-hidden'

export type WarningCode = (typeof WARNING_CODES)[number] | HostWarning
