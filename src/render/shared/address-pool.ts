// InClusterIPPool: the in-cluster IPAM provider has a version line of its own, so that it is one shape in every generation.

import type { Manifest } from '../../manifest.ts'
import type { Plan } from '../../plan/model.ts'
import type { AddressPool } from '../../plan/place-model.ts'
import { CLUSTER_NAME_LABEL, metadata } from './metadata.ts'
import { omitEmpty } from './omit-empty.ts'

/** Without the label `clusterctl move` leaves the pool behind. */
export function addressPool(plan: Plan, { name, addresses, prefix, gateway }: AddressPool): Manifest {
  return {
    apiVersion: 'ipam.cluster.x-k8s.io/v1alpha2',
    kind: 'InClusterIPPool',
    metadata: metadata(plan, name, { labels: { [CLUSTER_NAME_LABEL]: plan.name } }),
    spec: omitEmpty({ addresses, prefix, gateway }),
  }
}
