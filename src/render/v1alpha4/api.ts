// API versions and references of this generation: Cluster API v0.4 with CAPV v0.8.

import type { JsonObject } from '../../manifest.ts'
import type { Plan } from '../../plan/model.ts'
import { CLUSTER_NAME_LABEL, CONTROL_PLANE_LABEL } from '../shared/metadata.ts'

export const CORE = 'cluster.x-k8s.io/v1alpha4'
export const BOOTSTRAP = 'bootstrap.cluster.x-k8s.io/v1alpha4'
export const INFRASTRUCTURE = 'infrastructure.cluster.x-k8s.io/v1alpha4'

/** The namespace is left to the webhook: it fills in the object's own and refuses any other. */
export function reference(apiVersion: string, kind: string, name: string): JsonObject {
  return { apiVersion, kind, name }
}

/** The webhooks add the first where it is missing; of the second only the presence counts from here on. */
export function controlPlaneLabels(plan: Plan) {
  return { [CLUSTER_NAME_LABEL]: plan.name, [CONTROL_PLANE_LABEL]: '' }
}
