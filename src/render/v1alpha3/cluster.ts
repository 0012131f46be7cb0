// Cluster: the root of everything. Without a `controlPlaneRef` it waits for Machines that are labelled as its control plane.

import type { Manifest } from '../../manifest.ts'
import type { Plan } from '../../plan/model.ts'
import { clusterNetwork } from '../shared/cluster-network.ts'
import { CLUSTER_NAME_LABEL, metadata } from '../shared/metadata.ts'
import { CORE, INFRASTRUCTURE, reference } from './api.ts'

/** Nothing adds the cluster's own label here, and a ClusterResourceSet selects by it. */
export function cluster(plan: Plan): Manifest {
  return {
    apiVersion: CORE,
    kind: 'Cluster',
    metadata: metadata(plan, plan.name, {
      labels: { ...plan.labels, [CLUSTER_NAME_LABEL]: plan.name },
      annotations: plan.annotations,
    }),
    spec: {
      clusterNetwork: clusterNetwork(plan),
      infrastructureRef: reference(INFRASTRUCTURE, 'VSphereCluster', plan.name),
    },
  }
}
