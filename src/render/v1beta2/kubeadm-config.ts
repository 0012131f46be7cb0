// KubeadmConfig of a control-plane node, and KubeadmConfigTemplate of a worker pool.

import type { Json, JsonObject, Manifest } from '../../manifest.ts'
import type { ControlPlaneNode, Plan, StringMap, WorkerPool } from '../../plan/model.ts'
import { bootstrapFields } from '../shared/bootstrap.ts'
import { clusterConfiguration, localAPIEndpoint, nodeRegistration } from '../shared/kubeadm.ts'
import { metadata } from '../shared/metadata.ts'
import { omitEmpty } from '../shared/omit-empty.ts'
import { BOOTSTRAP, controlPlaneLabels } from './api.ts'

/**
 * Every node carries init, cluster and join configuration: whichever wins the init lock makes the same cluster, and a first
 * node that is built anew joins with its own settings. The label is what a KubeadmControlPlane finds the nodes by when it
 * adopts them.
 */
export function kubeadmConfig(plan: Plan, node: ControlPlaneNode): Manifest {
  return {
    apiVersion: BOOTSTRAP,
    kind: 'KubeadmConfig',
    metadata: metadata(plan, node.name, { labels: controlPlaneLabels(plan) }),
    spec: {
      clusterConfiguration: clusterConfiguration(plan, extraArgs),
      initConfiguration: initConfiguration(plan, node),
      joinConfiguration: joinConfiguration(plan, node),
      ...bootstrapFields(node.setup),
    },
  }
}

export function kubeadmConfigTemplate(plan: Plan, pool: WorkerPool): Manifest {
  const joinConfiguration = { nodeRegistration: nodeRegistration(pool.setup, extraArgs) }
  return {
    apiVersion: BOOTSTRAP,
    kind: 'KubeadmConfigTemplate',
    metadata: metadata(plan, pool.name),
    spec: { template: { spec: { joinConfiguration, ...bootstrapFields(pool.setup) } } },
  }
}

function initConfiguration(plan: Plan, node: ControlPlaneNode): JsonObject {
  return { ...localEndpoint(plan), nodeRegistration: nodeRegistration(node.setup, extraArgs) }
}

function joinConfiguration(plan: Plan, node: ControlPlaneNode): JsonObject {
  const controlPlane = localEndpoint(plan)
  return { ...omitEmpty({ controlPlane }), nodeRegistration: nodeRegistration(node.setup, extraArgs) }
}

/** Without an address kubeadm takes the one of the default route. */
function localEndpoint(plan: Plan): JsonObject {
  return localAPIEndpoint(plan)
}

/** A list here; by name, so that the order never depends on who wrote the map. */
function extraArgs(args: StringMap): Json {
  const names = Object.keys(args).sort()
  return names.map(name => ({ name, value: args[name] ?? '' }))
}
