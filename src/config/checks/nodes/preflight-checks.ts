// Checks of kubeadm that only warn.

import type { Problem } from '../../../problems/problem.ts'
import { layersOf } from '../../resolve/groups.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import type { Rules } from '../rules.ts'
import { field } from '../words.ts'

export const rules = {
  'preflight-checks': {
    severity: 'error',
    meaning: '`all` stands beside the names of single checks of kubeadm, which then refuses to start.',
    cure: 'write either `all` or the names',
    reads: ['spec.node.ignorePreflightErrors'],
    source: 'kubernetes cmd/kubeadm/app/apis/kubeadm/validation/validation.go (ValidateIgnorePreflightErrors), v1.35.4',
  },
} as const satisfies Rules

/** Returns `preflight-checks`, once for each list. */
export function checkPreflightChecks(cluster: ResolvedCluster): readonly Problem[] {
  return layersOf(cluster).flatMap(({ node, path }) => {
    const names = new Set((node?.ignorePreflightErrors ?? []).map(name => name.toLowerCase()))
    if (!names.has('all') || names.size === 1) return []
    const at = [...path, 'node', 'ignorePreflightErrors']
    const message = `${field(at)} must not hold "all" beside other names`
    const why = 'kubeadm refuses to start with both'
    return [{ code: 'preflight-checks', severity: 'error', path: at, message, why, fix: 'keep one of them' }]
  })
}
