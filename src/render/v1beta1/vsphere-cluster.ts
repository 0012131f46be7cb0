// VSphereCluster: the vCenter and the endpoint.

import { isAtLeast, type Version } from '../../facts/releases.ts'
import type { Json, Manifest } from '../../manifest.ts'
import type { Plan } from '../../plan/model.ts'
import type { VSphere } from '../generation.ts'
import { CLUSTER_NAME_LABEL, metadata } from '../shared/metadata.ts'
import { omitEmpty } from '../shared/omit-empty.ts'

/** Older releases drop the field in silence. */
const DISABLE_CLUSTER_MODULE: Version = [1, 12, 0]

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
      disableClusterModule: disableClusterModule(plan),
      failureDomainSelector: failureDomainSelector(plan),
    }),
  }
}

/** With the gate NodeAntiAffinity on, the controller expects a KubeadmControlPlane and fails on standalone Machines. */
function disableClusterModule({ controlPlane, release }: Plan): true | undefined {
  return controlPlane.type === 'Machines' && isAtLeast(release.capv, DISABLE_CLUSTER_MODULE) ? true : undefined
}

/** Without one the cluster uses no failure domain (from CAPV v1.7 on; before, it used every one of its vCenter). */
function failureDomainSelector({ failureDomainSelector: labels }: Plan): Json | undefined {
  return labels === undefined ? undefined : { matchLabels: { ...labels } }
}
