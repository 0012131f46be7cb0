// Who sets the providerID of nodes, and what a ClusterResourceSet brings into the cluster for it and for the user.

import { addonSetName, addonStrategy, cloudProviderName } from '../../facts/addons.ts'
import { OWN_CLOUD_PROVIDER } from '../../facts/cloud-provider.ts'
import { isAtLeast } from '../../facts/releases.ts'
import type { AddonReference, AddonSet } from '../addon-model.ts'
import { cloudProviderImage } from '../defaults.ts'
import type { CloudProvider } from '../model.ts'
import type { PlannableCluster } from '../plannable.ts'

/** Below v0.8 the provider installs the cloud provider itself, and that is the default there; later a check demands a choice. */
export function planCloudProvider({ config: { spec }, release }: PlannableCluster): CloudProvider {
  const isOwn = isAtLeast(release.capv, OWN_CLOUD_PROVIDER)
  if (isOwn && spec.cloudProvider?.type === 'Managed') return { type: 'Delivered' }
  if (isOwn && spec.cloudProvider === undefined) return { type: 'Unmanaged' }
  const wanted = spec.cloudProvider ?? { type: 'Managed' }
  if (wanted.type !== 'Managed') return { type: wanted.type }
  const { repository, version } = cloudProviderImage(release)
  return {
    type: 'Managed',
    image: `${wanted.image ?? repository}:${wanted.version ?? version}`,
    credentialsSecret: wanted.credentialsSecret,
    network: spec.network?.name ?? '',
  }
}

/** The credentials come before what asks for them; the user's own addons after the cloud provider, as they are listed. */
export function planAddons(cluster: PlannableCluster, { type }: CloudProvider): AddonSet | undefined {
  const { name, config, release } = cluster
  const { addons = [], cloudProvider } = config.spec
  const secret = cloudProvider?.type === 'Managed' ? cloudProvider.credentialsSecret : undefined
  const resources: readonly AddonReference[] = [
    ...(type === 'Delivered' && secret !== undefined ? [{ kind: 'Secret' as const, name: secret }] : []),
    ...(type === 'Delivered' ? [{ kind: 'ConfigMap' as const, name: cloudProviderName(name) }] : []),
    ...addons.map(
      (addon): AddonReference =>
        'secret' in addon ? { kind: 'Secret', name: addon.secret } : { kind: 'ConfigMap', name: addon.configMap },
    ),
  ]
  if (resources.length === 0) return undefined
  const strategy = addonStrategy(release.capi)
  return { name: addonSetName(name, strategy), strategy, resources }
}
