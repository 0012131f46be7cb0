// The first release of every field that not all supported releases have. An older one drops the field in silence: with
// structural schemas the API server prunes what it does not know.
// Source: the API types at the release tags of kubernetes-sigs/cluster-api-provider-vsphere (api/, apis/) and of
// kubernetes-sigs/cluster-api (api/, bootstrap/kubeadm/api/, controlplane/kubeadm/api/, exp/addons/api/).

import { isAtLeast, parseVersion, type Release, type Version } from './releases.ts'

export interface FirstRelease {
  readonly project: 'CAPV' | 'Cluster API'
  readonly version: Version
  /** Older releases that have the field too: from the first one on, below the second. */
  readonly also?: readonly [Version, Version]
}

/** Failure domains bring more for a device than the name of a network. */
export const NETWORKS_OF_ZONES = capv('v1.12.0')

/** Keys as `usedFields` takes them. */
export const FIRST_RELEASES: ReadonlyMap<string, FirstRelease> = new Map([
  // v1alpha2 places VMs by the workspace of the whole cluster (`spec.vsphere`); v1alpha3 gave the machines these fields.
  ['machine.folder', capv('v0.6.0')],
  ['machine.datastore', capv('v0.6.0')],
  ['machine.resourcePool', capv('v0.6.0')],
  ['machine.cloneMode', capv('v0.6.0')],
  ['machine.snapshot', capv('v0.6.0')],
  ['machine.storagePolicyName', capv('v0.7.2')],
  ['vsphere.storagePolicyName', capv('v0.7.2')],
  ['machine.customVMXKeys', capv('v0.7.2')],
  ['vsphere.identityRef', capv('v0.7.8')],
  ['machine.tagIDs', capv('v1.0.0')],
  ['machine.additionalDisksGiB', capv('v1.1.0')],
  ['machine.pciDevices', capv('v1.3.0')],
  ['machine.hardwareVersion', capv('v1.5.0')],
  ['machine.powerOffMode', capv('v1.8.0')],
  ['machine.guestSoftPowerOffTimeoutSeconds', capv('v1.8.0')],
  ['machine.pciDevices[].customLabel', capv('v1.10.0')],
  ['machine.pciDevices[].vGPUProfile', capv('v1.11.0')],
  ['machine.dataDisks', capv('v1.13.0')],
  ['machine.naming', capv('v1.13.0')],
  ['machine.resources', capv('v1.15.0')],
  // These came with v1beta2 of the vSphere provider.
  ['machine.cryptoKeyID', capv('v1.16.0')],
  ['machine.cryptoProfile', capv('v1.16.0')],
  ['machine.migrateEncryption', capv('v1.16.0')],
  ['machine.ftEncryptionMode', capv('v1.16.0')],
  ['machine.nestedHV', capv('v1.16.0')],

  // v0.5.5 and v0.5.6 had the field, v0.6.0 and v0.6.1 not.
  ['network.deviceName', capv('v0.6.2', ['v0.5.5', 'v0.6.0'])],
  ['network.dhcp4Overrides', capv('v1.5.0')],
  ['network.dhcp6Overrides', capv('v1.5.0')],
  // The devices know pools from v1.5 on, but pools of the version that is emitted need Cluster API v1.6.
  ['network.addressesFromPools', capv('v1.9.0')],
  ['workers[].addresses', capv('v1.9.0')],
  ['network.skipIPAllocation', capv('v1.10.0')],

  ['failureDomains', capv('v0.7.9')],
  // Before, Machines named the VSphereFailureDomain of a zone, and not the zone: what exists is known by one name alone.
  ['failureDomains[].existing', capv('v1.0.0')],
  ['failureDomainSelector', capv('v1.7.0')],
  ['controlPlane.failureDomains', capv('v0.7.9')],
  ['controlPlane.nodes[].failureDomain', capv('v0.7.9')],
  ['workers[].failureDomain', capv('v0.7.9')],
  // networkConfigurations of VSphereFailureDomain; plain names of networks are as old as the kind.
  ['failureDomains[].networks[].name', NETWORKS_OF_ZONES],

  // The first release whose templates and images carry kube-vip.
  ['loadBalancer.type=KubeVIP', capv('v0.8.0')],
  // Below v0.8 the vSphere provider installs the cloud provider itself, with the options that it knows.
  ['cloudProvider.ipFamilies', capv('v0.8.0')],
  ['cloudProvider.ca', capv('v0.8.0')],

  ['controlPlane.type=KubeadmControlPlane', clusterApi('v0.3.0')],
  ['controlPlane.rollout.maxSurge', clusterApi('v0.3.15')],
  ['controlPlane.healthCheck', clusterApi('v0.3.0')],
  ['workers[].healthCheck', clusterApi('v0.3.0')],
  ['addons', clusterApi('v0.3.7')],
  ['node.files[].contentFrom', clusterApi('v0.3.7')],
  ['node.diskSetup', clusterApi('v0.3.7')],
  ['node.mounts', clusterApi('v0.3.7')],
  ['node.diskSetup.partitions[].diskLayout', clusterApi('v1.13.0')],
  // These three reach the nodes as files whose content comes from a Secret.
  ['node.registryMirrors[].endpoints[].caSecret', clusterApi('v0.3.7')],
  ['node.trustedCAs[].secret', clusterApi('v0.3.7')],
  ['kubeadm.encryption', clusterApi('v0.3.7')],
  ['controlPlane.nodeDrainTimeoutSeconds', clusterApi('v0.3.10')],
  ['workers[].nodeDrainTimeoutSeconds', clusterApi('v0.3.10')],
  ['node.ignorePreflightErrors', clusterApi('v0.4.0')],
  // Both are files in a folder of patches, and the folder is what came later.
  ['kubeadm.patches', clusterApi('v1.1.0')],
  ['node.kubeletConfiguration', clusterApi('v1.1.0')],
  ['kubeadm.skipPhases', clusterApi('v1.2.0')],
  // Before, kubeadm had two timeouts of its own, and Cluster API both of them.
  ['kubeadm.timeouts.kubeletHealthCheckSeconds', clusterApi('v1.11.0')],
  ['kubeadm.timeouts.kubernetesAPICallSeconds', clusterApi('v1.11.0')],
  ['kubeadm.timeouts.etcdAPICallSeconds', clusterApi('v1.11.0')],
  ['kubeadm.timeouts.discoverySeconds', clusterApi('v1.11.0')],
  ['kubeadm.certificateValidityPeriodDays', clusterApi('v1.11.0')],
  ['kubeadm.caCertificateValidityPeriodDays', clusterApi('v1.11.0')],
  ['controlPlane.nodeDeletionTimeoutSeconds', clusterApi('v1.2.0')],
  ['workers[].nodeDeletionTimeoutSeconds', clusterApi('v1.2.0')],
  ['controlPlane.nodeVolumeDetachTimeoutSeconds', clusterApi('v1.3.0')],
  ['workers[].nodeVolumeDetachTimeoutSeconds', clusterApi('v1.3.0')],
  ['controlPlane.remediation', clusterApi('v1.4.0')],
  ['workers[].rollout.after', clusterApi('v1.4.0')],
  ['controlPlane.machineNaming', clusterApi('v1.9.0')],
  ['workers[].machineNaming', clusterApi('v1.9.8')],
  ['node.format=ignition', clusterApi('v1.1.0')],
  ['node.ignition', clusterApi('v1.1.0')],
  ['node.files[].append', clusterApi('v1.2.0')],
  ['users[].passwdFrom', clusterApi('v1.2.0')],
])

/** Addresses of machines that a controller creates are drawn from a pool. */
export const ADDRESSES_OF_POOLS = capv('v1.9.0')

/** A release that is not known has every field: that it is not known is a problem of its own. */
export function hasField(release: Release | undefined, { project, version, also }: FirstRelease): boolean {
  if (release === undefined) return true
  if (project === 'Cluster API') return isAtLeast(release.capi, version)
  const between = also !== undefined && isAtLeast(release.capv, also[0]) && !isAtLeast(release.capv, also[1])
  return between || isAtLeast(release.capv, version)
}

function capv(first: string, also?: readonly [string, string]): FirstRelease {
  const older = also && ([parseVersion(also[0]), parseVersion(also[1])] as const)
  return { project: 'CAPV', version: parseVersion(first), ...(older ? { also: older } : {}) }
}

function clusterApi(first: string): FirstRelease {
  return { project: 'Cluster API', version: parseVersion(first) }
}
