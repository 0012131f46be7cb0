// What a VM is cloned from: hardware, naming and claims of addresses came with this generation.

import type { JsonObject } from '../../manifest.ts'
import type { Device, MachineShape, Plan } from '../../plan/model.ts'
import type { VSphere } from '../generation.ts'
import { cloneFields, hardwareFields } from '../shared/clone-fields.ts'
import { claimFields, deviceFields, whereOn } from '../shared/device.ts'
import { goDuration } from '../shared/duration.ts'
import { omitEmpty } from '../shared/omit-empty.ts'

export function cloneSpec(vsphere: VSphere, plan: Plan, machine: MachineShape): JsonObject {
  const { guestSoftPowerOffTimeoutSeconds: seconds, namingTemplate } = machine
  return omitEmpty({
    ...cloneFields(plan, machine),
    ...hardwareFields(machine),
    guestSoftPowerOffTimeout: seconds === undefined ? undefined : goDuration(seconds),
    namingStrategy: namingTemplate === undefined ? undefined : { template: namingTemplate },
    network: { devices: machine.devices.map(vsphere.device) },
  })
}

/**
 * `dhcp4: false` is removed by the webhook and lost in conversion, and to a v1beta2 template that was converted without it
 * it is a change, which is refused: only `true` is written from here on.
 */
export function device(shape: Device): JsonObject {
  return omitEmpty({
    ...deviceFields(shape),
    ...claimFields(shape),
    dhcp4: whereOn(shape.dhcp4),
    dhcp6: whereOn(shape.dhcp6),
  })
}
