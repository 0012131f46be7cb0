// MachineDeployment of a worker pool.

import type { Manifest } from '../../manifest.ts'
import type { Plan, WorkerPool } from '../../plan/model.ts'
import { CLUSTER_NAME_LABEL, metadata } from '../shared/metadata.ts'
import { BOOTSTRAP, CORE, INFRASTRUCTURE, reference } from './api.ts'

/** No webhook tells pools of one cluster apart here: each needs a label of its own in selector and template. */
const DEPLOYMENT_LABEL = 'cluster.x-k8s.io/deployment-name'

export function machineDeployment(plan: Plan, pool: WorkerPool): Manifest {
  const labels = { [CLUSTER_NAME_LABEL]: plan.name, [DEPLOYMENT_LABEL]: pool.name }
  return {
    apiVersion: CORE,
    kind: 'MachineDeployment',
    metadata: metadata(plan, pool.name, { labels: { [CLUSTER_NAME_LABEL]: plan.name }, annotations: pool.annotations }),
    spec: {
      ...('replicas' in pool.size ? { replicas: pool.size.replicas } : {}),
      selector: { matchLabels: labels },
      strategy: { type: 'RollingUpdate', rollingUpdate: { ...pool.rollout } },
      template: {
        metadata: { labels: { ...pool.labels, ...labels } },
        spec: {
          version: pool.kubernetesVersion,
          bootstrap: { configRef: reference(plan, BOOTSTRAP, 'KubeadmConfigTemplate', pool.name) },
          infrastructureRef: reference(plan, INFRASTRUCTURE, 'VSphereMachineTemplate', pool.name),
        },
      },
    },
  }
}
