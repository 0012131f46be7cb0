// The part of the plan that is brought into the cluster by a ClusterResourceSet.

import type { AddonStrategy } from '../facts/addons.ts'
import type { JsonObject } from '../manifest.ts'

/** A ClusterResourceSet. */
export interface AddonSet {
  readonly name: string
  readonly strategy: AddonStrategy
  /** At least one; in the order in which they are applied. */
  readonly resources: readonly AddonReference[]
}

export interface AddonReference {
  readonly kind: 'ConfigMap' | 'Secret'
  readonly name: string
}

/** The vSphere cloud controller manager, as it runs in the cluster. */
export interface CloudController {
  /** The ConfigMap that carries it. */
  readonly name: string
  /** With its tag. */
  readonly image: string
  /** The content of its vsphere.conf. */
  readonly configuration: JsonObject
  /** Certificates of the vCenter's authorities, in PEM form. */
  readonly ca?: string
  /** Changes with `configuration` and `ca`. */
  readonly configHash: string
  readonly isDualStack: boolean
  /** Of control-plane nodes, beside those that kubeadm and Kubernetes know. */
  readonly taints: readonly { readonly key: string; readonly effect: 'NoSchedule' | 'NoExecute' }[]
  /** Where it finds the API server, if nothing in the cluster serves the address of the `kubernetes` Service. */
  readonly apiServer?: { readonly host: string; readonly port: number }
}
