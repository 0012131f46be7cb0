// From the plan to manifests in apply order, by the printers of the plan's profile.

import type { Profile } from '../facts/releases.ts'
import type { Json, Manifest } from '../manifest.ts'
import type { ControlPlane, Plan, WorkerPool } from '../plan/model.ts'
import type { Generation } from './generation.ts'
import { addressPool } from './shared/address-pool.ts'
import { cloudControllerManager } from './shared/cloud-controller-manager.ts'
import { guarded } from './shared/guards.ts'
import { checkedMachines } from './shared/health-checks.ts'
import { loadBalancerConfigMap } from './shared/load-balancer.ts'
import { v1alpha2 } from './v1alpha2/index.ts'
import { v1alpha3 } from './v1alpha3/index.ts'
import { v1alpha4 } from './v1alpha4/index.ts'
import { v1beta1 } from './v1beta1/index.ts'
import { v1beta2 } from './v1beta2/index.ts'

/** In the order of the chain, but for `mixed`, which is a pair. */
export const GENERATIONS: Readonly<Record<Profile, Generation>> = {
  v1alpha2,
  v1alpha3,
  v1alpha4,
  v1beta1,
  mixed: { core: v1beta2.core, vsphere: v1beta1.vsphere },
  v1beta2,
}

/** Text of a value, for manifests that a ConfigMap carries. */
export type PrintText = (value: Json) => string

/** Templates still bear the name of their role: patches go by it, and the final name depends on them. */
export function render(
  plan: Plan,
  printText: PrintText,
  generation = GENERATIONS[plan.release.profile],
): readonly Manifest[] {
  return guarded(plan.gitops, printAll(plan, printText, generation))
}

function printAll(plan: Plan, printText: PrintText, generation: Generation): readonly Manifest[] {
  const { core, vsphere } = generation
  const { cloudController, addons } = plan
  const configMap = loadBalancerConfigMap(plan)
  return [
    ...plan.zones.flatMap(zone => [
      vsphere.vsphereFailureDomain(vsphere, plan, zone),
      vsphere.vsphereDeploymentZone(vsphere, plan, zone),
    ]),
    core.cluster(core, plan),
    vsphere.vsphereCluster(vsphere, plan),
    ...(configMap === undefined ? [] : [configMap]),
    ...(cloudController === undefined ? [] : [cloudControllerManager(plan, cloudController, printText)]),
    ...plan.addressPools.map(pool => addressPool(plan, pool)),
    ...renderControlPlane(generation, plan, plan.controlPlane),
    ...plan.workers.flatMap(pool => renderPool(generation, plan, pool)),
    ...checkedMachines(plan).map(machines => core.machineHealthCheck(core, plan, machines)),
    ...(addons === undefined ? [] : [core.clusterResourceSet(core, plan, addons)]),
  ]
}

function renderControlPlane(
  { core, vsphere }: Generation,
  plan: Plan,
  controlPlane: ControlPlane,
): readonly Manifest[] {
  if (controlPlane.type === 'KubeadmControlPlane') {
    return [
      core.kubeadmControlPlane(core, plan, controlPlane),
      vsphere.vsphereMachineTemplate(vsphere, plan, controlPlane),
    ]
  }
  return controlPlane.nodes.flatMap(node => [
    core.kubeadmConfig(core, plan, node),
    core.machine(core, plan, node),
    vsphere.vsphereMachine(vsphere, plan, node),
  ])
}

function renderPool({ core, vsphere }: Generation, plan: Plan, pool: WorkerPool): readonly Manifest[] {
  return [
    core.kubeadmConfigTemplate(core, plan, pool),
    vsphere.vsphereMachineTemplate(vsphere, plan, pool),
    core.machineDeployment(core, plan, pool),
  ]
}
