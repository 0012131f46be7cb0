// Machine: ties a node's bootstrap config and VM together.

import type { JsonObject, Manifest } from '../../manifest.ts'
import type { ControlPlaneNode, Plan } from '../../plan/model.ts'
import { withV } from '../shared/kubernetes-version.ts'
import { metadata } from '../shared/metadata.ts'
import { BOOTSTRAP, CORE, controlPlaneLabels, INFRASTRUCTURE, reference } from './api.ts'

export function machine(plan: Plan, node: ControlPlaneNode): Manifest {
  return {
    apiVersion: CORE,
    kind: 'Machine',
    metadata: metadata(plan, node.name, { labels: { ...node.labels, ...controlPlaneLabels(plan) } }),
    spec: {
      clusterName: plan.name,
      version: withV(node.kubernetesVersion),
      bootstrap: { configRef: reference(BOOTSTRAP, 'KubeadmConfig', node.name) },
      infrastructureRef: reference(INFRASTRUCTURE, 'VSphereMachine', node.name),
      ...deletion(node),
    },
  }
}

function deletion({ nodeDrainTimeoutSeconds }: ControlPlaneNode): JsonObject {
  return nodeDrainTimeoutSeconds === undefined ? {} : { deletion: { nodeDrainTimeoutSeconds } }
}
