// The addresses that kube-vip announces.

import { parseIp } from '../../addresses.ts'
import type { HAClusterSpec } from '../schema/hacluster.ts'
import type { ResolvedParts, VirtualAddress } from './resolved.ts'

/** Those that are listed, else the endpoint's own; none with any other load balancer. What is no address is left out. */
export function virtualAddresses(
  { loadBalancer }: HAClusterSpec,
  endpoint: ResolvedParts['endpoint'],
): readonly VirtualAddress[] {
  if (loadBalancer.type !== 'KubeVIP') return []
  const listed = loadBalancer.addresses ?? []
  const written =
    listed.length > 0
      ? listed.map((text, i) => ({ text, path: ['spec', 'loadBalancer', 'addresses', i] }))
      : [{ text: endpoint.host, path: endpoint.path }]
  return written.flatMap(({ text, path }) => {
    const ip = parseIp(text)
    return ip === undefined ? [] : [{ ip, path }]
  })
}
