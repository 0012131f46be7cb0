// The credentials of the cloud provider, by reference: a ClusterResourceSet takes them into the cluster.

import type { Problem } from '../../../problems/problem.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import type { Rules } from '../rules.ts'
import { field, quoted } from '../words.ts'

export const rules = {
  'cloud-provider-credentials': {
    severity: 'error',
    meaning:
      'The Secret that brings the credentials of the cloud provider into the cluster is not named, or is that of `identityRef`.',
    cure: 'make a Secret of type `addons.cluster.x-k8s.io/resource-set` and name it ([cloud-provider.md](cloud-provider.md))',
    reads: [
      'spec.cloudProvider.type',
      'spec.cloudProvider.credentialsSecret',
      'spec.vsphere.identityRef',
      'spec.capvVersion',
      'spec.capiVersion',
    ],
    source:
      'Cluster API internal/controllers/clusterresourceset/clusterresourceset_helpers.go, v1.10 (type of Secrets)',
  },
} as const satisfies Rules

/** Returns `cloud-provider-credentials`. */
export function checkCloudProviderCredentials({ config: { spec } }: ResolvedCluster): readonly Problem[] {
  const { cloudProvider, vsphere } = spec
  if (cloudProvider?.type !== 'Managed') return []
  const path = ['spec', 'cloudProvider', 'credentialsSecret']
  const problem = { code: 'cloud-provider-credentials', severity: 'error', path } as const
  const fix =
    'make a Secret of type addons.cluster.x-k8s.io/resource-set, whose value is the YAML of the Secret in the cluster (docs/cloud-provider.md), and name it here'
  const { credentialsSecret } = cloudProvider
  if (credentialsSecret === undefined) {
    const message = `${field(path)} must name the Secret that brings the credentials into the cluster`
    return [{ ...problem, message, why: 'the cloud provider asks the vCenter for every VM', fix }]
  }
  if (vsphere.identityRef?.kind !== 'Secret' || vsphere.identityRef.name !== credentialsSecret) return []
  const message = `${field(path)} must not be ${quoted(credentialsSecret)}, the Secret of ${field(['spec', 'vsphere', 'identityRef'])}`
  const why =
    'that one holds "username" and "password"; a ClusterResourceSet applies each value of its own as manifests'
  return [{ ...problem, message, why, fix }]
}
