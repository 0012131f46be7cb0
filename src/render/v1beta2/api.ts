// API versions and references of this generation: Cluster API from v1.11 and CAPV from v1.16 on.

import { groupOf, type JsonObject } from '../../manifest.ts'
import type { Plan } from '../../plan/model.ts'
import { CLUSTER_NAME_LABEL, CONTROL_PLANE_LABEL } from '../shared/metadata.ts'

export const CORE = 'cluster.x-k8s.io/v1beta2'
export const BOOTSTRAP = 'bootstrap.cluster.x-k8s.io/v1beta2'
export const INFRASTRUCTURE = 'infrastructure.cluster.x-k8s.io/v1beta2'

/** Only the group is said: the version is the server's choice, and the namespace always the object's own. */
export function reference(apiVersion: string, kind: string, name: string): JsonObject {
  return { apiGroup: groupOf(apiVersion), kind, name }
}

/** The webhooks add the first where it is missing; of the second only the presence counts from here on. */
export function controlPlaneLabels(plan: Plan) {
  return { [CLUSTER_NAME_LABEL]: plan.name, [CONTROL_PLANE_LABEL]: '' }
}
