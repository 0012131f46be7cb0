// VSphereFailureDomain and VSphereDeploymentZone: where VMs of a zone stand. Both are of one name: in this generation and the
// next, machines name the failure domain where the cluster publishes the zone, and later the zone is what both name.

import { CLUSTER_LABEL, type JsonObject, type Manifest } from '../../manifest.ts'
import type { Plan } from '../../plan/model.ts'
import type { Zone } from '../../plan/place-model.ts'
import type { VSphere } from '../generation.ts'
import { clusterScoped } from '../shared/metadata.ts'
import { omitEmpty } from '../shared/omit-empty.ts'

export function vsphereFailureDomain(vsphere: VSphere, plan: Plan, zone: Zone): Manifest {
  const { datacenter, computeCluster, hosts, datastore } = zone
  return {
    apiVersion: vsphere.apiVersion,
    kind: 'VSphereFailureDomain',
    metadata: ofCluster(plan, zone),
    spec: {
      region: { ...zone.region },
      zone: { ...zone.zone },
      topology: omitEmpty({
        datacenter,
        computeCluster,
        hosts: hosts && { ...hosts },
        datastore,
        ...vsphere.zoneNetworks(zone),
      }),
    },
  }
}

export function vsphereDeploymentZone(vsphere: VSphere, plan: Plan, zone: Zone): Manifest {
  return {
    apiVersion: vsphere.apiVersion,
    kind: 'VSphereDeploymentZone',
    metadata: ofCluster(plan, zone),
    spec: {
      server: plan.vsphere.server,
      failureDomain: zone.name,
      controlPlane: zone.controlPlane,
      ...vsphere.placementConstraint(zone),
    },
  }
}

export function zoneNetworks({ networks }: Zone): JsonObject {
  return { networks }
}

/** Required, if only as an empty object. */
export function placementConstraint({ resourcePool, folder }: Zone): JsonObject {
  return { placementConstraint: omitEmpty({ resourcePool, folder }) }
}

/** The label is what `failureDomainSelector` goes by, where there is one. */
function ofCluster(plan: Plan, { name }: Zone): Manifest['metadata'] {
  return clusterScoped(plan, name, { labels: { [CLUSTER_LABEL]: plan.id } })
}
