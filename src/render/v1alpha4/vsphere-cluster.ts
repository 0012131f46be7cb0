// VSphereCluster: the vCenter and the endpoint.

import type { Manifest } from '../../manifest.ts'
import type { Plan } from '../../plan/model.ts'
import type { VSphere } from '../generation.ts'
import { CLUSTER_NAME_LABEL, metadata } from '../shared/metadata.ts'
import { omitEmpty } from '../shared/omit-empty.ts'

export function vsphereCluster({ apiVersion }: VSphere, plan: Plan): Manifest {
  const { server, thumbprint, identityRef } = plan.vsphere
  return {
    apiVersion,
    kind: 'VSphereCluster',
    metadata: metadata(plan, plan.name, { labels: { [CLUSTER_NAME_LABEL]: plan.name } }),
    spec: omitEmpty({
      server,
      thumbprint,
      controlPlaneEndpoint: { ...plan.endpoint },
      identityRef: identityRef && { ...identityRef },
    }),
  }
}
