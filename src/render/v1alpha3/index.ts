// Cluster API v0.3 with CAPV v0.6 and v0.7.

import { following } from '../generation.ts'
import { v1alpha2 } from '../v1alpha2/index.ts'
import { kubeadmConfig } from './kubeadm-config.ts'
import { vsphereCluster } from './vsphere-cluster.ts'
import { cloneSpec } from './vsphere-machine.ts'
import {
  belonging,
  clusterLabels,
  controlPlaneLabels,
  deletion,
  dns,
  files,
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
      infrastructure: 'infrastructure.cluster.x-k8s.io/v1alpha3',
    },
    kubeadmConfig,
    reference,
    controlPlaneLabels,
    clusterLabels,
    belonging,
    kubernetesVersion: withV,
    deletion,
    localAPIEndpoint,
    files,
    dns,
    localEtcd,
  },
  vsphere: {
    apiVersion: 'infrastructure.cluster.x-k8s.io/v1alpha3',
    vsphereCluster,
    cloneSpec,
    controlPlaneLabels,
  },
})
