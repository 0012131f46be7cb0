// Cluster API v0.4 with CAPV v0.8, which left the cloud provider to others: no plan for it asks the VSphereCluster to install one.

import { following } from '../generation.ts'
import { v1alpha3 } from '../v1alpha3/index.ts'
import { controlPlaneMachines, controlPlaneRollout, localAPIEndpoint } from './words.ts'

export const v1alpha4 = following(v1alpha3, {
  core: {
    apiVersions: {
      core: 'cluster.x-k8s.io/v1alpha4',
      bootstrap: 'bootstrap.cluster.x-k8s.io/v1alpha4',
      controlPlane: 'controlplane.cluster.x-k8s.io/v1alpha4',
      addons: 'addons.cluster.x-k8s.io/v1alpha4',
      infrastructure: 'infrastructure.cluster.x-k8s.io/v1alpha4',
    },
    controlPlaneMachines,
    controlPlaneRollout,
    localAPIEndpoint,
  },
  vsphere: { apiVersion: 'infrastructure.cluster.x-k8s.io/v1alpha4' },
})
