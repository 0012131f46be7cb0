// Without a thumbprint the connection to the vCenter is encrypted but not verified.

import type { Problem } from '../../../problems/problem.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import { field } from '../words.ts'

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
