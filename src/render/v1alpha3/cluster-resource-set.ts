// ClusterResourceSet: what Cluster API applies in the cluster as soon as its API server answers.

import type { Manifest } from '../../manifest.ts'
import type { AddonSet } from '../../plan/addon-model.ts'
import type { Plan } from '../../plan/model.ts'
import type { Core } from '../generation.ts'
import { CLUSTER_NAME_LABEL, metadata } from '../shared/metadata.ts'

/** The webhook would fill in the strategy; selector and strategy are immutable. */
export function clusterResourceSet(core: Core, plan: Plan, { name, strategy, resources }: AddonSet): Manifest {
  return {
    apiVersion: core.apiVersions.addons,
    kind: 'ClusterResourceSet',
    metadata: metadata(plan, name),
    spec: {
      clusterSelector: { matchLabels: { [CLUSTER_NAME_LABEL]: plan.name } },
      resources: resources.map(({ kind, name }) => ({ kind, name })),
      strategy,
    },
  }
}
