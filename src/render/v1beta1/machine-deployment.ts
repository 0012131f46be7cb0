// MachineDeployment of a worker pool.

import type { Manifest } from '../../manifest.ts'
import type { Plan, WorkerPool } from '../../plan/model.ts'
import { drainTimeout } from '../shared/drain-timeout.ts'
import { withV } from '../shared/kubernetes-version.ts'
import { CLUSTER_NAME_LABEL, metadata } from '../shared/metadata.ts'
import { BOOTSTRAP, CORE, INFRASTRUCTURE, reference } from './api.ts'

/** Added by the webhook to an empty selector; written, so that what is stored is what was given. */
const DEPLOYMENT_LABEL = 'cluster.x-k8s.io/deployment-name'

export function machineDeployment(plan: Plan, pool: WorkerPool): Manifest {
  const labels = { [CLUSTER_NAME_LABEL]: plan.name, [DEPLOYMENT_LABEL]: pool.name }
  return {
    apiVersion: CORE,
    kind: 'MachineDeployment',
    metadata: metadata(plan, pool.name, { labels: { [CLUSTER_NAME_LABEL]: plan.name }, annotations: pool.annotations }),
    spec: {
      clusterName: plan.name,
      ...('replicas' in pool.size ? { replicas: pool.size.replicas } : {}),
      selector: { matchLabels: labels },
      strategy: { type: 'RollingUpdate', rollingUpdate: { ...pool.rollout } },
      template: {
        metadata: { labels: { ...pool.labels, ...labels } },
        spec: {
          clusterName: plan.name,
          version: withV(pool.kubernetesVersion),
          bootstrap: { configRef: reference(BOOTSTRAP, 'KubeadmConfigTemplate', pool.name) },
          infrastructureRef: reference(INFRASTRUCTURE, 'VSphereMachineTemplate', pool.name),
          ...drainTimeout(pool),
        },
      },
    },
  }
}
