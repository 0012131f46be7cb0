// What a VM is cloned from: durations in seconds, `naming` without its strategy, encryption and nested virtualisation.

import type { Json, JsonObject } from '../../manifest.ts'
import type { MachineShape, Plan } from '../../plan/model.ts'
import type { VSphere } from '../generation.ts'
import { cloneFields, hardwareFields } from '../shared/clone-fields.ts'
import { omitEmpty } from '../shared/omit-empty.ts'

export function cloneSpec(vsphere: VSphere, plan: Plan, machine: MachineShape): JsonObject {
  const { namingTemplate } = machine
  return omitEmpty({
    ...cloneFields(plan, machine),
    ...hardwareFields(machine),
    guestSoftPowerOffTimeoutSeconds: machine.guestSoftPowerOffTimeoutSeconds,
    ...encryption(machine),
    naming: namingTemplate === undefined ? undefined : { template: namingTemplate },
    network: { devices: machine.devices.map(vsphere.device) },
  })
}

/** What came with this generation. */
function encryption(machine: MachineShape): Readonly<Record<string, Json | undefined>> {
  return {
    nestedHV: machine.nestedHV,
    migrateEncryption: machine.migrateEncryption,
    ftEncryptionMode: machine.ftEncryptionMode,
    cryptoKeyID: machine.cryptoKeyID,
    cryptoProfile: machine.cryptoProfile,
  }
}
