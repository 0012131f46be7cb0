// One way out: with two default routes of a family packets leave by one of them, and answers may come by the other.

import type { Path, Problem } from '../../../problems/problem.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import { type DefaultRoute, defaultRoutes, vmsOf } from '../../resolve/vms.ts'
import type { Rules } from '../rules.ts'
import { field } from '../words.ts'

export const rules = {
  'several-default-routes': {
    severity: 'warning',
    meaning: 'A node has more than one default route of a family, by gateways, routes or DHCP.',
    cure: 'keep one gateway, and reach other networks by `routes`; for DHCP `dhcp4Overrides: {useRoutes: "false"}`',
    reads: [
      'spec.network.gateway',
      'spec.network.gateway6',
      'spec.network.routes',
      'spec.network.dhcp4',
      'spec.network.extraDevices',
    ],
    source: 'RFC 1122 3.3.1.2; netplan reference, gateway4: one default route',
  },
} as const satisfies Rules

/** Returns the warning `several-default-routes` at the later of two, once per place. */
export function checkDefaultRoutes(cluster: ResolvedCluster): readonly Problem[] {
  const found = new Map<string, Problem>()
  for (const { owner, devices } of vmsOf(cluster)) {
    for (const family of [4, 6] as const) {
      const routes = devices.flatMap(device => defaultRoutes(device, family))
      const [first, ...others] = routes.filter(({ isRanked }) => !isRanked)
      const second = others.at(-1)
      if (first === undefined || second === undefined || found.has(field(second.path))) continue
      found.set(field(second.path), problem(first, second.path, family, owner))
    }
  }
  return [...found.values()]
}

function problem(first: DefaultRoute, path: Path, family: 4 | 6, owner: string): Problem {
  return {
    code: 'several-default-routes',
    severity: 'warning',
    path,
    message: `${field(path)} must not be a second IPv${family} default route of ${owner}`,
    why: `${field(first.path)} is one already; which of the two is taken, and so which address the node is known by, is left to the image`,
    fix: 'keep one of them and reach the other network by `routes`, or add "several-default-routes" to `spec.acknowledge`',
  }
}
