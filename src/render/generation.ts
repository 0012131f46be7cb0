// What an API generation is: its words (API versions, how it writes references, flags, durations) and its printers, one for
// each kind. A generation is the one before it with some of these replaced; Cluster API's own kinds and the vSphere kinds are
// two sets, because releases pair them freely (CAPV v1.14 and v1.15 are v1beta2 and v1beta1).

import type { Json, JsonObject, Manifest } from '../manifest.ts'
import type { AddonSet } from '../plan/addon-model.ts'
import type { ImageMeta, KubeadmTimeouts } from '../plan/kubeadm-model.ts'
import type {
  ControlPlaneNode,
  Device,
  MachineShape,
  NodeSetup,
  Plan,
  ReplicatedControlPlane,
  StringMap,
  WorkerPool,
} from '../plan/model.ts'
import type { Zone } from '../plan/place-model.ts'
import type { HealthCheck, NodeTimeouts } from '../plan/upkeep-model.ts'

export interface Generation {
  readonly core: Core
  readonly vsphere: VSphere
}

/** Cluster API's own kinds. */
export interface Core {
  readonly cluster: Print
  readonly kubeadmConfig: PrintOf<ControlPlaneNode>
  readonly machine: PrintOf<ControlPlaneNode>
  readonly machineDeployment: PrintOf<WorkerPool>
  readonly kubeadmConfigTemplate: PrintOf<WorkerPool>
  readonly kubeadmControlPlane: PrintOf<ReplicatedControlPlane>
  readonly machineHealthCheck: PrintOf<CheckedMachines>
  readonly clusterResourceSet: PrintOf<AddonSet>

  /** apiVersions of the groups; `infrastructure` as references to vSphere kinds name it. */
  readonly apiVersions: Readonly<Record<'core' | 'bootstrap' | 'controlPlane' | 'addons' | 'infrastructure', string>>
  reference(plan: Plan, apiVersion: string, kind: string, name: string): JsonObject
  /** Labels by which a control-plane object is found. */
  controlPlaneLabels(plan: Plan): StringMap
  /** Labels of the Cluster itself, beside the user's. */
  clusterLabels(plan: Plan): StringMap
  /** How a Machine, or what makes Machines, says which cluster it belongs to. */
  belonging(plan: Plan): JsonObject
  /** The Kubernetes version of a Machine. */
  kubernetesVersion(text: string): string
  flags(args: StringMap): Json
  /** How long the steps of a Machine's deletion may take. */
  deletion(timeouts: NodeTimeouts): JsonObject
  /** In which failure domain a Machine stands. */
  failureDomain(name: string | undefined): JsonObject
  /** How a MachineDeployment replaces its machines. */
  rollout(pool: WorkerPool): JsonObject
  /** How what makes Machines names them. */
  machineNaming(template: string | undefined): JsonObject
  /** The machines of a KubeadmControlPlane: their template, labels and timeouts. */
  controlPlaneMachines(core: Core, plan: Plan, controlPlane: ReplicatedControlPlane): JsonObject
  /** How a KubeadmControlPlane replaces its machines. */
  controlPlaneRollout(controlPlane: ReplicatedControlPlane): JsonObject
  remediation(controlPlane: ReplicatedControlPlane): JsonObject
  /** What a MachineHealthCheck looks for. */
  healthCheck(check: HealthCheck): JsonObject
  /** `localAPIEndpoint` of a node: what its API server advertises, and where it listens. */
  localAPIEndpoint(bindPort: number, node?: ControlPlaneNode): JsonObject
  files(setup: NodeSetup): Json
  dns(image: ImageMeta): JsonObject
  localEtcd(fields: JsonObject): JsonObject
  /** How long kubeadm waits, in the three places where a generation says so. */
  kubeadmTimeouts(timeouts: KubeadmTimeouts): Readonly<Record<'apiServer' | 'init' | 'join', JsonObject>>
}

/** The kinds of Cluster API Provider vSphere. */
export interface VSphere {
  readonly vsphereCluster: Print<VSphere>
  readonly vsphereMachine: PrintOf<ControlPlaneNode, VSphere>
  readonly vsphereMachineTemplate: PrintOf<Templated, VSphere>
  readonly vsphereFailureDomain: PrintOf<Zone, VSphere>
  readonly vsphereDeploymentZone: PrintOf<Zone, VSphere>
  /** The spec of a VSphereMachine: what the VM is cloned from. */
  cloneSpec(vsphere: VSphere, plan: Plan, machine: MachineShape): JsonObject
  device(device: Device): JsonObject
  /** The networks of a failure domain's topology. */
  zoneNetworks(zone: Zone): JsonObject
  /** Where in its datacenter a zone places VMs. */
  placementConstraint(zone: Zone): JsonObject

  readonly apiVersion: string
  /** Labels by which a control-plane object is found. */
  controlPlaneLabels(plan: Plan): StringMap
}

/** A printer is handed its generation, so that what it is made of may be a later one's. */
export type Print<Side = Core> = (side: Side, plan: Plan) => Manifest
export type PrintOf<What, Side = Core> = (side: Side, plan: Plan, what: What) => Manifest

/** Machines that are made from one template. */
export type Templated = Pick<WorkerPool, 'name' | 'machine'>

/** Machines with a health check of their own. */
export interface CheckedMachines {
  readonly name: string
  readonly labels: StringMap
  readonly check: HealthCheck
}

/** The generation before, with what changed in it. */
export function following(
  before: Generation,
  changes: { readonly core?: Partial<Core>; readonly vsphere?: Partial<VSphere> },
): Generation {
  return { core: { ...before.core, ...changes.core }, vsphere: { ...before.vsphere, ...changes.vsphere } }
}
