// CA certificates as text: of `trustedCAs` and of the mirrors of registries.

import { RELEASE_DAY } from '../../../facts/release-day.ts'
import type { Path, Problem } from '../../../problems/problem.ts'
import { type Certificate, readCertificate } from '../../certificates/certificate.ts'
import { readPem } from '../../certificates/pem.ts'
import { layersOf } from '../../resolve/groups.ts'
import type { NodeConfig, ResolvedCluster } from '../../resolve/resolved.ts'
import type { Rules } from '../rules.ts'
import { field, quoted } from '../words.ts'

export const rules = {
  'invalid-certificate': {
    severity: 'error',
    meaning:
      'A text that must be one or more certificates in PEM form is not, or a certificate in it can never be valid.',
    cure: 'paste the file that begins with "-----BEGIN CERTIFICATE-----"',
    reads: ['spec.node.trustedCAs[].pem', 'spec.node.registryMirrors[].endpoints[].ca', 'spec.cloudProvider.ca'],
    source: 'RFC 7468, RFC 5280 4.1',
  },
  'doubtful-certificate': {
    severity: 'warning',
    meaning:
      'A trusted certificate is that of a server, not of an authority, or had expired before this release of capv-ha.',
    cure: 'use the certificate of the authority that signed it',
    reads: ['spec.node.trustedCAs[].pem', 'spec.node.registryMirrors[].endpoints[].ca', 'spec.cloudProvider.ca'],
    source: 'RFC 5280 4.2.1.9 (basicConstraints), 4.1.2.5 (validity)',
  },
} as const satisfies Rules

/** Returns `invalid-certificate` and `doubtful-certificate`; what a Secret holds is not seen. */
export function checkCertificates(cluster: ResolvedCluster): readonly Problem[] {
  return layersOf(cluster).flatMap(({ node, path }) => (node ? nodeProblems(node, [...path, 'node']) : []))
}

function nodeProblems({ trustedCAs, registryMirrors }: NodeConfig, path: Path): readonly Problem[] {
  const authorities = (trustedCAs ?? []).flatMap(({ pem }, i) =>
    pem === undefined ? [] : textProblems(pem, [...path, 'trustedCAs', i, 'pem'], true),
  )
  const ofMirrors = (registryMirrors ?? []).flatMap(({ endpoints }, i) =>
    endpoints.flatMap(({ ca }, k) =>
      // containerd takes the certificate of the mirror itself as well.
      ca === undefined ? [] : textProblems(ca, [...path, 'registryMirrors', i, 'endpoints', k, 'ca'], false),
    ),
  )
  return [...authorities, ...ofMirrors]
}

/** Problems of a text that must hold certificates; with `mustSign` they must be those of authorities. */
export function textProblems(pem: string, path: Path, mustSign: boolean): readonly Problem[] {
  const blocks = readPem(pem)
  if (blocks.length === 0) {
    const why = /-----BEGIN/.test(pem)
      ? 'its first line must be at the beginning of a line, and the last one must be there'
      : 'there is no line "-----BEGIN CERTIFICATE-----"'
    return [invalid(path, 'must be a certificate in PEM form', why)]
  }
  return blocks.flatMap(({ label, bytes }, i) => {
    const which = blocks.length === 1 ? '' : ` (certificate ${i + 1} of ${blocks.length})`
    // Reported already, as a secret.
    if (label.endsWith('PRIVATE KEY')) return []
    if (label !== 'CERTIFICATE') return [invalid(path, `must hold certificates only, not ${quoted(label)}${which}`)]
    const certificate = bytes && readCertificate(bytes)
    if (certificate === undefined)
      return [invalid(path, `must be a whole certificate${which}`, 'its base64 is damaged or cut short')]
    return certificateProblems(certificate, path, which, mustSign)
  })
}

function certificateProblems(
  { isAuthority, notBefore, notAfter }: Certificate,
  path: Path,
  which: string,
  mustSign: boolean,
): readonly Problem[] {
  if (notAfter < notBefore) {
    const why = `it is valid until ${dateOf(notAfter)}, and from ${dateOf(notBefore)} on`
    return [invalid(path, `must not end before it begins${which}`, why)]
  }
  const expired = doubtful(
    path,
    `must still be valid${which}`,
    `it expired on ${dateOf(notAfter)}; whether it is valid today is not known here`,
    'use the one that took its place',
  )
  const leaf = doubtful(
    path,
    `must be the certificate of an authority${which}`,
    'it may not sign others (basicConstraints), so that most programs trust nothing by it',
    'use the certificate of the authority that signed it',
  )
  return [...(notAfter.slice(0, 8) < RELEASE_DAY ? [expired] : []), ...(mustSign && !isAuthority ? [leaf] : [])]
}

function dateOf(digits: string): string {
  return `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6, 8)}`
}

function invalid(path: Path, claim: string, why?: string): Problem {
  return {
    code: 'invalid-certificate',
    severity: 'error',
    path,
    message: `${field(path)} ${claim}`,
    ...(why === undefined ? {} : { why }),
    fix: 'paste the file that begins with "-----BEGIN CERTIFICATE-----" as a block of text (`|`)',
  }
}

function doubtful(path: Path, claim: string, why: string, fix: string): Problem {
  return { code: 'doubtful-certificate', severity: 'warning', path, message: `${field(path)} ${claim}`, why, fix }
}
