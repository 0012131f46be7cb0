// VSphereMachine of a control-plane node, and VSphereMachineTemplate of a worker pool: what a VM is cloned from.

import type { JsonObject, Manifest } from '../../manifest.ts'
import type { ControlPlaneNode, Device, MachineShape, Plan, WorkerPool } from '../../plan/model.ts'
import { deviceFields } from '../shared/device.ts'
import { metadata } from '../shared/metadata.ts'
import { omitEmpty } from '../shared/omit-empty.ts'
import { controlPlaneLabels, INFRASTRUCTURE } from './api.ts'

export function vsphereMachine(plan: Plan, node: ControlPlaneNode): Manifest {
  return {
    apiVersion: INFRASTRUCTURE,
    kind: 'VSphereMachine',
    metadata: metadata(plan, node.name, { labels: controlPlaneLabels(plan) }),
    spec: cloneSpec(node.machine),
  }
}

export function vsphereMachineTemplate(plan: Plan, pool: WorkerPool): Manifest {
  return {
    apiVersion: INFRASTRUCTURE,
    kind: 'VSphereMachineTemplate',
    metadata: metadata(plan, pool.name),
    spec: { template: { spec: cloneSpec(pool.machine) } },
  }
}

/** Placement other than the datacenter is the VSphereCluster's. */
function cloneSpec(machine: MachineShape): JsonObject {
  return omitEmpty({
    datacenter: machine.placement.datacenter,
    template: machine.template,
    numCPUs: machine.numCPUs,
    numCoresPerSocket: machine.numCoresPerSocket,
    memoryMiB: machine.memoryMiB,
    diskGiB: machine.diskGiB,
    network: { devices: machine.devices.map(device) },
  })
}

function device(shape: Device): JsonObject {
  return omitEmpty({ ...deviceFields(shape), dhcp4: shape.dhcp4, dhcp6: shape.dhcp6 })
}
