// Cluster.

import type { Manifest } from '../../manifest.ts'
import type { Plan } from '../../plan/model.ts'
import { clusterNetwork } from '../shared/cluster-network.ts'
import { metadata } from '../shared/metadata.ts'
import { CORE, INFRASTRUCTURE, reference } from './api.ts'

export function cluster(plan: Plan): Manifest {
  return {
    apiVersion: CORE,
    kind: 'Cluster',
    metadata: metadata(plan, plan.name, { labels: plan.labels, annotations: plan.annotations }),
    spec: {
      clusterNetwork: clusterNetwork(plan),
      infrastructureRef: reference(plan, INFRASTRUCTURE, 'VSphereCluster', plan.name),
    },
  }
}
