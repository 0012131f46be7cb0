// The plan: everything that will be emitted, as intent. Nothing is optional that has a default, no field is named after one API
// generation, and no apiVersion stands here: each folder under render/ prints the same plan for its generation.

import type { GitOps } from '../facts/gitops.ts'
import type { Release } from '../facts/releases.ts'
import type { AddonSet, CloudController } from './addon-model.ts'
import type { ClusterConfiguration, KubeadmTimeouts } from './kubeadm-model.ts'
import type { Balancer } from './load-balancers/balancer.ts'
import type { DiskSetup, User } from './node-model.ts'
import type { AddressPool, DhcpOverrides, PoolReference, Zone } from './place-model.ts'
import type { HealthCheck, NodeTimeouts, Remediation } from './upkeep-model.ts'

export interface Plan {
  readonly name: string
  readonly namespace: string
  /** <namespace>.<name>, for labels of what stands outside of namespaces. */
  readonly id: string
  readonly release: Release
  /** As the user wrote it, with or without "v". */
  readonly kubernetesVersion: string
  readonly labels: StringMap
  readonly annotations: StringMap
  /** The tool that the objects are guarded against. */
  readonly gitops: GitOps
  readonly endpoint: Endpoint
  readonly clusterNetwork: ClusterNetwork
  readonly loadBalancer: LoadBalancer
  readonly vsphere: VSphere
  /** Every datacenter that a node may stand in, as far as they are known. */
  readonly datacenters: readonly string[]
  readonly cloudProvider: CloudProvider
  /** Where the cloud provider is `Delivered`. */
  readonly cloudController?: CloudController
  /** What is brought into the cluster, if anything is. */
  readonly addons?: AddonSet
  readonly kubeadm: ClusterConfiguration
  /** Failure domains that are made with the cluster; those that exist already are only named. */
  readonly zones: readonly Zone[]
  /** Labels of the VSphereDeploymentZones that the cluster may use; absent: see `VSphereCluster`. */
  readonly failureDomainSelector?: StringMap
  readonly addressPools: readonly AddressPool[]
  readonly controlPlane: ControlPlane
  readonly workers: readonly WorkerPool[]
}

export type StringMap = Readonly<Record<string, string>>

export interface Endpoint {
  /** IP address (IPv6 compressed, without brackets) or DNS name. */
  readonly host: string
  readonly port: number
}

export interface ClusterNetwork {
  readonly pods: readonly string[]
  readonly services: readonly string[]
  readonly serviceDomain: string
  readonly apiServerPort: number
}

export type LoadBalancer =
  | { readonly type: 'External' }
  /** kube-vip on the control-plane nodes holds these addresses; it is part of their setup. */
  | { readonly type: 'KubeVIP'; readonly addresses: readonly string[] }
  | {
      readonly type: 'Nginx' | 'HAProxy'
      readonly balancer: Balancer
      readonly configuration: { readonly fileName: string; readonly text: string }
    }

export interface VSphere {
  readonly server: string
  readonly thumbprint?: string
  readonly identityRef?: { readonly kind: 'Secret' | 'VSphereClusterIdentity'; readonly name: string }
  /** Placement of the cluster as a whole; the machines carry their own. */
  readonly placement: Placement
}

export interface Placement {
  readonly datacenter: string
  readonly datastore?: string
  readonly folder?: string
  readonly resourcePool?: string
  readonly storagePolicyName?: string
}

/** `Managed`: the vSphere provider installs it, as the VSphereCluster says. `Delivered`: a ClusterResourceSet brings it. */
export type CloudProvider =
  | {
      readonly type: 'Managed'
      readonly image: string
      readonly credentialsSecret: string | undefined
      readonly network: string
    }
  | { readonly type: 'Delivered' | 'Unmanaged' | 'None' }

export type ControlPlane = StandaloneControlPlane | ReplicatedControlPlane

/** `Machines`: three objects per node. */
export interface StandaloneControlPlane {
  readonly type: 'Machines'
  readonly nodes: readonly ControlPlaneNode[]
}

export interface ControlPlaneNode {
  /** The slot: its position in `addresses`. */
  readonly index: number
  readonly name: string
  /** Whether this is the first node that is not retired: on v0.5 it alone runs init. */
  readonly first: boolean
  readonly kubernetesVersion: string
  /** Which of its addresses the API server tells others; absent: that of the default route. */
  readonly advertiseAddress?: string
  /** Name of a VSphereDeploymentZone. */
  readonly failureDomain?: string
  readonly timeouts: NodeTimeouts
  /** Those that Cluster API copies from the Machine to its Node; the others are flags of the kubelet in `setup`. */
  readonly labels: StringMap
  readonly machine: MachineShape
  readonly setup: NodeSetup
}

/** `KubeadmControlPlane`: a controller makes and replaces equal machines. */
export interface ReplicatedControlPlane {
  readonly type: 'KubeadmControlPlane'
  /** <cluster>-controlplane */
  readonly name: string
  readonly replicas: number
  readonly kubernetesVersion: string
  readonly rollout: { readonly maxSurge: number; readonly after?: string }
  readonly remediation: Remediation
  /** Go template of machine names. */
  readonly machineNaming?: string
  readonly healthCheck?: HealthCheck
  readonly timeouts: NodeTimeouts
  /** Those that Cluster API copies from the Machines to their Nodes; the others are flags of the kubelet in `setup`. */
  readonly labels: StringMap
  readonly machine: MachineShape
  readonly setup: NodeSetup
}

export interface WorkerPool {
  /** <cluster>-<pool> */
  readonly name: string
  /** What the user calls the pool: the role in template names. */
  readonly role: string
  readonly size: { readonly replicas: number } | Autoscale
  readonly kubernetesVersion: string
  /** Name of a VSphereDeploymentZone. */
  readonly failureDomain?: string
  readonly annotations: StringMap
  readonly rollout: {
    readonly maxSurge: number | string
    readonly maxUnavailable: number | string
    readonly after?: string
  }
  /** Go template of machine names. */
  readonly machineNaming?: string
  readonly healthCheck?: HealthCheck
  readonly timeouts: NodeTimeouts
  /** Those that Cluster API copies from the Machines to their Nodes; the others are flags of the kubelet in `setup`. */
  readonly labels: StringMap
  readonly machine: MachineShape
  readonly setup: NodeSetup
}

export interface Autoscale {
  readonly min: number
  readonly max: number
  readonly capacity?: {
    readonly cpu?: string
    readonly memory?: string
    readonly gpuType?: string
    readonly gpuCount?: number
  }
}

/** A VM: what it is cloned from, how large it is, where it stands and how it is connected. */
export interface MachineShape {
  readonly template: string
  readonly cloneMode: 'fullClone' | 'linkedClone'
  readonly snapshot?: string
  readonly numCPUs: number
  readonly numCoresPerSocket?: number
  readonly memoryMiB: number
  readonly diskGiB: number
  readonly additionalDisksGiB: readonly number[]
  readonly dataDisks: readonly DataDisk[]
  readonly tagIDs: readonly string[]
  readonly pciDevices: readonly PciDevice[]
  readonly customVMXKeys: StringMap
  readonly hardwareVersion?: string
  readonly powerOffMode?: 'hard' | 'soft' | 'trySoft'
  readonly guestSoftPowerOffTimeoutSeconds?: number
  readonly resources?: Resources
  readonly cryptoKeyID?: string
  readonly cryptoProfile?: string
  readonly migrateEncryption?: 'disabled' | 'opportunistic' | 'required'
  readonly ftEncryptionMode?: 'ftEncryptionDisabled' | 'ftEncryptionOpportunistic' | 'ftEncryptionRequired'
  readonly nestedHV?: boolean
  /** Go template of VM names. */
  readonly namingTemplate?: string
  readonly placement: Placement
  readonly devices: readonly Device[]
}

export interface DataDisk {
  readonly name: string
  readonly sizeGiB: number
  readonly provisioningMode?: 'Thin' | 'Thick' | 'EagerlyZeroed' | undefined
}

export interface PciDevice {
  readonly deviceId?: number | undefined
  readonly vendorId?: number | undefined
  readonly vGPUProfile?: string | undefined
  readonly customLabel?: string | undefined
}

export interface Resources {
  readonly requests?: { readonly cpu?: string | undefined; readonly memory?: string | undefined } | undefined
  readonly limits?: { readonly cpu?: string | undefined; readonly memory?: string | undefined } | undefined
  readonly shares?: { readonly cpu?: number | undefined; readonly memory?: number | undefined } | undefined
}

export interface Device {
  readonly networkName: string
  readonly deviceName?: string
  readonly macAddr?: string
  readonly dhcp4: boolean
  readonly dhcp6: boolean
  /** address/prefix, IPv6 compressed */
  readonly ipAddrs: readonly string[]
  /** One per address family, in the order of the families. */
  readonly addressesFromPools: readonly PoolReference[]
  readonly gateway4?: string
  readonly gateway6?: string
  readonly nameservers: readonly string[]
  readonly searchDomains: readonly string[]
  readonly routes: readonly { readonly to: string; readonly via: string; readonly metric: number }[]
  readonly mtu?: number
  readonly dhcp4Overrides?: DhcpOverrides
  readonly dhcp6Overrides?: DhcpOverrides
  readonly skipIPAllocation: boolean
}

/** What is set up inside a node: nodeRegistration, files, users and commands. */
export interface NodeSetup {
  /** Absent for cloud-config, which every release takes for granted. */
  readonly format?: 'ignition'
  /** Container Linux Config to merge in, and whether its warnings are errors. */
  readonly ignition?: { readonly additionalConfig?: string; readonly strict?: boolean }
  /** What the node registers as; cloud-init expands it on the node. */
  readonly nodeName: string
  readonly criSocket: string
  readonly kubeletExtraArgs: StringMap
  /** Absent: kubeadm's default. */
  readonly taints?: readonly Taint[]
  readonly ntpServers: readonly string[]
  readonly diskSetup?: DiskSetup
  readonly mounts: readonly (readonly string[])[]
  readonly files: readonly NodeFile[]
  readonly users: readonly User[]
  readonly preKubeadmCommands: readonly string[]
  readonly postKubeadmCommands: readonly string[]
  /** Checks of kubeadm whose failure is only a warning. */
  readonly ignorePreflightErrors: readonly string[]
  /** Where kubeadm finds patches for what it writes; absent where there is none. */
  readonly patchesFolder?: string
  readonly skipPhases: Readonly<Record<'init' | 'join', readonly string[]>>
  readonly timeouts: KubeadmTimeouts
}

/** What a node is for. */
export type Role = 'control-plane' | 'worker'

export interface Taint {
  readonly key: string
  readonly value?: string | undefined
  readonly effect: 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute'
}

export interface NodeFile {
  readonly path: string
  readonly content: { readonly text: string } | { readonly secret: { readonly name: string; readonly key: string } }
  readonly owner?: string
  readonly permissions?: string
  readonly encoding?: 'base64' | 'gzip' | 'gzip+base64'
  readonly append: boolean
}
