// spec.cloudProviderConfiguration of a VSphereCluster, in v1alpha2 and v1alpha3: from it the manager installs the vSphere cloud
// provider in the workload cluster.

import { CREDENTIALS_SECRET } from '../../facts/cloud-provider.ts'
import type { JsonObject } from '../../manifest.ts'
import type { Plan } from '../../plan/model.ts'
import { omitEmpty } from './omit-empty.ts'

/**
 * The Secret is written by the manager, with its own credentials, unless it exists
 * (controllers/vspherecluster_controller.go, v0.5.4). Without `providerConfig.cloud` the manager installs nothing, and no node
 * ever gets a providerID.
 */
export function cloudProviderConfiguration(plan: Plan): JsonObject {
  const { server, thumbprint, placement } = plan.vsphere
  const { cloudProvider } = plan
  const managed = cloudProvider.type === 'Managed' ? cloudProvider : undefined
  return omitEmpty({
    global: {
      secretName: managed?.credentialsSecret ?? CREDENTIALS_SECRET,
      secretNamespace: 'kube-system',
      ...(thumbprint === undefined ? { insecure: true } : {}),
    },
    network: omitEmpty({ name: managed?.network }),
    virtualCenter: { [server]: omitEmpty({ datacenters: plan.datacenters.join(','), thumbprint }) },
    workspace: omitEmpty({
      server,
      datacenter: placement.datacenter,
      datastore: placement.datastore,
      folder: placement.folder,
      resourcePool: placement.resourcePool,
    }),
    providerConfig: managed === undefined ? undefined : { cloud: { controllerImage: managed.image } },
  })
}
