// What the kubelet takes as addresses of its node.

import type { Version } from './releases.ts'

export const NODE_IP_FLAG = 'node-ip'

/**
 * From which Kubernetes on `--node-ip` may hold one address of each family: by itself since two families are on by default, and
 * beside `--cloud-provider=external` later; before, the kubelet exits.
 * Source: kubernetes cmd/kubelet/app/server.go, v1.20 - v1.29 (feature gates IPv6DualStack, CloudDualStackNodeIPs).
 */
export const TWO_NODE_IPS_SINCE: Readonly<Record<'alone' | 'external', Version>> = {
  alone: [1, 21, 0],
  external: [1, 29, 0],
}
