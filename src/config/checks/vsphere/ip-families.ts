// Address families that the cloud provider looks for: a node that lacks one of them never gets its providerID.

import type { Path, Problem } from '../../../problems/problem.ts'
import { clusterNetworks } from '../../resolve/cluster-networks.ts'
import type { Device } from '../../resolve/devices.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import { vmsOf } from '../../resolve/vms.ts'
import type { Rules } from '../rules.ts'
import { field, quoted } from '../words.ts'

export const rules = {
  'ip-families': {
    severity: 'error',
    meaning: '`ipFamilies` names a family twice.',
    cure: 'write `ipFamilies: [ipv4, ipv6]`',
    reads: ['spec.cloudProvider.ipFamilies', 'spec.capvVersion', 'spec.capiVersion'],
    source: 'kubernetes/cloud-provider-vsphere pkg/cloudprovider/vsphere/cloud.go (validateDualStack), v1.36',
  },
  'node-without-family': {
    severity: 'warning',
    meaning:
      'The cloud provider waits for an address of a family that machines seem to have none of, or reports none of a family that services have.',
    cure: 'give the nodes an address of each family, or write `cloudProvider.ipFamilies`',
    reads: [
      'spec.cloudProvider.ipFamilies',
      'spec.clusterNetwork.services',
      'spec.controlPlane.addresses',
      'spec.workers[].addresses',
      'spec.network',
    ],
    source: 'kubernetes/cloud-provider-vsphere pkg/cloudprovider/vsphere/nodemanager.go (DiscoverNode), v1.36',
  },
} as const satisfies Rules

type Family = 'ipv4' | 'ipv6'

/** Returns `ip-families`, and the warning `node-without-family`. */
export function checkIpFamilies(cluster: ResolvedCluster): readonly Problem[] {
  const { spec } = cluster.config
  const { cloudProvider } = spec
  const written = cloudProvider?.type === 'Managed' ? cloudProvider.ipFamilies : undefined
  const path: Path = ['spec', 'cloudProvider', 'ipFamilies']
  if (written !== undefined && new Set(written).size < written.length) {
    const message = `${field(path)} must not hold ${quoted(written[0])} a second time`
    return [{ code: 'ip-families', severity: 'error', path, message, fix: 'write each family once' }]
  }
  const ofServices = serviceFamilies(cluster)
  const wanted = written ?? ofServices
  const unreported = ofServices.filter(family => !wanted.includes(family))
  return [...unreported.map(family => missing(path, family)), ...nodesWithout(cluster, wanted)]
}

function serviceFamilies(cluster: ResolvedCluster): readonly Family[] {
  const families = clusterNetworks(cluster).services.map(({ network }) => network.base.family)
  return [...new Set(families.map(family => (family === 6 ? 'ipv6' : 'ipv4')))]
}

/** One problem for each list of addresses and family. */
function nodesWithout(cluster: ResolvedCluster, wanted: readonly Family[]): readonly Problem[] {
  const found = new Map<string, Problem>()
  for (const { owner, devices } of vmsOf(cluster)) {
    const path = devices[0]?.list.path ?? []
    for (const family of wanted) {
      const key = JSON.stringify([path, family])
      if (!found.has(key) && !devices.some(device => mayHave(device, family)))
        found.set(key, lacking(owner, path, family))
    }
  }
  return [...found.values()]
}

/** Whether a device has an address of the family, or might get one from what is not known here. */
function mayHave({ ranges, config, whereabouts }: Device, family: Family): boolean {
  const isFound = ranges.some(({ first }) => `ipv${first.family}` === family)
  const isByDhcp = family === 'ipv4' ? config.dhcp4 : config.dhcp6
  const isUnknown =
    config.skipIPAllocation ||
    (config.addressesFromPools ?? []).length > 0 ||
    whereabouts.zones.some(({ networks, existing }) => existing || networks.some(({ isName }) => !isName))
  return isFound || isByDhcp === true || isUnknown
}

function lacking(owner: string, path: Path, family: Family): Problem {
  return {
    code: 'node-without-family',
    severity: 'warning',
    path,
    message: `${field(path)} must give ${owner} an ${inWords(family)} address too`,
    why: 'the cloud provider waits for an address of each family, and a node without one never gets its providerID',
    fix: `add one, write \`cloudProvider.ipFamilies\` without it, or add "node-without-family" to \`spec.acknowledge\`${family === 'ipv6' ? ' if routers hand them out' : ''}`,
  }
}

function missing(path: Path, family: Family): Problem {
  return {
    code: 'node-without-family',
    severity: 'warning',
    path,
    message: `${field(path)} must hold "${family}", which services have`,
    why: `without it no node has an ${inWords(family)} address in Kubernetes, and no service of that family reaches its host network`,
    fix: `add "${family}", or add "node-without-family" to \`spec.acknowledge\``,
  }
}

function inWords(family: Family): string {
  return family === 'ipv4' ? 'IPv4' : 'IPv6'
}
