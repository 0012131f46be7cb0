// Where the nodes of a cluster may stand, for a cloud provider that looks for their VMs.

import type { ControlPlane, MachineShape, Placement, WorkerPool } from './model.ts'
import type { Zone } from './place-model.ts'

export interface Standing {
  readonly controlPlane: ControlPlane
  readonly workers: readonly WorkerPool[]
  readonly zones: readonly Zone[]
}

/** Every datacenter that a node may stand in, the cluster's own first; those of failure domains that exist already are not known. */
export function datacentersOf({ datacenter }: Placement, standing: Standing): readonly string[] {
  const machines = machinesOf(standing).map(({ placement }) => placement.datacenter)
  const ofZones = standing.zones.map(zone => zone.datacenter)
  return [...new Set([datacenter, ...machines, ...ofZones])]
}

/** Every different kind of VM: of standalone nodes each, of the others one for a group. */
export function machinesOf({ controlPlane, workers }: Standing): readonly MachineShape[] {
  const makers = [...(controlPlane.type === 'Machines' ? controlPlane.nodes : [controlPlane]), ...workers]
  return makers.map(({ machine }) => machine)
}
