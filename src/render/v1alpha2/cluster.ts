// Cluster: the root of everything. Without a `controlPlaneRef` it waits for Machines that are labelled as its control plane.

import type { JsonObject, Manifest } from '../../manifest.ts'
import type { Plan } from '../../plan/model.ts'
import type { Core } from '../generation.ts'
import { clusterNetwork } from '../shared/cluster-network.ts'
import { metadata } from '../shared/metadata.ts'

export function cluster(core: Core, plan: Plan): Manifest {
  const labels = { ...plan.labels, ...core.clusterLabels(plan) }
  return {
    apiVersion: core.apiVersions.core,
    kind: 'Cluster',
    metadata: metadata(plan, plan.name, { labels, annotations: plan.annotations }),
    spec: {
      clusterNetwork: clusterNetwork(plan),
      ...controlPlaneRef(core, plan),
      infrastructureRef: core.reference(plan, core.apiVersions.infrastructure, 'VSphereCluster', plan.name),
    },
  }
}

function controlPlaneRef(core: Core, plan: Plan): JsonObject {
  const { type } = plan.controlPlane
  if (type === 'Machines') return {}
  return { controlPlaneRef: core.reference(plan, core.apiVersions.controlPlane, type, plan.controlPlane.name) }
}
