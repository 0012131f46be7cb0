// Warnings that the user has read are not shown again; errors and misspelt codes cannot be acknowledged.

import { PROBLEM_CODES } from '../../../problems/codes.ts'
import type { Problem } from '../../../problems/problem.ts'
import { WARNING_CODES } from '../../../problems/warnings.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import type { HAClusterSpec } from '../../schema/hacluster.ts'
import { closest } from '../../shape/suggest.ts'
import type { Rules } from '../rules.ts'
import { field, quoted } from '../words.ts'

export const rules = {
  'unknown-code': {
    severity: 'error',
    meaning: '`acknowledge` names a code that does not exist.',
    cure: 'take the code that the message suggests',
    reads: ['spec.acknowledge'],
    source: 'capv-ha: the list of this page',
  },
  'cannot-acknowledge': {
    severity: 'error',
    meaning: '`acknowledge` names the code of an error.',
    cure: 'remove it and mend the error',
    reads: ['spec.acknowledge'],
    source: 'capv-ha: an error leaves no output',
  },
} as const satisfies Rules

/** Returns `unknown-code` and `cannot-acknowledge` at the entry. */
export function checkAcknowledge({ config }: ResolvedCluster): readonly Problem[] {
  return (config.spec.acknowledge ?? []).flatMap((code, i): readonly Problem[] => {
    const path = ['spec', 'acknowledge', i]
    if (isWarning(code)) return []
    if (PROBLEM_CODES.some(known => known === code)) {
      const message = `${field(path)} ${quoted(code)} must be the code of a warning; this one is of an error`
      return [
        {
          code: 'cannot-acknowledge',
          severity: 'error',
          path,
          message,
          fix: 'remove it, and mend what the error says',
        },
      ]
    }
    const near = closest(code, WARNING_CODES)
    const fix =
      near === undefined ? `the codes are ${WARNING_CODES.map(quoted).join(', ')}` : `did you mean ${quoted(near)}?`
    return [
      {
        code: 'unknown-code',
        severity: 'error',
        path,
        message: `${field(path)} ${quoted(code)} must be the code of a warning`,
        fix,
      },
    ]
  })
}

/** The problems without the warnings that `spec.acknowledge` names. */
export function acknowledged(problems: readonly Problem[], spec: HAClusterSpec): readonly Problem[] {
  const codes = new Set(spec.acknowledge ?? [])
  if (codes.size === 0) return problems
  return problems.filter(({ severity, code }) => severity !== 'warning' || !codes.has(code))
}

function isWarning(code: string): boolean {
  return WARNING_CODES.some(known => known === code)
}
