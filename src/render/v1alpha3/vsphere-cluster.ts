// VSphereCluster: the vCenter, the endpoint, and in this generation still the cloud provider of the workload cluster.

import { isAtLeast, type Version } from '../../facts/releases.ts'
import type { Json, Manifest } from '../../manifest.ts'
import type { Plan } from '../../plan/model.ts'
import type { VSphere } from '../generation.ts'
import { cloudProviderConfiguration } from '../shared/cloud-provider-configuration.ts'
import { CLUSTER_NAME_LABEL, metadata } from '../shared/metadata.ts'
import { omitEmpty } from '../shared/omit-empty.ts'

/** Older releases drop the field in silence; their cloud provider configuration holds the thumbprint all the same. */
const THUMBPRINT: Version = [0, 7, 2]

export function vsphereCluster({ apiVersion }: VSphere, plan: Plan): Manifest {
  const { server, thumbprint, identityRef } = plan.vsphere
  return {
    apiVersion,
    kind: 'VSphereCluster',
    metadata: metadata(plan, plan.name, { labels: { [CLUSTER_NAME_LABEL]: plan.name } }),
    spec: omitEmpty({
      server,
      thumbprint: isAtLeast(plan.release.capv, THUMBPRINT) ? thumbprint : undefined,
      controlPlaneEndpoint: { ...plan.endpoint },
      identityRef: identityRef && { ...identityRef },
      cloudProviderConfiguration: cloudProvider(plan),
    }),
  }
}

/** Placement is the machines' own now: where nothing is to be installed, the block has nothing to say. */
function cloudProvider(plan: Plan): Json | undefined {
  return plan.cloudProvider.type === 'Managed' ? cloudProviderConfiguration(plan) : undefined
}
