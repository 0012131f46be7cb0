// Which of several addresses a node of the control plane tells others, where that is known beforehand.

import { formatIp } from '../addresses.ts'
import { ownAddresses } from '../config/resolve/own-addresses.ts'
import type { ResolvedNode } from '../config/resolve/resolved.ts'
import { NODE_IP_FLAG, TWO_NODE_IPS_SINCE } from '../facts/node-addresses.ts'
import { isAtLeast, parseVersion } from '../facts/releases.ts'
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
  const { advertised, ofNode } = ownAddresses(cluster, node)
  const nodeIps = leavesItToUs(cloudProvider, node) ? ofNode.slice(0, most(ofNode.length, cloudProvider, node)) : []
  return {
    ...(advertised === undefined ? {} : { advertiseAddress: formatIp(advertised) }),
    flags: nodeIps.length === 0 ? {} : { [NODE_IP_FLAG]: nodeIps.map(formatIp).join(',') },
  }
}

/** A cloud provider that does not find the address among those of the same network never lets the node in. */
function leavesItToUs(cloudProvider: CloudProvider, { network }: ResolvedNode): boolean {
  if (cloudProvider.type === 'Managed') return network.value.name === cloudProvider.network
  return cloudProvider.type === 'None'
}

/** One address beside a cloud provider would take the other family from the node; by itself the kubelet has but one anyway. */
function most(wanted: number, { type }: CloudProvider, { kubernetesVersion }: ResolvedNode): number {
  const beside = type === 'None' ? 'alone' : 'external'
  if (wanted < 2 || isAtLeast(parseVersion(kubernetesVersion), TWO_NODE_IPS_SINCE[beside])) return wanted
  return beside === 'alone' ? 1 : 0
}
