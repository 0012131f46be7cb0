// KubeadmConfig of a control-plane node, and KubeadmConfigTemplate of a worker pool.

import type { Json, JsonObject, Manifest } from '../../manifest.ts'
import type { ControlPlaneNode, Plan, StringMap, WorkerPool } from '../../plan/model.ts'
import { bootstrapFields } from '../shared/bootstrap.ts'
import { clusterConfiguration, localAPIEndpoint, nodeRegistration } from '../shared/kubeadm.ts'
import { metadata } from '../shared/metadata.ts'
import { omitEmpty } from '../shared/omit-empty.ts'
import { BOOTSTRAP } from './api.ts'

/** The first node runs init, the others join: with init and cluster configuration on one node alone, no other can win. */
export function kubeadmConfig(plan: Plan, node: ControlPlaneNode): Manifest {
  const kubeadm = node.first
    ? {
        clusterConfiguration: clusterConfiguration(plan, extraArgs),
        initConfiguration: initConfiguration(plan, node),
      }
    : { joinConfiguration: joinConfiguration(plan, node) }
  return {
    apiVersion: BOOTSTRAP,
    kind: 'KubeadmConfig',
    metadata: metadata(plan, node.name),
    spec: { ...kubeadm, ...bootstrapFields(node.setup, true) },
  }
}

export function kubeadmConfigTemplate(plan: Plan, pool: WorkerPool): Manifest {
  const joinConfiguration = { nodeRegistration: nodeRegistration(pool.setup, extraArgs) }
  return {
    apiVersion: BOOTSTRAP,
    kind: 'KubeadmConfigTemplate',
    metadata: metadata(plan, pool.name),
    spec: { template: { spec: { joinConfiguration, ...bootstrapFields(pool.setup, true) } } },
  }
}

function initConfiguration(plan: Plan, node: ControlPlaneNode): JsonObject {
  return { ...localEndpoint(plan, node), nodeRegistration: nodeRegistration(node.setup, extraArgs) }
}

function joinConfiguration(plan: Plan, node: ControlPlaneNode): JsonObject {
  const controlPlane = localEndpoint(plan, node)
  return { ...omitEmpty({ controlPlane }), nodeRegistration: nodeRegistration(node.setup, extraArgs) }
}

/** Both fields are required together here; kubeadm takes 0.0.0.0 for "the address of the default route". */
function localEndpoint(plan: Plan, node: ControlPlaneNode): JsonObject {
  return localAPIEndpoint(plan, node.machine.devices[0]?.ipAddrs[0]?.replace(/\/.*/, '') ?? '0.0.0.0')
}

function extraArgs(args: StringMap): Json {
  return args
}
