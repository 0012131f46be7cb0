// The control plane: node by node, or as what a controller makes it from.

import type { ResolvedKubeadmControlPlane, ResolvedMachines, ResolvedNode } from '../config/resolve/resolved.ts'
import { planDevices, planDevicesOfRole, planMachine } from './machine.ts'
import type { CloudProvider, ControlPlane, ControlPlaneNode, ReplicatedControlPlane } from './model.ts'
import { machineLabels, withMarks } from './node-labels.ts'
import { planSetup } from './node-setup/plan-setup.ts'
import { planOwnAddresses } from './own-addresses.ts'
import type { PlannableCluster } from './plannable.ts'
import { healthCheck, machineNaming, nodeTimeouts, rolloutAfter } from './upkeep.ts'
import { zoneObjectName } from './zones.ts'

export function planControlPlane(cluster: PlannableCluster, cloudProvider: CloudProvider): ControlPlane {
  const { controlPlane } = cluster
  if (controlPlane.type === 'KubeadmControlPlane') return planReplicated(cluster, controlPlane, cloudProvider)
  return {
    type: 'Machines',
    nodes: controlPlane.nodes.map((node, position) =>
      planNode(cluster, controlPlane, node, position === 0, cloudProvider),
    ),
  }
}

function planNode(
  cluster: PlannableCluster,
  { config }: ResolvedMachines,
  node: ResolvedNode,
  first: boolean,
  cloudProvider: CloudProvider,
): ControlPlaneNode {
  const devices = planDevices(node.network.value, node.addresses, node.extraAddresses)
  const { flags: ownFlags, ...own } = planOwnAddresses(cluster, node, cloudProvider)
  const setup = planSetup(cluster, node, cloudProvider, {
    role: 'control-plane',
    kubernetesVersion: node.kubernetesVersion,
    name: node.name,
    devices,
    ownFlags,
  })
  return {
    index: node.index,
    name: node.name,
    first,
    kubernetesVersion: node.kubernetesVersion,
    ...own,
    ...zoneObjectName(cluster, node.failureDomain),
    timeouts: nodeTimeouts(config),
    labels: machineLabels(config),
    machine: planMachine(cluster.config.spec, node, devices),
    setup: withMarks(setup, config),
  }
}

function planReplicated(
  cluster: PlannableCluster,
  controlPlane: ResolvedKubeadmControlPlane,
  cloudProvider: CloudProvider,
): ReplicatedControlPlane {
  const { spec } = cluster.config
  const { config, shape, name, replicas, addresses, extraAddresses } = controlPlane
  const devices = planDevicesOfRole(shape.network.value, [addresses, ...extraAddresses])
  return {
    type: 'KubeadmControlPlane',
    name,
    replicas,
    kubernetesVersion: spec.kubernetesVersion,
    rollout: { maxSurge: cluster.rollouts.maxSurge, ...rolloutAfter(config) },
    remediation: config.remediation ?? {},
    ...machineNaming(config),
    ...healthCheck(config),
    timeouts: nodeTimeouts(config),
    labels: machineLabels(config),
    machine: planMachine(spec, shape, devices),
    setup: withMarks(
      planSetup(cluster, shape, cloudProvider, {
        role: 'control-plane',
        kubernetesVersion: spec.kubernetesVersion,
        devices,
      }),
      config,
    ),
  }
}
