// Without a thumbprint the connection to the vCenter is encrypted but not verified.

import type { Problem } from '../../../problems/problem.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import type { Rules } from '../rules.ts'
import { field } from '../words.ts'

export const rules = {
  'no-thumbprint': {
    severity: 'warning',
    meaning: 'The certificate of the vCenter is not verified.',
    cure: 'write `vsphere.thumbprint`, or acknowledge the warning',
    reads: ['spec.vsphere.thumbprint'],
    source: 'CAPV pkg/session/session.go, v1.13: no thumbprint is an insecure session',
  },
} as const satisfies Rules

/** Returns the warning `no-thumbprint` at `spec.vsphere`. */
export function checkThumbprint({ config }: ResolvedCluster): readonly Problem[] {
  if (config.spec.vsphere.thumbprint !== undefined) return []
  const path = ['spec', 'vsphere', 'thumbprint']
  const message = `${field(path)} must be set for the certificate of the vCenter to be verified`
  const fix = 'write the thumbprint of the certificate, or add "no-thumbprint" to `spec.acknowledge`'
  return [
    {
      code: 'no-thumbprint',
      severity: 'warning',
      path,
      message,
      why: 'without it any server that answers is trusted',
      fix,
    },
  ]
}
