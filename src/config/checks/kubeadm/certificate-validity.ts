// How long certificates are valid.

import type { Problem } from '../../../problems/problem.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import type { Rules } from '../rules.ts'
import { field } from '../words.ts'

export const rules = {
  'certificate-validity': {
    severity: 'error',
    meaning: 'Certificates would be valid for longer than the CA that signs them.',
    cure: 'write at least as many days for the CA',
    reads: ['spec.kubeadm.certificateValidityPeriodDays', 'spec.kubeadm.caCertificateValidityPeriodDays'],
    source: 'Cluster API controlplane/kubeadm/internal/webhooks/kubeadmcontrolplane.go, v1.13.5',
  },
} as const satisfies Rules

/** What Cluster API takes where nothing is said. */
const CA_DAYS = 3650

/** Returns `certificate-validity`. */
export function checkCertificateValidity({ config }: ResolvedCluster): readonly Problem[] {
  const { certificateValidityPeriodDays: days, caCertificateValidityPeriodDays: caDays } = config.spec.kubeadm ?? {}
  if (days === undefined || days <= (caDays ?? CA_DAYS)) return []
  const path = ['spec', 'kubeadm', 'certificateValidityPeriodDays']
  const ca = ['spec', 'kubeadm', 'caCertificateValidityPeriodDays']
  return [
    {
      code: 'certificate-validity',
      severity: 'error',
      path,
      message: `${field(path)} must not be longer than ${field(ca)}`,
      why: `the CA is valid for ${caDays ?? CA_DAYS} days`,
      fix: 'use fewer days, or more for the CA',
    },
  ]
}
