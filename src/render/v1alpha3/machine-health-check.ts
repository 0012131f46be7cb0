// MachineHealthCheck: marks machines as unhealthy, for what made them to replace them.

import type { Manifest } from '../../manifest.ts'
import type { Plan } from '../../plan/model.ts'
import type { CheckedMachines, Core } from '../generation.ts'
import { CLUSTER_NAME_LABEL, metadata } from '../shared/metadata.ts'

export function machineHealthCheck(core: Core, plan: Plan, { name, labels, check }: CheckedMachines): Manifest {
  return {
    apiVersion: core.apiVersions.core,
    kind: 'MachineHealthCheck',
    metadata: metadata(plan, name, { labels: { [CLUSTER_NAME_LABEL]: plan.name } }),
    spec: { ...core.belonging(plan), selector: { matchLabels: labels }, ...core.healthCheck(check) },
  }
}
