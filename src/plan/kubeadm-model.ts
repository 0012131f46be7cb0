// The part of the plan that is kubeadm's: its cluster configuration, and what it waits for.

/** kubeadm's ClusterConfiguration, the same for every control-plane node. */
export interface ClusterConfiguration {
  /** host:port, IPv6 in brackets */
  readonly controlPlaneEndpoint: string
  readonly certSANs: readonly string[]
  readonly imageRepository?: string
  readonly apiServer: Component
  readonly controllerManager: Component
  readonly scheduler: Component
  readonly etcd?: Etcd
  readonly dns?: ImageMeta
  readonly featureGates: Readonly<Record<string, boolean>>
  readonly certificateValidityPeriodDays?: number
  readonly caCertificateValidityPeriodDays?: number
  readonly timeouts: KubeadmTimeouts
}

/** How long kubeadm waits, in seconds. */
export interface KubeadmTimeouts {
  readonly controlPlaneComponentHealthCheckSeconds?: number
  readonly kubeletHealthCheckSeconds?: number
  readonly kubernetesAPICallSeconds?: number
  readonly etcdAPICallSeconds?: number
  readonly tlsBootstrapSeconds?: number
  readonly discoverySeconds?: number
}

/** A static pod of the control plane. */
export interface Component {
  readonly extraArgs: Readonly<Record<string, string>>
  readonly extraVolumes: readonly HostPathMount[]
}

export interface HostPathMount {
  readonly name: string
  readonly hostPath: string
  readonly mountPath: string
  readonly readOnly: boolean
  readonly pathType?: string
}

export interface ImageMeta {
  readonly imageRepository?: string
  readonly imageTag?: string
}

export type Etcd =
  | ({
      readonly type: 'local'
      readonly dataDir?: string
      readonly extraArgs: Readonly<Record<string, string>>
    } & ImageMeta)
  | {
      readonly type: 'external'
      readonly endpoints: readonly string[]
      readonly caFile: string
      readonly certFile: string
      readonly keyFile: string
    }
