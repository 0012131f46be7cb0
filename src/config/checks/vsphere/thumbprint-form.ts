// A thumbprint that no certificate can have for the release compares its text, so that the vCenter is never trusted.

import { isAtLeast } from '../../../facts/releases.ts'
import type { Problem } from '../../../problems/problem.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import type { Rules } from '../rules.ts'
import { field, quoted } from '../words.ts'

export const rules = {
  'thumbprint-unmatched': {
    severity: 'warning',
    meaning:
      'The thumbprint is written in a form that the release does not compare with: lower case, or SHA-256 before CAPV v1.10.',
    cure: 'write it in capitals, of SHA-1 below CAPV v1.10',
    reads: ['spec.vsphere.thumbprint', 'spec.capvVersion'],
    source:
      'govmomi vim25/soap/client.go, v0.23 to v0.49: dialTLS compares texts in capitals; SHA-256 from v0.37 on (CAPV v1.10)',
  },
} as const satisfies Rules

const SHA_256 = 32 * 3 - 1

/** Returns the warning `thumbprint-unmatched`: a certificate that the manager trusts anyway is not compared. */
export function checkThumbprintForm({ config, release }: ResolvedCluster): readonly Problem[] {
  const { thumbprint } = config.spec.vsphere
  if (thumbprint === undefined) return []
  const path = ['spec', 'vsphere', 'thumbprint']
  const isUnknown = thumbprint.length === SHA_256 && release !== undefined && !isAtLeast(release.capv, [1, 10, 0])
  const claim = isUnknown ? 'must be that of SHA-1, of 20 bytes, before CAPV v1.10' : 'must be written in capitals'
  if (!isUnknown && thumbprint === thumbprint.toUpperCase()) return []
  const why = isUnknown
    ? `${field(['spec', 'capvVersion'])} is ${quoted(config.spec.capvVersion)}, which compares SHA-1 alone`
    : 'the vSphere provider compares it as text with one in capitals'
  return [
    {
      code: 'thumbprint-unmatched',
      severity: 'warning',
      path,
      message: `${field(path)} ${claim}`,
      why: `${why}: it never matches, and only a certificate that the manager trusts by itself gets through`,
      fix: isUnknown
        ? 'run `openssl x509 -fingerprint -sha1` on the certificate'
        : `write "${thumbprint.toUpperCase()}"`,
    },
  ]
}
