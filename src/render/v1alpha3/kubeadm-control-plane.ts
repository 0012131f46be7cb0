// KubeadmControlPlane: a controller that makes, replaces and upgrades the control-plane machines.

import type { Manifest } from '../../manifest.ts'
import type { NodeSetup, Plan, ReplicatedControlPlane, StringMap } from '../../plan/model.ts'
import type { Core } from '../generation.ts'
import { memberSpec } from '../shared/kubeadm.ts'
import { CLUSTER_NAME_LABEL, metadata } from '../shared/metadata.ts'

/** An upgrade would otherwise look after an addon that `kubeadm init` was told to leave out. */
const ADDONS = {
  'addon/kube-proxy': 'controlplane.cluster.x-k8s.io/skip-kube-proxy',
  'addon/coredns': 'controlplane.cluster.x-k8s.io/skip-coredns',
} as const

export function kubeadmControlPlane(core: Core, plan: Plan, controlPlane: ReplicatedControlPlane): Manifest {
  const { name, replicas, kubernetesVersion, machineNaming, setup } = controlPlane
  return {
    apiVersion: core.apiVersions.controlPlane,
    kind: 'KubeadmControlPlane',
    metadata: metadata(plan, name, { labels: { [CLUSTER_NAME_LABEL]: plan.name }, annotations: skippedAddons(setup) }),
    spec: {
      replicas,
      version: core.kubernetesVersion(kubernetesVersion),
      ...core.controlPlaneMachines(core, plan, controlPlane),
      ...core.controlPlaneRollout(controlPlane),
      ...core.remediation(controlPlane),
      ...core.machineNaming(machineNaming),
      kubeadmConfigSpec: memberSpec(core, plan, setup),
    },
  }
}

function skippedAddons({ skipPhases }: NodeSetup): StringMap {
  const isSkipped = (phase: string) => skipPhases.init.includes(phase) || skipPhases.init.includes('addon')
  const skipped = Object.entries(ADDONS).filter(([phase]) => isSkipped(phase))
  return Object.fromEntries(skipped.map(([, annotation]) => [annotation, '']))
}
