// Which of several addresses a node of the control plane tells others, where that is known beforehand.

import { formatIp, parseNetwork } from '../addresses.ts'
import type { ResolvedNode } from '../config/resolve/resolved.ts'
import { NODE_IP_FLAG, TWO_NODE_IPS_SINCE } from '../facts/node-addresses.ts'
import { isAtLeast, parseVersion } from '../facts/releases.ts'
import { clusterNetworkOf } from './cluster-network.ts'
import type { CloudProvider, StringMap } from './model.ts'
import type { PlannableCluster } from './plannable.ts'

export interface OwnAddresses {
  /** What its API server advertises; absent: that of the default route. */
  readonly advertiseAddress?: string
  /** Of the kubelet. */
  readonly flags: StringMap
}

export function planOwnAddresses(
  cluster: PlannableCluster,
  node: ResolvedNode,
  cloudProvider: CloudProvider,
): OwnAddresses {
  const { advertised, ofNode } = node.own
  const wanted = ofNode.filter(({ family }) => leavesItToUs(cluster, cloudProvider, node, family))
  const nodeIps = wanted.slice(0, most(wanted.length, cloudProvider, node))
  return {
    ...(advertised === undefined ? {} : { advertiseAddress: formatIp(advertised) }),
    flags: nodeIps.length === 0 ? {} : { [NODE_IP_FLAG]: nodeIps.map(formatIp).join(',') },
  }
}

/**
 * A cloud provider that does not find an address among those that it reports never lets the node in: one that is configured here
 * must be told of the same network, and one of v0.8 or later is told of those of all first devices, where any node has several.
 */
function leavesItToUs(
  { config: { spec } }: PlannableCluster,
  cloudProvider: CloudProvider,
  { network: { value } }: ResolvedNode,
  family: 4 | 6,
): boolean {
  switch (cloudProvider.type) {
    case 'None':
      return true
    case 'Unmanaged':
      return false
    case 'Managed':
      return value.name === cloudProvider.network
    case 'Delivered': {
      const own = spec.cloudProvider?.type === 'Managed' ? spec.cloudProvider.ipFamilies : undefined
      const reported = own ?? familiesOfServices(spec)
      return (value.extraDevices ?? []).length > 0 && reported.includes(`ipv${family}`)
    }
  }
}

/** The families that a cloud provider reports where none are named. */
function familiesOfServices(spec: PlannableCluster['config']['spec']): readonly string[] {
  return clusterNetworkOf(spec).services.map(network => `ipv${parseNetwork(network)?.base.family ?? 4}`)
}

/** One address beside a cloud provider would take the other family from the node; by itself the kubelet has but one anyway. */
function most(wanted: number, { type }: CloudProvider, { kubernetesVersion }: ResolvedNode): number {
  const beside = type === 'None' ? 'alone' : 'external'
  if (wanted < 2 || isAtLeast(parseVersion(kubernetesVersion), TWO_NODE_IPS_SINCE[beside])) return wanted
  return beside === 'alone' ? 1 : 0
}
