// Every rule between clusters; a chunk of its own in the bundle, since most runs have one cluster.

import { checkAddressesAcross } from './addresses/across-addresses.ts'
import { checkPoolSizeAcross } from './addresses/pool-size.ts'
import type { ClusterProblem, Comparable } from './check.ts'
import { type Comparison, compare } from './compare.ts'
import { checkNamesAcross } from './names/across-names.ts'
import { checkVmNamesAcross } from './names/vm-names.ts'
import { checkFailureDomainsAcross } from './vsphere/failure-domain-selector.ts'
import { checkSharedIdentity } from './vsphere/shared-identity.ts'
import { checkRolloutAcross } from './workers/rollout.ts'

const COMPARISONS: readonly Comparison[] = [
  { check: checkAddressesAcross, codes: ['duplicate-address', 'duplicate-endpoint'] },
  { check: checkPoolSizeAcross, codes: ['pool-too-small'] },
  { check: checkNamesAcross, codes: ['name-collision'] },
  { check: checkFailureDomainsAcross, codes: ['failure-domains-of-others'] },
  { check: checkRolloutAcross, codes: ['no-spare-address'] },
  { check: checkVmNamesAcross, codes: ['vm-name-collision'] },
  { check: checkSharedIdentity, codes: ['identity-shared'] },
]

/** Problems of all of them, acknowledged ones included; each stands with the cluster that it belongs to. */
export function problemsAcross(clusters: readonly Comparable[]): readonly ClusterProblem[] {
  return COMPARISONS.flatMap(comparison => compare(comparison, clusters))
}
