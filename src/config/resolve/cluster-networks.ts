// Pod and service networks as networks, the defaults included.

import { type Network, parseNetwork } from '../../addresses.ts'
import { CLUSTER_NETWORK } from '../../facts/cluster-network.ts'
import type { Path } from '../../problems/problem.ts'
import type { HAClusterSpec } from '../schema/hacluster.ts'
import { oncePer } from './once-per.ts'
import type { ResolvedCluster } from './resolved.ts'

export interface ClusterNetwork {
  readonly network: Network
  readonly list: 'pods' | 'services'
  /** The entry, or the field that holds none. */
  readonly path: Path
  readonly isDefault: boolean
}

export interface ClusterNetworks {
  readonly pods: readonly ClusterNetwork[]
  readonly services: readonly ClusterNetwork[]
}

/** In the order of the lists; what is no network is left out. */
export const clusterNetworks = oncePer(({ config }: ResolvedCluster): ClusterNetworks => {
  const { pods, services } = config.spec.clusterNetwork ?? {}
  return {
    pods: pods === undefined ? named(CLUSTER_NETWORK.pods, 'pods', true) : named(pods, 'pods', false),
    services:
      services === undefined ? named(CLUSTER_NETWORK.services, 'services', true) : named(services, 'services', false),
  }
})

/** Where the API servers listen. */
export function apiServerPort({ clusterNetwork }: HAClusterSpec): number {
  return clusterNetwork?.apiServerPort ?? CLUSTER_NETWORK.apiServerPort
}

function named(texts: readonly string[], list: 'pods' | 'services', isDefault: boolean): readonly ClusterNetwork[] {
  const path = ['spec', 'clusterNetwork', list]
  return texts.flatMap((text, i) => {
    const network = parseNetwork(text)
    return network === undefined ? [] : [{ network, list, path: isDefault ? path : [...path, i], isDefault }]
  })
}
