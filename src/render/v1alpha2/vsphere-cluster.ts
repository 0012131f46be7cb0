// VSphereCluster: in this generation also the placement of all VMs and the cloud provider of the workload cluster.

import type { Manifest } from '../../manifest.ts'
import type { Plan } from '../../plan/model.ts'
import type { VSphere } from '../generation.ts'
import { cloudProviderConfiguration } from '../shared/cloud-provider-configuration.ts'
import { metadata } from '../shared/metadata.ts'

/**
 * Without it the v0.5.4 manager looks for the endpoint in the KubeadmConfig of whichever control-plane Machine it meets
 * first, and crashes on one that holds no clusterConfiguration (controllers/vspherecluster_controller.go).
 */
const ENDPOINT_ANNOTATION = 'capv.infrastructure.cluster.x-k8s.io/control-plane-endpoint'

export function vsphereCluster({ apiVersion }: VSphere, plan: Plan): Manifest {
  return {
    apiVersion,
    kind: 'VSphereCluster',
    metadata: metadata(plan, plan.name, { annotations: { [ENDPOINT_ANNOTATION]: plan.kubeadm.controlPlaneEndpoint } }),
    spec: { server: plan.vsphere.server, cloudProviderConfiguration: cloudProviderConfiguration(plan) },
  }
}
