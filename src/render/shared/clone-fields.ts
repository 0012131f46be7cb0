// What a VM is cloned from, as v1alpha3 and all later generations write it; and the fields that came with v1beta1.

import type { Json } from '../../manifest.ts'
import type { MachineShape, Plan } from '../../plan/model.ts'
import { omitEmpty } from './omit-empty.ts'

type Fields = Readonly<Record<string, Json | undefined>>

/** The thumbprint is left to the VSphereCluster: a new certificate must change no template. */
export function cloneFields({ vsphere }: Plan, machine: MachineShape): Fields {
  return {
    server: vsphere.server,
    ...machine.placement,
    template: machine.template,
    cloneMode: machine.cloneMode,
    snapshot: machine.snapshot,
    numCPUs: machine.numCPUs,
    numCoresPerSocket: machine.numCoresPerSocket,
    memoryMiB: machine.memoryMiB,
    diskGiB: machine.diskGiB,
    customVMXKeys: machine.customVMXKeys,
  }
}

/** Each of them has a first release, which a check holds the cluster against. */
export function hardwareFields(machine: MachineShape): Fields {
  return {
    additionalDisksGiB: machine.additionalDisksGiB,
    dataDisks: machine.dataDisks.map(disk => omitEmpty({ ...disk })),
    tagIDs: machine.tagIDs,
    pciDevices: machine.pciDevices.map(device => omitEmpty({ ...device })),
    hardwareVersion: machine.hardwareVersion,
    powerOffMode: machine.powerOffMode,
    resources: resources(machine),
  }
}

function resources({ resources }: MachineShape): Json | undefined {
  if (resources === undefined) return undefined
  const { requests, limits, shares } = resources
  return omitEmpty({
    requests: omitEmpty({ ...requests }),
    limits: omitEmpty({ ...limits }),
    shares: omitEmpty({ ...shares }),
  })
}
