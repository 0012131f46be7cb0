// What this generation says otherwise: Machines name their cluster, webhooks complete references and versions.

import type { Json, JsonObject } from '../../manifest.ts'
import type { ImageMeta } from '../../plan/kubeadm-model.ts'
import type { ControlPlaneNode, NodeSetup, Plan, ReplicatedControlPlane, StringMap } from '../../plan/model.ts'
import type { HealthCheck, NodeTimeouts } from '../../plan/upkeep-model.ts'
import type { Core } from '../generation.ts'
import { file } from '../shared/bootstrap.ts'
import { goDuration } from '../shared/duration.ts'
import { CLUSTER_NAME_LABEL, CONTROL_PLANE_LABEL } from '../shared/metadata.ts'
import { omitEmpty } from '../shared/omit-empty.ts'

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

export function deletion({ nodeDrainTimeoutSeconds: seconds }: NodeTimeouts): JsonObject {
  return seconds === undefined ? {} : { nodeDrainTimeout: goDuration(seconds) }
}

/** Where this says nothing, the vSphere provider places a machine by its own fields alone. */
export function failureDomain(name: string | undefined): JsonObject {
  return name === undefined ? {} : { failureDomain: name }
}

/** Labels of Machines have no place here: those that would travel by them came to the Nodes later still. */
export function controlPlaneMachines(core: Core, plan: Plan, { name, timeouts }: ReplicatedControlPlane): JsonObject {
  return {
    infrastructureTemplate: core.reference(plan, core.apiVersions.infrastructure, 'VSphereMachineTemplate', name),
    ...core.deletion(timeouts),
  }
}

/** The first releases drop the strategy; they add a machine before one goes, as the strategy says unless it is told otherwise. */
export function controlPlaneRollout({ rollout: { maxSurge, after } }: ReplicatedControlPlane): JsonObject {
  return {
    ...omitEmpty({ upgradeAfter: after }),
    rolloutStrategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge } },
  }
}

export function healthCheck(check: HealthCheck): JsonObject {
  return {
    nodeStartupTimeout: goDuration(check.nodeStartupTimeoutSeconds),
    maxUnhealthy: check.maxUnhealthy,
    unhealthyConditions: check.unhealthyNodeConditions.map(({ type, status, timeoutSeconds }) => ({
      type,
      status,
      timeout: goDuration(timeoutSeconds),
    })),
  }
}

/** Both fields are required together; kubeadm takes 0.0.0.0 for "the address of the default route", alike on all nodes. */
export function localAPIEndpoint(bindPort: number, node?: ControlPlaneNode): JsonObject {
  return { advertiseAddress: node?.advertiseAddress ?? '0.0.0.0', bindPort }
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
