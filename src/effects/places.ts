// From the name of an object back to the place in the HACluster that it comes from.

import type { Path } from '../problems/problem.ts'
import { listAt, objectAt, textAt } from './change.ts'

export interface Places {
  /** Of a MachineDeployment's Kubernetes version: its own, or that of the cluster. */
  version(deployment: string): Path
  /** Of a VSphereFailureDomain or VSphereDeploymentZone. */
  zone(object: string): Path
  /** Of the addresses in an InClusterIPPool. */
  addresses(pool: string): Path
}

export const OWN_VERSION: Path = ['spec', 'kubernetesVersion']

/** For an HACluster of any shape. */
export function placesIn(cluster: unknown): Places {
  const metadata = objectAt(cluster, 'metadata')
  const name = textAt(metadata, 'name') ?? ''
  const spec = objectAt(cluster, 'spec')
  const workers = listAt(spec, 'workers')
  const byPool = positions(workers, own => `${name}-${own}`)
  const domains = listAt(spec, 'failureDomains')
  const byZone = positions(domains, own => `${textAt(metadata, 'namespace') ?? 'default'}-${name}-${own}`)
  const byZonePool = positions(domains, own => `${name}-zone-${own}`)
  return {
    version(deployment) {
      const at = byPool.get(deployment) ?? -1
      const isOwn = textAt(workers[at], 'kubernetesVersion') !== undefined
      return isOwn ? ['spec', 'workers', at, 'kubernetesVersion'] : OWN_VERSION
    },
    zone: object => ['spec', 'failureDomains', ...(byZone.has(object) ? [byZone.get(object) ?? 0] : [])],
    addresses(pool) {
      // Pools are called `<cluster>-<role>[-net<i>][-v6]`, or `<cluster>-zone-<zone>-net<i>[-v6]`.
      const role = pool.replace(/(-net\d+)?(-v6)?$/, '')
      const [worker, zone] = [byPool.get(role), byZonePool.get(role)]
      if (worker !== undefined) return ['spec', 'workers', worker, 'addresses']
      return zone === undefined ? ['spec', 'controlPlane', 'addresses'] : ['spec', 'failureDomains', zone, 'networks']
    },
  }
}

function positions(list: readonly unknown[], objectOf: (name: string) => string): ReadonlyMap<string, number> {
  return new Map(list.map((entry, at) => [objectOf(textAt(entry, 'name') ?? ''), at]))
}
