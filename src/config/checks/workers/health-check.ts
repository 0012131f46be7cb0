// Health checks that never do anything: so few machines that the share of them that may be unhealthy is none.

import type { Path, Problem } from '../../../problems/problem.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import type { Rules } from '../rules.ts'
import { field, quoted } from '../words.ts'

export const rules = {
  'max-unhealthy-is-none': {
    severity: 'warning',
    meaning: 'So few machines may be unhealthy that none is ever replaced: a percentage is rounded down.',
    cure: 'write `maxUnhealthy: 1`',
    reads: [
      'spec.controlPlane.healthCheck',
      'spec.controlPlane.replicas',
      'spec.workers[].healthCheck',
      'spec.workers[].replicas',
      'spec.workers[].autoscale',
    ],
    source:
      'Cluster API internal/controllers/machinehealthcheck/machinehealthcheck_controller.go, v1.13: getMaxUnhealthy',
  },
} as const satisfies Rules

/** Returns the warning `max-unhealthy-is-none`. */
export function checkHealthCheck({ controlPlane, workers }: ResolvedCluster): readonly Problem[] {
  const { path } = controlPlane.shape
  const own = controlPlane.type === 'Machines' ? undefined : controlPlane
  return [
    ...problems(own?.config.healthCheck, path, own?.replicas ?? 0),
    ...workers.flatMap(({ config, path, mostMachines }) => problems(config.healthCheck, path, mostMachines)),
  ]
}

/** The plan's default, which is frozen. */
const DEFAULT = '40%'

/** Percentages are rounded down: cluster-api v1.13 internal/controllers/machinehealthcheck, getMaxUnhealthy. */
function problems(
  check: { readonly maxUnhealthy?: number | string | undefined } | undefined,
  group: Path,
  machines: number,
): readonly Problem[] {
  if (check === undefined || machines === 0) return []
  const most = check.maxUnhealthy ?? DEFAULT
  const count = typeof most === 'number' ? most : Math.floor((Number.parseInt(most, 10) * machines) / 100)
  if (count > 0) return []
  const path = [...group, 'healthCheck', 'maxUnhealthy']
  const is = check.maxUnhealthy === undefined ? `, by default ${quoted(DEFAULT)},` : ` ${quoted(most)}`
  return [
    {
      code: 'max-unhealthy-is-none',
      severity: 'warning',
      path,
      message: `${field(path)}${is} must allow at least one of ${machines} ${machines === 1 ? 'machine' : 'machines'} to be unhealthy`,
      why: 'it is rounded down to 0, and with more unhealthy machines than that nothing is replaced',
      fix: `write \`maxUnhealthy: 1\`, or a greater percentage`,
    },
  ]
}
