// The codes that are warnings, all others are errors. Those that stand for one HACluster can be acknowledged in it.

import type { ProblemCode } from './codes.ts'

export const WARNING_CODES = [
  'cluster-ca-owned-by-node',
  'even-members',
  'gateway-ignored',
  'kubernetes-version-untested',
  'namespace-differs',
  'needed-phase',
  'no-anonymous-access',
  'no-node-restriction',
  'no-thumbprint',
  'every-failure-domain',
  'max-unhealthy-is-none',
  'node-keeps-configuration',
  'pinned-image-tag',
  'pool-shrinks',
  'raw-markers',
  'release-unknown',
  'user-data-size',
  'doubtful-mirror',
  'doubtful-certificate',
  'unknown-disk',
  'unknown-interface',
] as const satisfies readonly ProblemCode[]

/** Of these the HACluster that could acknowledge them is gone, or hidden. */
export type HostWarning = 'orphaned-output' | 'former-output-hidden'

export type WarningCode = (typeof WARNING_CODES)[number] | HostWarning
