// What a VM is cloned from: placement is the machine's own from here on.

import type { JsonObject } from '../../manifest.ts'
import type { MachineShape, Plan } from '../../plan/model.ts'
import type { VSphere } from '../generation.ts'
import { cloneFields } from '../shared/clone-fields.ts'
import { omitEmpty } from '../shared/omit-empty.ts'

export function cloneSpec(vsphere: VSphere, plan: Plan, machine: MachineShape): JsonObject {
  return omitEmpty({ ...cloneFields(plan, machine), network: { devices: machine.devices.map(vsphere.device) } })
}
