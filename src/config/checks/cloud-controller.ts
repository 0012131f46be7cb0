// The rules for the cloud provider that is delivered from CAPV v0.8 on.

import type { Problem } from '../../problems/problem.ts'
import type { ResolvedCluster } from '../resolve/resolved.ts'
import { textProblems } from './nodes/certificates.ts'
import { checkCloudProviderCredentials } from './vsphere/cloud-provider-credentials.ts'
import { checkCloudProviderImage } from './vsphere/cloud-provider-image.ts'
import { checkIpFamilies } from './vsphere/ip-families.ts'
import { checkZoneCategories } from './vsphere/zone-categories.ts'

/** Returns what the checks in it return, and `invalid-certificate` and `doubtful-certificate` for `ca`. */
export function cloudControllerProblems(cluster: ResolvedCluster): readonly Problem[] {
  const { cloudProvider } = cluster.config.spec
  const ca = cloudProvider?.type === 'Managed' ? cloudProvider.ca : undefined
  return [
    ...checkCloudProviderImage(cluster),
    ...checkCloudProviderCredentials(cluster),
    // A self-signed certificate of the vCenter itself is trusted as well.
    ...(ca === undefined ? [] : textProblems(ca, ['spec', 'cloudProvider', 'ca'], false)),
    ...checkIpFamilies(cluster),
    ...checkZoneCategories(cluster),
  ]
}
