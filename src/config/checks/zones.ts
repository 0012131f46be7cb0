// Every rule over failure domains; a chunk of its own in the bundle, for clusters that have them.

import type { Problem } from '../../problems/problem.ts'
import type { ResolvedCluster } from '../resolve/resolved.ts'
import { checkZoneNetworks } from './addresses/zone-networks.ts'
import { checkFailureDomainSelector } from './vsphere/failure-domain-selector.ts'
import { checkFailureDomains } from './vsphere/failure-domains.ts'

/** Problems of all of them. */
export function zoneProblems(cluster: ResolvedCluster): readonly Problem[] {
  return [...checkFailureDomains(cluster), ...checkFailureDomainSelector(cluster), ...checkZoneNetworks(cluster)]
}
