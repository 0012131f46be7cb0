// Failure domains as they will be: named for the whole management cluster, their networks in the order of the devices.

import type { HACluster, HAClusterSpec } from '../schema/hacluster.ts'
import { zoneName, zonePoolName } from './names.ts'
import type { FailureDomainConfig, ResolvedZone, ZoneNetwork, ZoneNetworkConfig } from './resolved.ts'
import { rangesOf } from './slots.ts'

export function resolveZones({ metadata, spec }: HACluster): readonly ResolvedZone[] {
  return (spec.failureDomains ?? []).map((config, i) => {
    const path = ['spec', 'failureDomains', i]
    const existing = config.existing ?? false
    return {
      path,
      config,
      objectName: existing ? config.name : zoneName(metadata.namespace ?? 'default', metadata.name, config.name),
      existing,
      controlPlane: config.controlPlane ?? isForControlPlane(config.name, spec.controlPlane),
      networks: (config.networks ?? []).map((network, k) =>
        zoneNetwork(network, [...path, 'networks', k], family => zonePoolName(metadata.name, config.name, k, family)),
      ),
    }
  })
}

/** A KubeadmControlPlane cannot be told a zone by name, but a zone can be kept from it. */
function isForControlPlane(name: string, { type, failureDomains }: HAClusterSpec['controlPlane']): boolean {
  return type === 'Machines' || failureDomains === undefined || failureDomains.includes(name)
}

function zoneNetwork(
  network: NonNullable<FailureDomainConfig['networks']>[number],
  path: readonly (string | number)[],
  nameOf: (family: 4 | 6) => string,
): ZoneNetwork {
  const config: ZoneNetworkConfig = typeof network === 'string' ? { name: network } : network
  const addresses = rangesOf(config.addresses, [...path, 'addresses'], { ...config, nameOf })
  return { path, config, isName: typeof network === 'string', addresses }
}
