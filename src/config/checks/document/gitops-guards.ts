// Nobody has said which GitOps tool applies the manifests, so nothing in them is guarded. For people who ask, not for every run:
// `capv-ha validate` and the parameters of the Argo CD plugin.

import type { Problem } from '../../../problems/problem.ts'
import type { ClusterInput } from '../../../read/cluster-input.ts'
import type { Rules } from '../rules.ts'
import { field, quoted } from '../words.ts'

export const rules = {
  'no-gitops-guards': {
    severity: 'warning',
    meaning:
      'Nobody has said whether a GitOps tool applies the manifests; only `validate` and the plugin of Argo CD ask.',
    cure: 'write `gitops: ArgoCD`, `gitops: Flux`, or `gitops: None` where it is neither',
    reads: ['spec.gitops'],
    source: 'capv-ha: src/facts/gitops.ts',
  },
} as const satisfies Rules

/** Returns `no-gitops-guards` once, at the first HACluster that neither has `spec.gitops` nor acknowledges that. */
export function checkGitOpsGuards(inputs: readonly ClusterInput[]): readonly Problem[] {
  const unguarded = inputs.filter(({ value }) => !isDecided(value))
  const [first] = unguarded
  if (first === undefined) return []
  const path = ['spec', 'gitops']
  const others = unguarded.length - 1
  const also = others === 0 ? '' : ` (and ${others} ${others === 1 ? 'HACluster' : 'HAClusters'} more)`
  return [
    {
      code: 'no-gitops-guards',
      severity: 'warning',
      path,
      message: `${field(path)} must be set for the objects to be guarded against a GitOps tool${also}`,
      why: 'without guards a commit that loses them may prune failure domains, address pools or the whole cluster',
      fix: `write ${['ArgoCD', 'Flux'].map(quoted).join(' or ')}, or "None" where neither of them applies the manifests`,
      source: first.locate(path, 'value', false),
    },
  ]
}

/** What is no HACluster at all is not asked. */
function isDecided(value: unknown): boolean {
  const spec = fieldOf(value, 'spec')
  if (typeof spec !== 'object' || spec === null) return true
  const acknowledged = fieldOf(spec, 'acknowledge')
  const isKnown = Array.isArray(acknowledged) && acknowledged.includes('no-gitops-guards')
  return isKnown || (fieldOf(spec, 'gitops') ?? null) !== null
}

function fieldOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  return Object.entries(value).find(([key]) => key === name)?.[1]
}
