// The names of the objects and VMs that a cluster becomes, as far as two of them, or those of two clusters, could collide.

import type { Path } from '../../problems/problem.ts'
import type { ResolvedCluster } from './resolved.ts'

export interface DerivedName {
  /** Names of one kind share a namespace. */
  readonly kind: 'machine or machine group' | 'address pool' | 'ConfigMap' | 'ClusterResourceSet'
  readonly name: string
  /** The field that the user would change. */
  readonly path: Path
}

/**
 * Machines, MachineDeployments and control planes count as one kind: templates, bootstrap configurations, health checks and
 * host names are named after all of them alike.
 */
export function derivedNames(cluster: ResolvedCluster): readonly DerivedName[] {
  return [...controlPlaneNames(cluster), ...workerNames(cluster), ...otherNames(cluster)]
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
  const { name, addresses } = controlPlane
  return [{ kind, name, path: OWN }, ...poolNames(name, addresses.ipv4.length, addresses.ipv6.length, OWN)]
}

function workerNames({ workers }: ResolvedCluster): readonly DerivedName[] {
  return workers.flatMap(({ name, addresses }, i) => {
    const path = ['spec', 'workers', i, 'name']
    const pools = poolNames(name, addresses.ipv4.length, addresses.ipv6.length, path)
    return [{ kind: 'machine or machine group' as const, name, path }, ...pools]
  })
}

/** An address pool is of one family: that of IPv6 has a suffix. */
function poolNames(name: string, ipv4: number, ipv6: number, path: Path): readonly DerivedName[] {
  return [
    ...(ipv4 > 0 ? [{ kind: 'address pool' as const, name, path }] : []),
    ...(ipv6 > 0 ? [{ kind: 'address pool' as const, name: `${name}-v6`, path }] : []),
  ]
}

function otherNames({ name, config: { spec } }: ResolvedCluster): readonly DerivedName[] {
  const { type } = spec.loadBalancer
  const balancer = type === 'Nginx' || type === 'HAProxy'
  return [
    ...(balancer ? [{ kind: 'ConfigMap' as const, name: `${name}-load-balancer`, path: OWN }] : []),
    ...(spec.cloudProvider?.type === 'Managed'
      ? [{ kind: 'ConfigMap' as const, name: `${name}-cloud-provider`, path: OWN }]
      : []),
    ...(spec.addons ? [{ kind: 'ClusterResourceSet' as const, name: `${name}-addons`, path: OWN }] : []),
  ]
}
