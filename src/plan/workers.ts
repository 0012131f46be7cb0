// Worker pools: a MachineDeployment each, of equal machines.

import type { ResolvedWorkerPool, WorkerPoolConfig } from '../config/resolve/resolved.ts'
import { autoscalerAnnotations } from './autoscaler-annotations.ts'
import { ROLLOUT } from './defaults.ts'
import { planDevicesOfRole, planMachine } from './machine.ts'
import type { Autoscale, CloudProvider, WorkerPool } from './model.ts'
import { machineLabels, nodeLabels, withMarks } from './node-labels.ts'
import { planSetup } from './node-setup/plan-setup.ts'
import type { PlannableCluster } from './plannable.ts'
import { present } from './present.ts'
import { healthCheck, machineNaming, nodeTimeouts, rolloutAfter } from './upkeep.ts'
import { zoneObjectName } from './zones.ts'

export function planWorkers(cluster: PlannableCluster, cloudProvider: CloudProvider): readonly WorkerPool[] {
  return cluster.workers.map((pool, i) => planPool(cluster, pool, i, cloudProvider))
}

function planPool(
  cluster: PlannableCluster,
  pool: ResolvedWorkerPool,
  position: number,
  cloudProvider: CloudProvider,
): WorkerPool {
  const { config, name, addresses, extraAddresses } = pool
  // kubeadm taints no worker, so that an empty list of taints is none.
  const { labels, taints = [] } = config
  const devices = planDevicesOfRole(pool.network.value, [addresses, ...extraAddresses])
  const machine = planMachine(cluster.config.spec, pool, devices)
  const marks = { labels, taints: taints.length === 0 ? undefined : taints }
  const kubernetesVersion = config.kubernetesVersion ?? cluster.config.spec.kubernetesVersion
  const setup = withMarks(
    planSetup(cluster, pool, cloudProvider, { role: 'worker', kubernetesVersion, devices }),
    marks,
  )
  const ofMachine = machineLabels(marks)
  return {
    name,
    role: config.name,
    size: config.autoscale === undefined ? { replicas: config.replicas ?? 1 } : planAutoscale(config.autoscale),
    kubernetesVersion,
    ...zoneObjectName(cluster, config.failureDomain),
    annotations: { ...config.annotations, ...autoscalerAnnotations(config, machine, nodeLabels(setup, ofMachine)) },
    rollout: { ...ROLLOUT, ...cluster.rollouts.workers[position], ...rolloutAfter(config) },
    ...machineNaming(config),
    ...healthCheck(config),
    timeouts: nodeTimeouts(config),
    labels: ofMachine,
    machine,
    setup,
  }
}

function planAutoscale({ min, max, capacity }: NonNullable<WorkerPoolConfig['autoscale']>): Autoscale {
  return {
    min,
    max,
    ...(capacity === undefined ? {} : { capacity: present(capacity, 'cpu', 'memory', 'gpuType', 'gpuCount') }),
  }
}
