// What this generation says otherwise: Machines name their cluster, webhooks complete references and versions.

import type { Json, JsonObject } from '../../manifest.ts'
import type { ImageMeta, NodeSetup, Plan, StringMap } from '../../plan/model.ts'
import type { Timeouts } from '../generation.ts'
import { file } from '../shared/bootstrap.ts'
import { goDuration } from '../shared/duration.ts'
import { CLUSTER_NAME_LABEL, CONTROL_PLANE_LABEL } from '../shared/metadata.ts'

/** The webhooks fill the namespace in, and refuse another one than the object's. */
export function reference(_plan: Plan, apiVersion: string, kind: string, name: string): JsonObject {
  return { apiVersion, kind, name }
}

/** The webhooks add the first where it is missing; of the second only the presence counts from here on. */
export function controlPlaneLabels(plan: Plan): StringMap {
  return { [CLUSTER_NAME_LABEL]: plan.name, [CONTROL_PLANE_LABEL]: '' }
}

/** Nothing adds the cluster's own label, and a ClusterResourceSet selects by it. */
export function clusterLabels({ name }: Plan): StringMap {
  return { [CLUSTER_NAME_LABEL]: name }
}

export function belonging({ name }: Plan): JsonObject {
  return { clusterName: name }
}

/** The webhooks add a missing "v", so that it is written with one. */
export function withV(version: string): string {
  return version.startsWith('v') ? version : `v${version}`
}

export function deletion({ nodeDrainTimeoutSeconds: seconds }: Timeouts): JsonObject {
  return seconds === undefined ? {} : { nodeDrainTimeout: goDuration(seconds) }
}

/** Both fields are required together; kubeadm takes 0.0.0.0 for "the address of the default route", alike on all nodes. */
export function localAPIEndpoint(bindPort: number): JsonObject {
  return { advertiseAddress: '0.0.0.0', bindPort }
}

export function files({ files }: NodeSetup): Json {
  return files.map(file)
}

/** The type is CoreDNS where none is given, and goes with v1alpha4. */
export function dns(image: ImageMeta): JsonObject {
  return { ...image }
}

export function localEtcd(fields: JsonObject): JsonObject {
  return fields
}
