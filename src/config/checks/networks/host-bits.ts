// A network is written by its own address: bits behind the prefix length mean that one of the two is not what was meant.

import { formatIp, formatNetwork, parseIp, parseNetwork } from '../../../addresses.ts'
import type { Path, Problem } from '../../../problems/problem.ts'
import { devicePlaces } from '../../resolve/device-places.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import type { Rules } from '../rules.ts'
import { field, quoted } from '../words.ts'

export const rules = {
  'host-bits': {
    severity: 'warning',
    meaning:
      'A network is written with bits of a host, so that its address or its prefix length is another one than meant.',
    cure: 'write `10.244.0.0/16` for `10.244.1.0/16`',
    reads: ['spec.clusterNetwork.pods', 'spec.clusterNetwork.services', 'spec.network.routes[].to'],
    source: 'RFC 4632 3.1: the bits behind the prefix are zero; ip-route(8) refuses others',
  },
} as const satisfies Rules

/** Returns the warning `host-bits` at the network. */
export function checkHostBits(cluster: ResolvedCluster): readonly Problem[] {
  const { pods = [], services = [] } = cluster.config.spec.clusterNetwork ?? {}
  const path = ['spec', 'clusterNetwork']
  return [
    ...pods.flatMap((text, i) => problemAt([...path, 'pods', i], text)),
    ...services.flatMap((text, i) => problemAt([...path, 'services', i], text)),
    ...devicePlaces(cluster).flatMap(place =>
      (place.config.routes ?? []).flatMap(({ to }, i) => problemAt([...place.path, 'routes', i, 'to'], to)),
    ),
  ]
}

function problemAt(path: Path, text: string): readonly Problem[] {
  const network = parseNetwork(text)
  const ip = parseIp(text.slice(0, text.lastIndexOf('/')))
  if (network === undefined || ip === undefined || ip.value === network.base.value) return []
  const message = `${field(path)} ${quoted(text)} must be the address of a network, without the bits of a host`
  const why = `with a prefix length of ${network.prefix} the network is ${quoted(formatNetwork(network))}; ${quoted(formatIp(ip))} is one of its hosts`
  const fix = `write ${quoted(formatNetwork(network))}, or the prefix length that you mean`
  return [{ code: 'host-bits', severity: 'warning', path, message, why, fix }]
}
