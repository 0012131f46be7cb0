// What a generation folder offers: one printer for each kind. Cluster API's own kinds and the vSphere kinds are two sets,
// because releases pair them freely (CAPV v1.14 and v1.15 are v1beta2 and v1beta1).

import type { Manifest } from '../manifest.ts'
import type { ControlPlaneNode, Plan, WorkerPool } from '../plan/model.ts'

/** What a folder's index.ts exports; a profile pairs the two as its releases do. */
export interface Printers {
  readonly core: CorePrinters
  readonly vsphere: VSpherePrinters
}

export interface CorePrinters {
  cluster(plan: Plan): Manifest
  kubeadmConfig(plan: Plan, node: ControlPlaneNode): Manifest
  machine(plan: Plan, node: ControlPlaneNode): Manifest
  machineDeployment(plan: Plan, pool: WorkerPool): Manifest
  kubeadmConfigTemplate(plan: Plan, pool: WorkerPool): Manifest
}

export interface VSpherePrinters {
  vsphereCluster(plan: Plan): Manifest
  vsphereMachine(plan: Plan, node: ControlPlaneNode): Manifest
  vsphereMachineTemplate(plan: Plan, pool: WorkerPool): Manifest
}
