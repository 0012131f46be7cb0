// In an inventory path a slash separates folders; a port group whose name holds one is written with %2f.

import type { Path, Problem } from '../../../problems/problem.ts'
import { devicePlaces } from '../../resolve/device-places.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import type { Rules } from '../rules.ts'
import { field, quoted } from '../words.ts'

export const rules = {
  'network-name': {
    severity: 'warning',
    meaning: 'The name of a port group holds a slash, which separates folders.',
    cure: 'write `DHCP_10.1.1.0%2f24` for a port group called `DHCP_10.1.1.0/24`, or the whole inventory path',
    reads: ['spec.network.name', 'spec.network.extraDevices[].name', 'spec.failureDomains[].networks'],
    source: 'vSphere API reference, ManagedEntity.name: "/" is escaped as %2f; govmomi find/finder.go',
  },
} as const satisfies Rules

/** Returns the warning `network-name` at the name. */
export function checkNetworkName(cluster: ResolvedCluster): readonly Problem[] {
  const zones = (cluster.config.spec.failureDomains ?? []).flatMap(({ networks }, i) =>
    (networks ?? []).map((network, k) => {
      const path = ['spec', 'failureDomains', i, 'networks', k]
      return typeof network === 'string' ? { name: network, path } : { name: network.name, path: [...path, 'name'] }
    }),
  )
  const devices = devicePlaces(cluster).map(({ config, path }) => ({ name: config.name, path: [...path, 'name'] }))
  return [...devices, ...zones].flatMap(({ name, path }) =>
    typeof name === 'string' && isSuspicious(name) ? [problem(path, name)] : [],
  )
}

/** A path begins at the root, or with "*" or "." for a folder; no folder is named like an address. */
function isSuspicious(name: string): boolean {
  if (!name.includes('/')) return false
  return !/^(\/|\*\/|\.\.?\/)/.test(name) || /\d+\.\d+\.\d+\.\d+\/\d{1,3}$/.test(name)
}

function problem(path: Path, name: string): Problem {
  const escaped = name.startsWith('/')
    ? `${name.slice(0, name.lastIndexOf('/'))}%2f${name.slice(name.lastIndexOf('/') + 1)}`
    : name.replaceAll('/', '%2f')
  return {
    code: 'network-name',
    severity: 'warning',
    path,
    message: `${field(path)} ${quoted(name)} must not hold a slash of the name itself: it separates folders`,
    why: `the vSphere provider looks for ${quoted(name.slice(name.lastIndexOf('/') + 1))} in a folder`,
    fix: name.startsWith('/')
      ? `write ${quoted(escaped)}`
      : `write ${quoted(escaped)} if the slash belongs to the name, or a path from the root such as "/lab/network/${name}"`,
  }
}
