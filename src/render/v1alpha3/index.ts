// Cluster API v0.3 with CAPV v0.6 and v0.7.

import { following } from '../generation.ts'
import { v1alpha2 } from '../v1alpha2/index.ts'
import { clusterResourceSet } from './cluster-resource-set.ts'
import { placementConstraint, vsphereDeploymentZone, vsphereFailureDomain, zoneNetworks } from './failure-domain.ts'
import { kubeadmConfig } from './kubeadm-config.ts'
import { kubeadmControlPlane } from './kubeadm-control-plane.ts'
import { machineHealthCheck } from './machine-health-check.ts'
import { vsphereCluster } from './vsphere-cluster.ts'
import { cloneSpec } from './vsphere-machine.ts'
import {
  belonging,
  clusterLabels,
  controlPlaneLabels,
  controlPlaneMachines,
  controlPlaneRollout,
  deletion,
  dns,
  failureDomain,
  files,
  healthCheck,
  localAPIEndpoint,
  localEtcd,
  reference,
  withV,
} from './words.ts'

export const v1alpha3 = following(v1alpha2, {
  core: {
    apiVersions: {
      core: 'cluster.x-k8s.io/v1alpha3',
      bootstrap: 'bootstrap.cluster.x-k8s.io/v1alpha3',
      controlPlane: 'controlplane.cluster.x-k8s.io/v1alpha3',
      addons: 'addons.cluster.x-k8s.io/v1alpha3',
      infrastructure: 'infrastructure.cluster.x-k8s.io/v1alpha3',
    },
    kubeadmConfig,
    kubeadmControlPlane,
    machineHealthCheck,
    clusterResourceSet,
    reference,
    controlPlaneLabels,
    clusterLabels,
    belonging,
    kubernetesVersion: withV,
    deletion,
    failureDomain,
    controlPlaneMachines,
    controlPlaneRollout,
    healthCheck,
    localAPIEndpoint,
    files,
    dns,
    localEtcd,
  },
  vsphere: {
    apiVersion: 'infrastructure.cluster.x-k8s.io/v1alpha3',
    vsphereCluster,
    vsphereFailureDomain,
    vsphereDeploymentZone,
    cloneSpec,
    zoneNetworks,
    placementConstraint,
    controlPlaneLabels,
  },
})
