// Cluster API v0.2 with CAPV v0.5: the first of the chain, and the only one that says everything.

import type { Generation } from '../generation.ts'
import { cluster } from './cluster.ts'
import { kubeadmConfig, kubeadmConfigTemplate } from './kubeadm-config.ts'
import { machine } from './machine.ts'
import { machineDeployment } from './machine-deployment.ts'
import { vsphereCluster } from './vsphere-cluster.ts'
import { cloneSpec, device, vsphereMachine, vsphereMachineTemplate } from './vsphere-machine.ts'
import {
  asWritten,
  controlPlaneLabels,
  dns,
  files,
  flags,
  kubeadmTimeouts,
  later,
  localAPIEndpoint,
  localEtcd,
  nothing,
  reference,
  rollout,
} from './words.ts'

export const v1alpha2: Generation = {
  core: {
    apiVersions: {
      core: 'cluster.x-k8s.io/v1alpha2',
      bootstrap: 'bootstrap.cluster.x-k8s.io/v1alpha2',
      controlPlane: 'controlplane.cluster.x-k8s.io/v1alpha2',
      addons: 'addons.cluster.x-k8s.io/v1alpha2',
      infrastructure: 'infrastructure.cluster.x-k8s.io/v1alpha2',
    },
    cluster,
    kubeadmConfig,
    machine,
    machineDeployment,
    kubeadmConfigTemplate,
    kubeadmControlPlane: later,
    machineHealthCheck: later,
    clusterResourceSet: later,
    reference,
    controlPlaneLabels,
    clusterLabels: nothing,
    belonging: nothing,
    kubernetesVersion: asWritten,
    flags,
    deletion: nothing,
    failureDomain: nothing,
    rollout,
    machineNaming: nothing,
    controlPlaneMachines: nothing,
    controlPlaneRollout: nothing,
    remediation: nothing,
    healthCheck: nothing,
    localAPIEndpoint,
    files,
    dns,
    localEtcd,
    kubeadmTimeouts,
  },
  vsphere: {
    apiVersion: 'infrastructure.cluster.x-k8s.io/v1alpha2',
    vsphereCluster,
    vsphereMachine,
    vsphereMachineTemplate,
    vsphereFailureDomain: later,
    vsphereDeploymentZone: later,
    cloneSpec,
    device,
    zoneNetworks: nothing,
    placementConstraint: nothing,
    controlPlaneLabels,
  },
}
