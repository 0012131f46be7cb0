// VSphereMachine of a control-plane node, and VSphereMachineTemplate of a worker pool: what a VM is cloned from.

import type { JsonObject, Manifest } from '../../manifest.ts'
import type { ControlPlaneNode, Device, MachineShape, Plan, WorkerPool } from '../../plan/model.ts'
import { cloneFields } from '../shared/clone-fields.ts'
import { deviceFields } from '../shared/device.ts'
import { metadata } from '../shared/metadata.ts'
import { omitEmpty } from '../shared/omit-empty.ts'
import { controlPlaneLabels, INFRASTRUCTURE } from './api.ts'

export function vsphereMachine(plan: Plan, node: ControlPlaneNode): Manifest {
  return {
    apiVersion: INFRASTRUCTURE,
    kind: 'VSphereMachine',
    metadata: metadata(plan, node.name, { labels: controlPlaneLabels(plan) }),
    spec: cloneSpec(plan, node.machine),
  }
}

export function vsphereMachineTemplate(plan: Plan, pool: WorkerPool): Manifest {
  return {
    apiVersion: INFRASTRUCTURE,
    kind: 'VSphereMachineTemplate',
    metadata: metadata(plan, pool.name),
    spec: { template: { spec: cloneSpec(plan, pool.machine) } },
  }
}

function cloneSpec(plan: Plan, machine: MachineShape): JsonObject {
  return omitEmpty({
    ...cloneFields(plan, machine),
    network: { devices: machine.devices.map(device) },
  })
}

function device(shape: Device): JsonObject {
  return omitEmpty({ ...deviceFields(shape), dhcp4: shape.dhcp4, dhcp6: shape.dhcp6 })
}
