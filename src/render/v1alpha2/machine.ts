// Machine: ties a node's bootstrap config and VM together.

import type { Manifest } from '../../manifest.ts'
import type { ControlPlaneNode, Plan } from '../../plan/model.ts'
import type { Core } from '../generation.ts'
import { metadata } from '../shared/metadata.ts'

export function machine(core: Core, plan: Plan, node: ControlPlaneNode): Manifest {
  const { apiVersions } = core
  return {
    apiVersion: apiVersions.core,
    kind: 'Machine',
    metadata: metadata(plan, node.name, { labels: { ...node.labels, ...core.controlPlaneLabels(plan) } }),
    spec: {
      ...core.belonging(plan),
      version: core.kubernetesVersion(node.kubernetesVersion),
      bootstrap: { configRef: core.reference(plan, apiVersions.bootstrap, 'KubeadmConfig', node.name) },
      infrastructureRef: core.reference(plan, apiVersions.infrastructure, 'VSphereMachine', node.name),
      ...core.failureDomain(node.failureDomain),
      ...core.deletion(node.timeouts),
    },
  }
}
