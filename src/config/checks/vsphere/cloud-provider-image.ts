// Which image of the cloud provider there is for a Kubernetes version.

import { NEWEST_WITH_IMAGE, OLDEST_WITH_IMAGE } from '../../../facts/cloud-provider.ts'
import { parseVersion } from '../../../facts/releases.ts'
import type { Path, Problem } from '../../../problems/problem.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import type { Rules } from '../rules.ts'
import { field, quoted } from '../words.ts'

export const rules = {
  'cloud-provider-image': {
    severity: 'error',
    meaning: 'Below Kubernetes 1.28 there is no public image of the cloud provider any more.',
    cure: 'write `image` and `version` of a mirror that still holds one, or use a newer Kubernetes',
    reads: ['spec.cloudProvider.image', 'spec.cloudProvider.version', 'spec.kubernetesVersion'],
    source: 'kubernetes/cloud-provider-vsphere issue 1251: gcr.io/cloud-provider-vsphere was deleted in September 2024',
  },
  'cloud-provider-untested': {
    severity: 'warning',
    meaning: 'Kubernetes is newer than the newest cloud provider that this release of capv-ha knows.',
    cure: 'write `cloudProvider.version`, or acknowledge the warning',
    reads: ['spec.cloudProvider.version', 'spec.kubernetesVersion'],
    source: 'kubernetes/cloud-provider-vsphere releases/v1.36: the newest (src/facts/cloud-provider.ts)',
  },
} as const satisfies Rules

/** Returns `cloud-provider-image`, and the warning `cloud-provider-untested`. */
export function checkCloudProviderImage({ config: { spec } }: ResolvedCluster): readonly Problem[] {
  const { cloudProvider, kubernetesVersion } = spec
  const [major, minor] = parseVersion(kubernetesVersion)
  if (cloudProvider?.type !== 'Managed' || major !== 1) return []
  const path = ['spec', 'cloudProvider']
  if (minor < OLDEST_WITH_IMAGE) {
    const missing = (['image', 'version'] as const).filter(name => cloudProvider[name] === undefined)
    return missing.map(name => noImage([...path, name], kubernetesVersion))
  }
  if (minor <= NEWEST_WITH_IMAGE || cloudProvider.version !== undefined) return []
  return [untested([...path, 'version'], kubernetesVersion)]
}

function noImage(path: Path, kubernetesVersion: string): Problem {
  return {
    code: 'cloud-provider-image',
    severity: 'error',
    path,
    message: `${field(path)} must be set for Kubernetes ${quoted(kubernetesVersion)}`,
    why: `no public image of the cloud provider for Kubernetes below 1.${OLDEST_WITH_IMAGE} exists any more`,
    fix: 'write `image` and `version` of a mirror that still holds one, or type Unmanaged',
  }
}

function untested(path: Path, kubernetesVersion: string): Problem {
  return {
    code: 'cloud-provider-untested',
    severity: 'warning',
    path,
    message: `${field(path)} must be set for the cloud provider to be that of Kubernetes ${quoted(kubernetesVersion)}`,
    why: `the newest that this release of capv-ha knows is that of Kubernetes 1.${NEWEST_WITH_IMAGE}, which is installed; a later release of capv-ha will know a newer one`,
    fix: 'write `version`, or add "cloud-provider-untested" to `spec.acknowledge`',
  }
}
