// Pod and service networks as networks, the defaults included.

import { type Network, parseNetwork } from '../../addresses.ts'
import type { Path } from '../../problems/problem.ts'
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

/** Those of kubeadm's and the CNIs' documentation, as plan/defaults.ts has them. */
const DEFAULTS = { pods: ['10.244.0.0/16'], services: ['10.96.0.0/12'] } as const

let parsedDefaults: ClusterNetworks | undefined

/** In the order of the lists; what is no network is left out. */
export function clusterNetworks({ config }: ResolvedCluster): ClusterNetworks {
  const { pods, services } = config.spec.clusterNetwork ?? {}
  parsedDefaults ??= {
    pods: named(DEFAULTS.pods, 'pods', true),
    services: named(DEFAULTS.services, 'services', true),
  }
  return {
    pods: pods === undefined ? parsedDefaults.pods : named(pods, 'pods', false),
    services: services === undefined ? parsedDefaults.services : named(services, 'services', false),
  }
}

function named(texts: readonly string[], list: 'pods' | 'services', isDefault: boolean): readonly ClusterNetwork[] {
  const path = ['spec', 'clusterNetwork', list]
  return texts.flatMap((text, i) => {
    const network = parseNetwork(text)
    return network === undefined ? [] : [{ network, list, path: isDefault ? path : [...path, i], isDefault }]
  })
}
