// API versions and references of this generation: Cluster API v0.2 with CAPV v0.5.

import type { JsonObject } from '../../manifest.ts'
import type { Plan } from '../../plan/model.ts'
import { CLUSTER_NAME_LABEL, CONTROL_PLANE_LABEL } from '../shared/metadata.ts'

export const CORE = 'cluster.x-k8s.io/v1alpha2'
export const BOOTSTRAP = 'bootstrap.cluster.x-k8s.io/v1alpha2'
export const INFRASTRUCTURE = 'infrastructure.cluster.x-k8s.io/v1alpha2'

/** Nothing fills in a namespace here, and CAPV reads `configRef.namespace` literally. */
export function reference(plan: Plan, apiVersion: string, kind: string, name: string): JsonObject {
  return { apiVersion, kind, name, namespace: plan.namespace }
}

/** Labels are the only link from machines to their cluster, and the controllers test that the second is not empty. */
export function controlPlaneLabels(plan: Plan) {
  return { [CLUSTER_NAME_LABEL]: plan.name, [CONTROL_PLANE_LABEL]: 'true' }
}
