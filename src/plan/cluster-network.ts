// The networks inside the cluster, with their frozen defaults.

import type { HAClusterSpec } from '../config/schema.ts'
import { CLUSTER_NETWORK } from './defaults.ts'
import type { ClusterNetwork } from './model.ts'

export function clusterNetworkOf({ clusterNetwork = {} }: HAClusterSpec): ClusterNetwork {
  return {
    pods: clusterNetwork.pods ?? CLUSTER_NETWORK.pods,
    services: clusterNetwork.services ?? CLUSTER_NETWORK.services,
    serviceDomain: clusterNetwork.serviceDomain ?? CLUSTER_NETWORK.serviceDomain,
    apiServerPort: clusterNetwork.apiServerPort ?? CLUSTER_NETWORK.apiServerPort,
  }
}
