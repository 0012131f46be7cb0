// KubeadmConfig of a control-plane node, and KubeadmConfigTemplate of a worker pool.

import type { Manifest } from '../../manifest.ts'
import type { ControlPlaneNode, Plan, WorkerPool } from '../../plan/model.ts'
import type { Core } from '../generation.ts'
import { bootstrapFields } from '../shared/bootstrap.ts'
import { clusterConfiguration } from '../shared/cluster-configuration.ts'
import { initConfiguration, joinConfiguration, workerJoinConfiguration } from '../shared/kubeadm.ts'
import { metadata } from '../shared/metadata.ts'

/** The first node runs init, the others join: with init and cluster configuration on one node alone, no other can win. */
export function kubeadmConfig(core: Core, plan: Plan, node: ControlPlaneNode): Manifest {
  const kubeadm = node.first
    ? {
        clusterConfiguration: clusterConfiguration(core, plan),
        initConfiguration: initConfiguration(core, plan, node.setup, node),
      }
    : { joinConfiguration: joinConfiguration(core, plan, node.setup, node) }
  return {
    apiVersion: core.apiVersions.bootstrap,
    kind: 'KubeadmConfig',
    metadata: metadata(plan, node.name),
    spec: { ...kubeadm, ...bootstrapFields(core, node.setup) },
  }
}

export function kubeadmConfigTemplate(core: Core, plan: Plan, pool: WorkerPool): Manifest {
  const joinConfiguration = workerJoinConfiguration(core, pool.setup)
  return {
    apiVersion: core.apiVersions.bootstrap,
    kind: 'KubeadmConfigTemplate',
    metadata: metadata(plan, pool.name),
    spec: { template: { spec: { joinConfiguration, ...bootstrapFields(core, pool.setup) } } },
  }
}
