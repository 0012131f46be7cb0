// MachineDeployment of a worker pool.

import type { Manifest } from '../../manifest.ts'
import type { Plan, WorkerPool } from '../../plan/model.ts'
import type { Core } from '../generation.ts'
import { CLUSTER_NAME_LABEL, DEPLOYMENT_LABEL, metadata } from '../shared/metadata.ts'

/**
 * No webhook of v1alpha2 tells pools of one cluster apart: each needs a label of its own in selector and template. Later ones
 * add this very label to an empty selector; written, what is stored is what was given.
 */
export function machineDeployment(core: Core, plan: Plan, pool: WorkerPool): Manifest {
  const { apiVersions } = core
  const labels = { [CLUSTER_NAME_LABEL]: plan.name, [DEPLOYMENT_LABEL]: pool.name }
  return {
    apiVersion: apiVersions.core,
    kind: 'MachineDeployment',
    metadata: metadata(plan, pool.name, { labels: { [CLUSTER_NAME_LABEL]: plan.name }, annotations: pool.annotations }),
    spec: {
      ...core.belonging(plan),
      ...('replicas' in pool.size ? { replicas: pool.size.replicas } : {}),
      selector: { matchLabels: labels },
      ...core.rollout(pool),
      ...core.machineNaming(pool.machineNaming),
      template: {
        metadata: { labels: { ...pool.labels, ...labels } },
        spec: {
          ...core.belonging(plan),
          version: core.kubernetesVersion(pool.kubernetesVersion),
          bootstrap: { configRef: core.reference(plan, apiVersions.bootstrap, 'KubeadmConfigTemplate', pool.name) },
          infrastructureRef: core.reference(plan, apiVersions.infrastructure, 'VSphereMachineTemplate', pool.name),
          ...core.failureDomain(pool.failureDomain),
          ...core.deletion(pool.timeouts),
        },
      },
    },
  }
}
