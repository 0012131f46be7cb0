// Without a cloud provider no node gets its providerID, and a cluster never finishes joining.

import { OWN_CLOUD_PROVIDER } from '../../../facts/cloud-provider.ts'
import { isAtLeast } from '../../../facts/releases.ts'
import type { Problem } from '../../../problems/problem.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import type { Rules } from '../rules.ts'
import { field, quoted } from '../words.ts'

export const rules = {
  'no-cloud-provider': {
    severity: 'error',
    meaning: 'From CAPV v0.8 on somebody must be named who sets the providerID of nodes.',
    cure: 'write `cloudProvider: {type: Managed, credentialsSecret: NAME}` ([cloud-provider.md](cloud-provider.md))',
    reads: ['spec.cloudProvider', 'spec.capvVersion'],
    source: 'CAPV api/v1alpha4/vspherecluster_types.go, v0.8: no cloudProviderConfiguration',
  },
  'cloud-provider-image-deleted': {
    severity: 'warning',
    meaning: 'The image of the cloud provider that CAPV below v0.8 installs was deleted from its registry.',
    cure: 'write `cloudProvider: {type: Managed, image: REPOSITORY, version: TAG}` of a mirror that still holds one',
    reads: ['spec.cloudProvider.image', 'spec.capvVersion'],
    source: 'kubernetes/cloud-provider-vsphere issue 1251: gcr.io/cloud-provider-vsphere was deleted in September 2024',
  },
} as const satisfies Rules

/** Returns `no-cloud-provider` from CAPV v0.8 on, where there is no default, and below the warning `cloud-provider-image-deleted`. */
export function checkCloudProvider(cluster: ResolvedCluster): readonly Problem[] {
  const { config, release } = cluster
  if (release === undefined) return []
  const { cloudProvider } = config.spec
  if (isAtLeast(release.capv, OWN_CLOUD_PROVIDER)) return cloudProvider === undefined ? [nobody(cluster)] : []
  const wanted = cloudProvider ?? { type: 'Managed' }
  return wanted.type === 'Managed' && wanted.image === undefined ? [deletedImage()] : []
}

function nobody({ config: { spec } }: ResolvedCluster): Problem {
  const path = ['spec', 'cloudProvider']
  return {
    code: 'no-cloud-provider',
    severity: 'error',
    path,
    message: `${field(path)} must say who sets the providerID of the nodes`,
    why: `from CAPV v0.8 on (${field(['spec', 'capvVersion'])} is ${quoted(spec.capvVersion)}) nothing sets the providerID of nodes by itself, and machines without one never become ready`,
    fix: 'write `cloudProvider: {type: Managed, credentialsSecret: NAME}`, or type Unmanaged and install one in the cluster',
  }
}

function deletedImage(): Problem {
  const path = ['spec', 'cloudProvider', 'image']
  return {
    code: 'cloud-provider-image-deleted',
    severity: 'warning',
    path,
    message: `${field(path)} must name a registry that still holds the image of the cloud provider`,
    why: 'that of this release of CAPV was deleted from gcr.io in September 2024: nodes that cannot pull it never get their providerID',
    fix: 'write `cloudProvider: {type: Managed, image: REPOSITORY, version: TAG}` of a mirror, or add "cloud-provider-image-deleted" to `spec.acknowledge`',
  }
}
