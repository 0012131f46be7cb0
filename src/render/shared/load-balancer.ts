// The generated configuration of a load balancer, for whoever installs it; a plain v1 ConfigMap in every generation.

import type { V1ConfigMap } from '@kubernetes/client-node'
import type { Manifest } from '../../manifest.ts'
import type { Plan } from '../../plan/model.ts'
import { metadata } from './metadata.ts'

export function loadBalancerConfigMap(plan: Plan): Manifest | undefined {
  if (!('configuration' in plan.loadBalancer)) return undefined
  const { fileName, text } = plan.loadBalancer.configuration
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: metadata(plan, `${plan.name}-load-balancer`),
    data: { [fileName]: text },
  } satisfies V1ConfigMap
}
