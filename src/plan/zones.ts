// Failure domains: the objects that are made for them, and the labels by which the cluster finds them.

import { compressed } from '../addresses.ts'
import type { ResolvedCluster, ResolvedZone, ZoneNetwork } from '../config/resolve/resolved.ts'
import { isAtLeast, type Version } from '../facts/releases.ts'
import { CLUSTER_LABEL } from '../manifest.ts'
import { poolReferences } from './address-pools.ts'
import type { StringMap } from './model.ts'
import type { NetworkConfiguration, Zone, ZoneTag } from './place-model.ts'
import type { PlannableCluster } from './plannable.ts'
import { present } from './present.ts'

export function planZones(cluster: ResolvedCluster): readonly Zone[] {
  return cluster.zones.filter(({ existing }) => !existing).map(planZone)
}

/** Before, a cluster used every zone of its vCenter. */
const SELECTOR: Version = [1, 7, 0]

/** The user's own labels as they stand, or those of the zones that are made with the cluster; nothing without any. */
export function planFailureDomainSelector(cluster: PlannableCluster): StringMap | undefined {
  const { config, zones, release, id } = cluster
  const written = config.spec.failureDomainSelector?.matchLabels
  if (written !== undefined) return written
  const isOwn = zones.some(({ existing }) => !existing)
  return isOwn && isAtLeast(release.capv, SELECTOR) ? { [CLUSTER_LABEL]: id } : undefined
}

/** What a machine names to stand in a failure domain. */
export function zoneObjectName({ zones }: ResolvedCluster, name: string | undefined): { failureDomain?: string } {
  const zone = zones.find(({ config }) => config.name === name)
  return zone === undefined ? {} : { failureDomain: zone.objectName }
}

function planZone({ config, objectName, controlPlane, networks }: ResolvedZone): Zone {
  const isNamed = networks.every(({ isName }) => isName)
  return {
    name: objectName,
    region: required(config.region),
    zone: required(config.zone),
    datacenter: required(config.datacenter),
    ...present(config, 'computeCluster', 'hosts', 'datastore', 'folder', 'resourcePool'),
    controlPlane,
    networks: isNamed ? networks.map(network => network.config.name) : [],
    networkConfigurations: isNamed ? [] : networks.map(networkConfiguration),
  }
}

function networkConfiguration({ config, addresses }: ZoneNetwork): NetworkConfiguration {
  return {
    networkName: config.name,
    ...present(config, 'dhcp4', 'dhcp6'),
    addressesFromPools: [...poolReferences(addresses), ...(config.addressesFromPools ?? [])],
    nameservers: (config.nameservers ?? []).map(compressed),
    searchDomains: config.searchDomains ?? [],
  }
}

/** What a check has made sure of. */
function required<T extends ZoneTag | string>(value: T | undefined): T {
  if (value === undefined) throw new Error('a check refuses failure domains without region, zone or datacenter')
  return value
}
