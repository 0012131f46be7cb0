// The networks inside the cluster, with their frozen defaults.

import { compressed } from '../addresses.ts'
import type { HAClusterSpec } from '../config/schema/hacluster.ts'
import { CLUSTER_NETWORK } from '../facts/cluster-network.ts'
import type { ClusterNetwork } from './model.ts'

export function clusterNetworkOf({ clusterNetwork = {} }: HAClusterSpec): ClusterNetwork {
  return {
    pods: (clusterNetwork.pods ?? CLUSTER_NETWORK.pods).map(compressed),
    services: (clusterNetwork.services ?? CLUSTER_NETWORK.services).map(compressed),
    serviceDomain: clusterNetwork.serviceDomain ?? CLUSTER_NETWORK.serviceDomain,
    apiServerPort: clusterNetwork.apiServerPort ?? CLUSTER_NETWORK.apiServerPort,
  }
}
