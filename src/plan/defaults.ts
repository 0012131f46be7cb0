// Frozen defaults: a release of ours never changes one, since every template name and every node of every user hangs on them.
// What upstream's templates write by hand is a default that depends on the release.

import { isAtLeast, type Release } from '../facts/releases.ts'
import type { StringMap } from './model.ts'

export const MACHINE = { cloneMode: 'fullClone', numCPUs: 2 } as const

/** A new worker comes before an old one goes, where there is an address for it. */
export const ROLLOUT = { maxSurge: 1, maxUnavailable: 0 } as const

/** A slow first boot is no fault; most of a group being unhealthy at once is one of the site, which new machines do not mend. */
export const HEALTH_CHECK = {
  nodeStartupTimeoutSeconds: 1200,
  maxUnhealthy: '40%',
  unhealthyNodeConditions: [
    { type: 'Ready', status: 'Unknown', timeoutSeconds: 300 },
    { type: 'Ready', status: 'False', timeoutSeconds: 300 },
  ],
} as const

/** containerd's socket: the only runtime in CAPV's published images of every release. */
export const CRI_SOCKET = '/var/run/containerd/containerd.sock'

/** The account that `sshAuthorizedKeys` open, as in CAPV's templates of every release. */
export const SSH_USER = { name: 'capv', sudo: 'ALL=(ALL) NOPASSWD:ALL' } as const

/** The same in images for ignition, which have it already. */
export const IGNITION_SSH_USER = { name: 'core', sudo: 'ALL=(ALL) NOPASSWD:ALL' } as const

/** What stands in kubeadm's configuration for the name of the node, until scripts/host-name.ts puts it there. */
export const VM_NAME = `\${COREOS_CUSTOM_HOSTNAME}`

export const EXTERNAL_CLOUD_PROVIDER: StringMap = { 'cloud-provider': 'external' }

/** CAPV v0.8 left the images and cloud-init data that the seed's commands were written for. */
const NEW_BOOTSTRAP: Release['capv'] = [0, 8, 0]

/**
 * The name that the kubelet registers: cloud-init expands it on the node.
 * Source: cluster-api-provider-vsphere templates, v0.7.12 and v1.16.1.
 */
export function nodeRegistrationName(release: Release): string {
  return isAtLeast(release.capv, NEW_BOOTSTRAP) ? '{{ local_hostname }}' : '{{ ds.meta_data.hostname }}'
}

/**
 * Commands that every node runs before kubeadm.
 * Source: the seed (v0.5 – v0.7); cluster-api-provider-vsphere v1.16.1 templates/cluster-template.yaml (later).
 */
export function preKubeadmCommands(release: Release): readonly string[] {
  return isAtLeast(release.capv, NEW_BOOTSTRAP) ? COMMANDS_V0_8 : COMMANDS_V0_5
}

const COMMANDS_V0_5 = [
  // The image's own name is shared by all clones: kubeadm must see the VM's.
  'hostname "{{ ds.meta_data.hostname }}"',
  // /etc/hosts is written anew, so that no line of the template's build host stays.
  'echo "::1         ipv6-localhost ipv6-loopback" >/etc/hosts',
  // The name must resolve before any DNS server knows the node: kubeadm's preflight asks for it.
  'echo "127.0.0.1   localhost {{ ds.meta_data.hostname }}" >>/etc/hosts',
  // The name survives a reboot.
  'echo "{{ ds.meta_data.hostname }}" >/etc/hostname',
]

const COMMANDS_V0_8 = [
  // Sets the running and the persistent name in one step.
  'hostnamectl set-hostname "{{ ds.meta_data.hostname }}"',
  // /etc/hosts is written anew, so that no line of the template's build host stays.
  'echo "::1         ipv6-localhost ipv6-loopback localhost6 localhost6.localdomain6" >/etc/hosts',
  // Both names of the node must resolve before any DNS server knows it.
  'echo "127.0.0.1   {{ ds.meta_data.hostname }} {{ local_hostname }} localhost localhost.localdomain localhost4 localhost4.localdomain4" >>/etc/hosts',
  // Scripts that features and users put there run before kubeadm, in the order of their names.
  'mkdir -p /etc/pre-kubeadm-commands',
  'for script in $(find /etc/pre-kubeadm-commands/ -name \'*.sh\' -type f | sort); do echo "Running script $script"; "$script"; done',
]

/** The API server refuses the flag from Kubernetes 1.33 on (kubernetes pull request 130162); upstream dropped it with v0.8. */
export function apiServerTakesCloudProvider(release: Release, kubernetes: readonly [number, number, number]): boolean {
  return !isAtLeast(release.capv, NEW_BOOTSTRAP) && !isAtLeast(kubernetes, [1, 33, 0])
}

/** The cloud provider that CAPV installs below v0.8. Source: the examples of v0.5.4, the templates of v0.7.12. */
export function cloudProviderImage(release: Release): { readonly repository: string; readonly version: string } {
  const version = isAtLeast(release.capv, [0, 6, 0]) ? 'v1.2.1' : 'v1.1.0'
  return { repository: 'gcr.io/cloud-provider-vsphere/cpi/release/manager', version }
}
