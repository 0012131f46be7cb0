// KubeadmConfig of a control-plane node.

import type { Manifest } from '../../manifest.ts'
import type { ControlPlaneNode, Plan } from '../../plan/model.ts'
import type { Core } from '../generation.ts'
import { memberSpec } from '../shared/kubeadm.ts'
import { metadata } from '../shared/metadata.ts'

/**
 * Every node carries init, cluster and join configuration: whichever wins the init lock makes the same cluster, and a first
 * node that is built anew joins with its own settings. The label is what a KubeadmControlPlane finds the nodes by when it
 * adopts them.
 */
export function kubeadmConfig(core: Core, plan: Plan, node: ControlPlaneNode): Manifest {
  return {
    apiVersion: core.apiVersions.bootstrap,
    kind: 'KubeadmConfig',
    metadata: metadata(plan, node.name, { labels: core.controlPlaneLabels(plan) }),
    spec: memberSpec(core, plan, node.setup, node),
  }
}
