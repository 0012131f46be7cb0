// The part of the plan that says where machines stand and which addresses they draw from.

/** A failure domain: a VSphereFailureDomain and the VSphereDeploymentZone of the same name. */
export interface Zone {
  readonly name: string
  readonly region: ZoneTag
  readonly zone: ZoneTag
  readonly datacenter: string
  readonly computeCluster?: string
  readonly hosts?: { readonly vmGroupName: string; readonly hostGroupName: string }
  readonly datastore?: string
  readonly folder?: string
  readonly resourcePool?: string
  readonly controlPlane: boolean
  /** Other networks for the devices, in their order: names alone, or configurations; never both. */
  readonly networks: readonly string[]
  readonly networkConfigurations: readonly NetworkConfiguration[]
}

export interface ZoneTag {
  readonly name: string
  readonly type: 'Datacenter' | 'ComputeCluster' | 'HostGroup'
  readonly tagCategory: string
}

/** What a device gets in a zone, instead of what its machine says. */
export interface NetworkConfiguration {
  readonly networkName: string
  /** Absent: as the machine says. */
  readonly dhcp4?: boolean
  readonly dhcp6?: boolean
  readonly addressesFromPools: readonly PoolReference[]
  readonly nameservers: readonly string[]
  readonly searchDomains: readonly string[]
}

/** An InClusterIPPool: addresses of one family that machines draw from. */
export interface AddressPool {
  readonly name: string
  /** Single addresses and ranges `first-last`, IPv6 compressed. */
  readonly addresses: readonly string[]
  readonly prefix: number
  readonly gateway?: string
}

/** A pool that a device claims addresses from. */
export interface PoolReference {
  readonly apiGroup: string
  readonly kind: string
  readonly name: string
}

export interface DhcpOverrides {
  readonly hostname?: string | undefined
  readonly routeMetric?: number | undefined
  readonly sendHostname?: boolean | undefined
  readonly useDNS?: boolean | undefined
  readonly useDomains?: string | undefined
  readonly useHostname?: boolean | undefined
  readonly useMTU?: boolean | undefined
  readonly useNTP?: boolean | undefined
  readonly useRoutes?: string | undefined
}
