// Whether the cloud provider is brought into the cluster by us.

import { OWN_CLOUD_PROVIDER } from '../../facts/cloud-provider.ts'
import { isAtLeast, type Release } from '../../facts/releases.ts'
import type { HAClusterSpec } from '../schema/hacluster.ts'

/** Below v0.8 CAPV installs it itself. */
export function isCloudProviderDelivered({ cloudProvider }: HAClusterSpec, release: Release | undefined): boolean {
  return cloudProvider?.type === 'Managed' && release !== undefined && isAtLeast(release.capv, OWN_CLOUD_PROVIDER)
}
