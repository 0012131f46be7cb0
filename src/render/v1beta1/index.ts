// Cluster API v1.0 – v1.10 with CAPV v1.0 – v1.15.

import { following } from '../generation.ts'
import { v1alpha4 } from '../v1alpha4/index.ts'
import { vsphereCluster } from './vsphere-cluster.ts'
import { cloneSpec, device } from './vsphere-machine.ts'
import { deletion, machineNaming, remediation, rollout, zoneNetworks } from './words.ts'

export const v1beta1 = following(v1alpha4, {
  core: {
    apiVersions: {
      core: 'cluster.x-k8s.io/v1beta1',
      bootstrap: 'bootstrap.cluster.x-k8s.io/v1beta1',
      controlPlane: 'controlplane.cluster.x-k8s.io/v1beta1',
      addons: 'addons.cluster.x-k8s.io/v1beta1',
      infrastructure: 'infrastructure.cluster.x-k8s.io/v1beta1',
    },
    deletion,
    rollout,
    machineNaming,
    remediation,
  },
  vsphere: {
    apiVersion: 'infrastructure.cluster.x-k8s.io/v1beta1',
    vsphereCluster,
    cloneSpec,
    device,
    zoneNetworks,
  },
})
