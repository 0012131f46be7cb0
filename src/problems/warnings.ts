// The codes that are warnings: they can be acknowledged, all others are errors.

import type { ProblemCode } from './codes.ts'

export const WARNING_CODES: readonly ProblemCode[] = [
  'cluster-ca-owned-by-node',
  'even-members',
  'gateway-ignored',
  'kubernetes-version-untested',
  'no-thumbprint',
  'node-keeps-configuration',
  'release-unknown',
]
