// VSphereMachine of a control-plane node, and VSphereMachineTemplate of machines made alike: what a VM is cloned from.

import type { JsonObject, Manifest } from '../../manifest.ts'
import type { ControlPlaneNode, Device, MachineShape, Plan } from '../../plan/model.ts'
import type { Templated, VSphere } from '../generation.ts'
import { deviceFields } from '../shared/device.ts'
import { metadata } from '../shared/metadata.ts'
import { omitEmpty } from '../shared/omit-empty.ts'

export function vsphereMachine(vsphere: VSphere, plan: Plan, node: ControlPlaneNode): Manifest {
  return {
    apiVersion: vsphere.apiVersion,
    kind: 'VSphereMachine',
    metadata: metadata(plan, node.name, { labels: vsphere.controlPlaneLabels(plan) }),
    spec: vsphere.cloneSpec(vsphere, plan, node.machine),
  }
}

export function vsphereMachineTemplate(vsphere: VSphere, plan: Plan, { name, machine }: Templated): Manifest {
  return {
    apiVersion: vsphere.apiVersion,
    kind: 'VSphereMachineTemplate',
    metadata: metadata(plan, name),
    spec: { template: { spec: vsphere.cloneSpec(vsphere, plan, machine) } },
  }
}

/** Placement other than the datacenter is the VSphereCluster's. */
export function cloneSpec(vsphere: VSphere, _plan: Plan, machine: MachineShape): JsonObject {
  return omitEmpty({
    datacenter: machine.placement.datacenter,
    template: machine.template,
    numCPUs: machine.numCPUs,
    numCoresPerSocket: machine.numCoresPerSocket,
    memoryMiB: machine.memoryMiB,
    diskGiB: machine.diskGiB,
    network: { devices: machine.devices.map(vsphere.device) },
  })
}

export function device(shape: Device): JsonObject {
  return omitEmpty({ ...deviceFields(shape), dhcp4: shape.dhcp4, dhcp6: shape.dhcp6 })
}
