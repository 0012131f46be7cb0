// The vSphere cloud provider (kubernetes/cloud-provider-vsphere): who installs it, and its images.

import { parseVersion, type Version } from './releases.ts'

/** From here on CAPV leaves it to others. */
export const OWN_CLOUD_PROVIDER: Version = [0, 8, 0]

/** Its Secret in the cluster, unless CAPV below v0.8 was told another one. */
export const CREDENTIALS_SECRET = 'cloud-provider-vsphere-credentials'

export const CLOUD_PROVIDER_REPOSITORY = 'registry.k8s.io/cloud-pv-vsphere/cloud-provider-vsphere'

/**
 * By minor of Kubernetes, the tag in upstream's own manifest: that one was published for sure. Older images stood in a registry
 * that was deleted in September 2024 and never copied.
 * Source: kubernetes/cloud-provider-vsphere releases/v1.28 – v1.36, and its issue 1251.
 */
export const CLOUD_PROVIDER_TAGS: ReadonlyMap<number, string> = new Map([
  [28, 'v1.28.0'],
  [29, 'v1.29.0'],
  [30, 'v1.30.1'],
  [31, 'v1.31.0'],
  [32, 'v1.32.1'],
  [33, 'v1.33.0'],
  [34, 'v1.34.0'],
  [35, 'v1.35.0'],
  [36, 'v1.36.0'],
])

export const OLDEST_WITH_IMAGE = Math.min(...CLOUD_PROVIDER_TAGS.keys())
export const NEWEST_WITH_IMAGE = Math.max(...CLOUD_PROVIDER_TAGS.keys())

/** The tag for a Kubernetes version; for one newer than we know the newest, for one without an image none. */
export function cloudProviderTag(kubernetesVersion: string): string | undefined {
  const [, minor] = parseVersion(kubernetesVersion)
  return CLOUD_PROVIDER_TAGS.get(Math.min(minor, NEWEST_WITH_IMAGE))
}
