// What the bootstrap provider's templates do to the text that they are given: files stand in literal blocks of YAML.
// Source: kubernetes-sigs/cluster-api bootstrap/kubeadm cloudinit/files.go and ignition/clc/clc.go, v0.3.0 - v1.14.

import type { Version } from './releases.ts'

/**
 * Whether a file's content comes back from such a block changed, or breaks it: a first line that begins with a blank sets
 * the indentation of the block (go-yaml refuses a tab there), and a carriage return ends a line for both Jinja and YAML.
 */
export function breaksBlock(text: string): boolean {
  return INDENTED_START.test(text) || text.includes('\r')
}

const INDENTED_START = /^\n*[ \t]/

/** The length of a text as base64, in characters. */
export function base64Length(text: string): number {
  return Math.ceil(new TextEncoder().encode(text).length / 3) * 4
}

/**
 * What a guestinfo value is sure to hold, in bytes of base64: open-vm-tools reads messages of up to 64 KiB (message.h), and
 * CAPV never compresses. Larger user data is known to work with some vCenters.
 * Source: vmware/open-vm-tools; kubernetes-sigs/cluster-api-provider-vsphere pkg/services/govmomi/extra/config.go.
 */
export const GUESTINFO_BYTES = 64 * 1024

/** The user data of a node without files, commands and users of its own, with four CA pairs but without a cluster configuration: measured with Cluster API v1.14. */
export const BARE_BYTES = { controlPlane: 13_500, worker: 1100 } as const

/** Limits of KubeadmConfigSpec. Source: kubernetes-sigs/cluster-api bootstrap/kubeadm/api, markers of v1.10.0 and later. */
export const LIMITS_SINCE: Version = [1, 10, 0]
export const MOST_FILES = 200
export const MOST_COMMANDS = 1000
export const MOST_CONTENT = 10_240
