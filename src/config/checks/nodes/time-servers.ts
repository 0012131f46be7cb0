// Time servers of the nodes.

import { parseIp } from '../../../addresses.ts'
import type { Problem } from '../../../problems/problem.ts'
import { layersOf } from '../../resolve/groups.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import { isHostName } from '../../web-address.ts'
import type { Rules } from '../rules.ts'
import { field, quoted } from '../words.ts'

export const rules = {
  'invalid-time-server': {
    severity: 'error',
    meaning: 'A time server is neither a DNS name nor an IP address.',
    cure: 'write `ntpServers: [192.168.10.5, ntp.example.com]`',
    reads: ['spec.node.ntpServers'],
    source: 'cloud-init cc_ntp.py; chrony.conf(5), timesyncd.conf(5)',
  },
} as const satisfies Rules

/** Returns `invalid-time-server`. */
export function checkTimeServers(cluster: ResolvedCluster): readonly Problem[] {
  return layersOf(cluster).flatMap(({ node, path }) =>
    (node?.ntpServers ?? []).flatMap((server, i): readonly Problem[] => {
      if (isHostName(server) || parseIp(server) !== undefined) return []
      const own = [...path, 'node', 'ntpServers', i]
      const message = `${field(own)} must be a DNS name or an IP address, not ${quoted(server)}`
      const fix = 'write the name without "ntp://" and without a port'
      return [{ code: 'invalid-time-server', severity: 'error', path: own, message, fix }]
    }),
  )
}
