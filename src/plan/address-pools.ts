// Pools of addresses for machines that a controller makes: one for each device and family of a role, and of a failure domain.

import { formatIp } from '../addresses.ts'
import type { AddressList, ResolvedCluster } from '../config/resolve/resolved.ts'
import type { AddressPool, PoolReference } from './place-model.ts'

/** In the order of the document: control plane, worker pools, failure domains. */
export function planAddressPools({ supplies }: ResolvedCluster): readonly AddressPool[] {
  return supplies.all.map(({ pool: { name, ranges, gateway } }) => ({
    name,
    addresses: ranges.map(({ first, last }) =>
      [first, ...(first.value === last.value ? [] : [last])].map(formatIp).join('-'),
    ),
    prefix: ranges[0]?.prefix ?? 0,
    ...(gateway === undefined ? {} : { gateway: formatIp(gateway) }),
  }))
}

/** The pools of a range, that of its first family first; none for an empty list. */
export function poolReferences({ pools }: AddressList): readonly PoolReference[] {
  return pools.map(({ name }) => ({ apiGroup: 'ipam.cluster.x-k8s.io', kind: 'InClusterIPPool', name }))
}
