// A Kubernetes object as plain data, its identity, and the one order in which its top-level keys are printed.
// Knows no kind of its own: what objects mean is the business of plan/ and render/.

export type Json = string | number | boolean | null | readonly Json[] | JsonObject
export interface JsonObject {
  readonly [key: string]: Json
}

export interface ObjectMeta extends JsonObject {
  readonly name: string
}

/** An object that this program emits: apiVersion, kind and metadata first, then whatever the kind holds. */
export interface Manifest extends JsonObject {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: ObjectMeta
}

/** The annotation that marks every emitted object with `<namespace>/<name>` of the HACluster that it belongs to. */
export const OWNER_ANNOTATION = 'capv-ha.dev/owner'
/** The label by which a cluster finds the failure domains that are made for it: `<namespace>.<name>`. */
export const CLUSTER_LABEL = 'capv-ha.dev/cluster'
export const HACLUSTER_API_VERSION = 'capv-ha.dev/v1alpha1'
export const HACLUSTER_GROUP = 'capv-ha.dev'
export const HACLUSTER_KIND = 'HACluster'

/** The API group of an apiVersion: `cluster.x-k8s.io/v1beta2` → `cluster.x-k8s.io`, `v1` → ``. */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/')
  return slash < 0 ? '' : apiVersion.slice(0, slash)
}
