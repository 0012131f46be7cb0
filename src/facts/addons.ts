// How ClusterResourceSets bring manifests into a cluster.

import { isAtLeast, type Version } from './releases.ts'

/**
 * `Reconcile` applies what has changed since; before, everything was applied once for all.
 * Source: kubernetes-sigs/cluster-api exp/addons/api/v1beta1/clusterresourceset_types.go, v1.4.
 */
const RECONCILE: Version = [1, 4, 0]

export type AddonStrategy = 'Reconcile' | 'ApplyOnce'

export function addonStrategy(capi: Version): AddonStrategy {
  return isAtLeast(capi, RECONCILE) ? 'Reconcile' : 'ApplyOnce'
}

/** The strategy of a set is immutable, so that the two have names of their own; frozen. */
export function addonSetName(cluster: string, strategy: AddonStrategy): string {
  return `${cluster}-addons${strategy === 'Reconcile' ? '' : '-once'}`
}

/** The ConfigMap that holds the cloud provider; frozen. */
export const cloudProviderName = (cluster: string): string => `${cluster}-cloud-provider`
