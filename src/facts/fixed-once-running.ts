// What a running KubeadmControlPlane refuses to change: its webhook has a list of the paths that may, which grew over the releases.
// docs/hacluster.md marks these fields; whatever weighs a change reads them here. Of standalone Machines nothing is refused, and
// nothing reaches a node that stands.
// Source: kubernetes-sigs/cluster-api controlplane/kubeadm, the update rules of the webhook at every release tag from v0.3.0 to
// v1.13.5 (api/v1alpha3 … v1beta1, internal/webhooks/kubeadm_control_plane.go, kubeadmcontrolplane.go).

import { parseVersion, type Version } from './releases.ts'

export interface UpdateRule {
  /** The first Cluster API release that takes another value; absent where all of them do. */
  readonly change?: Version | 'never'
  /** The first that lets all of it be taken away again, where that is another. */
  readonly removal?: Version
}

/** Keys as `usedFields` takes them; what is not here can be changed in every release that has it. */
export const FIXED_ONCE_RUNNING: ReadonlyMap<string, UpdateRule> = new Map<string, UpdateRule>([
  ['controlPlaneEndpoint', never()],
  // `localAPIEndpoint`
  ['clusterNetwork.apiServerPort', since('v1.5.5')],
  ['users', since('v0.3.11')],
  ['sshAuthorizedKeys', since('v0.3.11')],

  ['node.ntpServers', since('v0.4.0', 'v1.2.11')],
  ['node.diskSetup', since('v1.3.4')],
  ['node.mounts', since('v1.2.12')],
  ['node.ignition', since('v1.2.11')],
  ['node.format', since('v1.2.12')],
  // Adding the first and taking the last away names the folder of patches, or no longer does.
  ['node.kubeletConfiguration', since('v1.3.0', 'v1.4.9')],
  ['kubeadm.patches', since('v1.3.0', 'v1.4.9')],
  ['kubeadm.skipPhases', since('v1.3.0')],

  // Whole sections: API server and controller manager always hold something of capv-ha's.
  ['kubeadm.schedulerExtraArgs', since('v0.3.13', 'v1.2.11')],
  ['kubeadm.schedulerExtraVolumes', since('v0.3.13', 'v1.2.11')],
  ['kubeadm.etcd.local', { removal: parseVersion('v1.11.0') }],
  ['kubeadm.etcd.local.extraArgs', since('v0.4.1')],
  ['kubeadm.etcd.local.dataDir', since('v1.5.5')],
  ['kubeadm.etcd.external.endpoints', since('v1.5.5')],
  ['kubeadm.etcd.external.caFile', since('v1.5.5')],
  ['kubeadm.etcd.external.certFile', since('v1.5.5')],
  ['kubeadm.etcd.external.keyFile', since('v1.5.5')],
  ['kubeadm.featureGates', since('v1.7.0')],
  // `joinConfiguration.discovery`, before there were timeouts.
  ['kubeadm.timeouts.tlsBootstrapSeconds', since('v1.5.5')],
  ['kubeadm.caCertificateValidityPeriodDays', never()],
])

function never(): UpdateRule {
  return { change: 'never' }
}

function since(change: string, removal?: string): UpdateRule {
  return {
    change: parseVersion(change),
    ...(removal === undefined ? {} : { removal: parseVersion(removal) }),
  }
}
