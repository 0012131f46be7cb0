// VSphereMachine of a control-plane node, and VSphereMachineTemplate of a worker pool: what a VM is cloned from.

import type { JsonObject, Manifest } from '../../manifest.ts'
import type { ControlPlaneNode, Device, MachineShape, Plan, WorkerPool } from '../../plan/model.ts'
import { cloneFields, hardwareFields } from '../shared/clone-fields.ts'
import { claimFields, deviceFields, whereOn } from '../shared/device.ts'
import { goDuration } from '../shared/duration.ts'
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
  const { guestSoftPowerOffTimeoutSeconds: seconds, namingTemplate } = machine
  return omitEmpty({
    ...cloneFields(plan, machine),
    ...hardwareFields(machine),
    guestSoftPowerOffTimeout: seconds === undefined ? undefined : goDuration(seconds),
    namingStrategy: namingTemplate === undefined ? undefined : { template: namingTemplate },
    network: { devices: machine.devices.map(device) },
  })
}

/** `dhcp4: false` is removed by the webhook and lost in conversion: only `true` is written. */
function device(shape: Device): JsonObject {
  return omitEmpty({
    ...deviceFields(shape),
    ...claimFields(shape),
    dhcp4: whereOn(shape.dhcp4),
    dhcp6: whereOn(shape.dhcp6),
  })
}
