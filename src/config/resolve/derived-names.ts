// The names of the objects and VMs that a cluster becomes, as far as two of them, or those of two clusters, could collide.

import { addonSetName, addonStrategy, cloudProviderName } from '../../facts/addons.ts'
import type { Path } from '../../problems/problem.ts'
import { isCloudProviderDelivered } from './delivered.ts'
import type { AddressList, ResolvedCluster } from './resolved.ts'

export interface DerivedName {
  /** Names of one kind share a namespace. */
  readonly kind: 'machine or machine group' | 'address pool' | 'ConfigMap' | 'ClusterResourceSet' | 'failure domain'
  readonly name: string
  /** The field that the user would change. */
  readonly path: Path
}

/**
 * Machines, MachineDeployments and control planes count as one kind: templates, bootstrap configurations, health checks and
 * host names are named after all of them alike.
 */
export function derivedNames(cluster: ResolvedCluster): readonly DerivedName[] {
  return [...controlPlaneNames(cluster), ...workerNames(cluster), ...zoneNames(cluster), ...otherNames(cluster)]
}

const OWN: Path = ['metadata', 'name']

function controlPlaneNames({ controlPlane }: ResolvedCluster): readonly DerivedName[] {
  const kind = 'machine or machine group'
  if (controlPlane.type === 'Machines') {
    return controlPlane.nodes.map(node => {
      const path = node.path.length > controlPlane.shape.path.length ? [...node.path, 'name'] : OWN
      return { kind, name: node.name, path }
    })
  }
  const { name, addresses, extraAddresses } = controlPlane
  return [{ kind, name, path: OWN }, ...poolNames([addresses, ...extraAddresses], OWN)]
}

function workerNames({ workers }: ResolvedCluster): readonly DerivedName[] {
  return workers.flatMap(({ name, addresses, extraAddresses }, i) => {
    const path = ['spec', 'workers', i, 'name']
    const pools = poolNames([addresses, ...extraAddresses], path)
    return [{ kind: 'machine or machine group' as const, name, path }, ...pools]
  })
}

function poolNames(lists: readonly AddressList[], path: Path): readonly DerivedName[] {
  return lists.flatMap(({ pools }) => pools.map(({ name }) => ({ kind: 'address pool' as const, name, path })))
}

/** Those that exist already are somebody else's. */
function zoneNames({ zones }: ResolvedCluster): readonly DerivedName[] {
  return zones.flatMap(({ existing, objectName, networks, path }): readonly DerivedName[] => {
    const own = [...path, 'name']
    const lists = networks.map(({ addresses }) => addresses)
    return [
      ...(existing ? [] : [{ kind: 'failure domain' as const, name: objectName, path: own }]),
      ...poolNames(lists, own),
    ]
  })
}

function otherNames({ name, config: { spec }, release }: ResolvedCluster): readonly DerivedName[] {
  const { type } = spec.loadBalancer
  const isDelivered = isCloudProviderDelivered(spec, release)
  const hasAddons = isDelivered || (spec.addons ?? []).length > 0
  const balancer = type === 'Nginx' || type === 'HAProxy'
  return [
    ...(balancer ? [{ kind: 'ConfigMap' as const, name: `${name}-load-balancer`, path: OWN }] : []),
    ...(isDelivered ? [{ kind: 'ConfigMap' as const, name: cloudProviderName(name), path: OWN }] : []),
    ...(hasAddons && release !== undefined
      ? [
          {
            kind: 'ClusterResourceSet' as const,
            name: addonSetName(name, addonStrategy(release.capi)),
            path: OWN,
          },
        ]
      : []),
  ]
}
