// The addresses that kube-vip announces.

import { type Ip, parseIp } from '../../addresses.ts'
import type { Path } from '../../problems/problem.ts'
import type { ResolvedParts } from './resolved.ts'

export interface VirtualAddress {
  readonly ip: Ip
  /** Where it is written. */
  readonly path: Path
}

/** Those that are listed, else the endpoint's own; none with any other load balancer. What is no address is left out. */
export function virtualAddresses({
  config: { spec },
  endpoint,
}: Pick<ResolvedParts, 'config' | 'endpoint'>): readonly VirtualAddress[] {
  const { loadBalancer } = spec
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
