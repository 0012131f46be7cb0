// From the plan to manifests in apply order, by the printers of the plan's profile.

import type { Profile } from '../facts/releases.ts'
import type { Manifest } from '../manifest.ts'
import type { Plan, WorkerPool } from '../plan/model.ts'
import type { Printers } from './printers.ts'
import { loadBalancerConfigMap } from './shared/load-balancer.ts'
import * as v1alpha2 from './v1alpha2/index.ts'
import * as v1alpha3 from './v1alpha3/index.ts'
import * as v1alpha4 from './v1alpha4/index.ts'
import * as v1beta1 from './v1beta1/index.ts'
import * as v1beta2 from './v1beta2/index.ts'

const PRINTERS: Readonly<Record<Profile, Printers>> = {
  v1alpha2,
  v1alpha3,
  v1alpha4,
  v1beta1,
  mixed: { core: v1beta2.core, vsphere: v1beta1.vsphere },
  v1beta2,
}

/** Templates still bear the name of their pool: patches go by it, and the final name depends on them. */
export function render(plan: Plan): readonly Manifest[] {
  const print = PRINTERS[plan.release.profile]
  const configMap = loadBalancerConfigMap(plan)
  return [
    print.core.cluster(plan),
    print.vsphere.vsphereCluster(plan),
    ...(configMap === undefined ? [] : [configMap]),
    ...plan.controlPlane.nodes.flatMap(node => [
      print.core.kubeadmConfig(plan, node),
      print.core.machine(plan, node),
      print.vsphere.vsphereMachine(plan, node),
    ]),
    ...plan.workers.flatMap(pool => renderPool(print, plan, pool)),
  ]
}

function renderPool({ core, vsphere }: Printers, plan: Plan, pool: WorkerPool): readonly Manifest[] {
  return [
    core.kubeadmConfigTemplate(plan, pool),
    vsphere.vsphereMachineTemplate(plan, pool),
    core.machineDeployment(plan, pool),
  ]
}
