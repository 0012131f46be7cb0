// Two clusters of a namespace must not lead to objects of one name: "a" with the pool "b-c" and "a-b" with the pool "c" do.

import type { Path, Problem } from '../../../problems/problem.ts'
import { type DerivedName, derivedNames } from '../../resolve/derived-names.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import type { ClusterProblem } from '../check.ts'
import type { Rules } from '../rules.ts'
import { clusterNamed, field, quoted } from '../words.ts'

export const rules = {
  'name-collision': {
    severity: 'error',
    meaning: 'Two objects of one cluster, or of two clusters in a namespace, would get the same name.',
    cure: 'rename one of the two',
    reads: [
      'metadata.name',
      'metadata.namespace',
      'spec.controlPlane.addresses',
      'spec.controlPlane.nodes[].name',
      'spec.workers[].name',
    ],
    source: 'Kubernetes documentation, object names: one object of a kind has a name',
  },
} as const satisfies Rules

/** Returns `name-collision` at the later cluster. Twice the same cluster is left to the host. */
export function checkNamesAcross(clusters: readonly ResolvedCluster[]): readonly ClusterProblem[] {
  if (clusters.length < 2) return []
  const taken = new Map<string, { readonly owner: ResolvedCluster; readonly derived: DerivedName }>()
  const found: ClusterProblem[] = []
  for (const [cluster, resolved] of clusters.entries()) {
    // One problem per field: an address pool bears the name of its machines, and a cluster has several nodes.
    const reported = new Set<Path>()
    for (const derived of derivedNames(resolved)) {
      // Failure domains stand outside of namespaces.
      const place = derived.kind === 'failure domain' ? '' : resolved.namespace
      const key = `${place} ${derived.kind} ${derived.name}`
      const earlier = taken.get(key)
      if (earlier === undefined) taken.set(key, { owner: resolved, derived })
      if (earlier === undefined || isSame(earlier.owner, resolved) || reported.has(derived.path)) continue
      reported.add(derived.path)
      found.push({ cluster, problem: collision(derived, earlier.owner, earlier.derived) })
    }
  }
  return found
}

function isSame(a: ResolvedCluster, b: ResolvedCluster): boolean {
  return a.name === b.name && a.namespace === b.namespace
}

function collision({ kind, name, path }: DerivedName, other: ResolvedCluster, earlier: DerivedName): Problem {
  const place = kind === 'failure domain' ? '' : ' in the namespace'
  return {
    code: 'name-collision',
    severity: 'error',
    path,
    message: `${field(path)} must not lead to a second ${kind} named ${quoted(name)}${place}`,
    why: `${field(earlier.path)} of ${clusterNamed(other)} leads to the same name`,
    fix: 'use another name, or another namespace',
  }
}
