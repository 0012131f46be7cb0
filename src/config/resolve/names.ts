// The frozen names of what is derived from a cluster. Changing one would replace objects that run machines.

export const nodeName = (cluster: string, index: number): string => `${cluster}-controlplane-${index}`
export const controlPlaneName = (cluster: string): string => `${cluster}-controlplane`
export const poolName = (cluster: string, pool: string): string => `${cluster}-${pool}`
/** A pool of addresses holds one family. `position` is that of the device: 0 is the first. */
export const addressPoolName = (owner: string, position: number, family: 4 | 6): string =>
  `${owner}${position === 0 ? '' : `-net${position}`}${ofFamily(family)}`
export const zonePoolName = (cluster: string, zone: string, position: number, family: 4 | 6): string =>
  `${cluster}-zone-${zone}-net${position}${ofFamily(family)}`
/** A VSphereDeploymentZone and its VSphereFailureDomain: both stand outside of namespaces. */
export const zoneName = (namespace: string, cluster: string, zone: string): string => `${namespace}-${cluster}-${zone}`

const ofFamily = (family: 4 | 6): string => (family === 6 ? '-v6' : '')
