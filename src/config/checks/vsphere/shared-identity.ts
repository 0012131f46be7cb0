// A Secret with the credentials of a vCenter belongs to one cluster: the vSphere provider deletes it with that one.

import type { Problem } from '../../../problems/problem.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import type { ClusterProblem } from '../check.ts'
import type { Rules } from '../rules.ts'
import { clusterNamed, field, quoted } from '../words.ts'

export const rules = {
  'identity-shared': {
    severity: 'error',
    meaning: 'Two clusters name one Secret as their identity, which the vSphere provider gives to one of them.',
    cure: 'give each cluster a Secret of its own, or use a VSphereClusterIdentity',
    reads: ['spec.vsphere.identityRef', 'metadata.namespace'],
    source: 'CAPV controllers/vspherecluster_reconciler.go, v1.13: the Secret is owned by one VSphereCluster',
  },
} as const satisfies Rules

/** Returns `identity-shared` at the name, at the later cluster. */
export function checkSharedIdentity(clusters: readonly ResolvedCluster[]): readonly ClusterProblem[] {
  const owners = new Map<string, ResolvedCluster>()
  return clusters.flatMap((own, cluster) => {
    const { identityRef } = own.config.spec.vsphere
    if (identityRef?.kind !== 'Secret') return []
    const key = `${own.namespace}/${identityRef.name}`
    const owner = owners.get(key)
    if (owner === undefined) owners.set(key, own)
    return owner === undefined || owner.name === own.name ? [] : [{ cluster, problem: shared(identityRef.name, owner) }]
  })
}

function shared(name: string, owner: ResolvedCluster): Problem {
  const path = ['spec', 'vsphere', 'identityRef', 'name']
  return {
    code: 'identity-shared',
    severity: 'error',
    path,
    message: `${field(path)} must not be ${quoted(name)}, the Secret of another cluster`,
    why: `${clusterNamed(owner)} names it too; the vSphere provider takes it for one cluster, refuses the other, and deletes it with the first`,
    fix: 'make a Secret for each cluster, or share a VSphereClusterIdentity',
  }
}
