// Cluster API from v1.11 and CAPV from v1.16 on.

import { following } from '../generation.ts'
import { v1beta1 } from '../v1beta1/index.ts'
import { cloneSpec } from './vsphere-machine.ts'
import {
  controlPlaneMachines,
  controlPlaneRollout,
  deletion,
  flags,
  healthCheck,
  kubeadmTimeouts,
  machineNaming,
  placementConstraint,
  reference,
  remediation,
  rollout,
} from './words.ts'

export const v1beta2 = following(v1beta1, {
  core: {
    apiVersions: {
      core: 'cluster.x-k8s.io/v1beta2',
      bootstrap: 'bootstrap.cluster.x-k8s.io/v1beta2',
      controlPlane: 'controlplane.cluster.x-k8s.io/v1beta2',
      addons: 'addons.cluster.x-k8s.io/v1beta2',
      infrastructure: 'infrastructure.cluster.x-k8s.io/v1beta2',
    },
    reference,
    flags,
    deletion,
    rollout,
    kubeadmTimeouts,
    machineNaming,
    controlPlaneMachines,
    controlPlaneRollout,
    remediation,
    healthCheck,
  },
  vsphere: {
    apiVersion: 'infrastructure.cluster.x-k8s.io/v1beta2',
    cloneSpec,
    placementConstraint,
  },
})
