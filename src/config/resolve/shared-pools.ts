// Pools of addresses that a cluster makes and other clusters of the input draw from, in the same namespace.

import type { Draw, ResolvedCluster, Supply } from './resolved.ts'

export interface SharedPool {
  readonly owner: ResolvedCluster
  /** `spare` is what the owner's own machines leave. */
  readonly supply: Supply
  /** Of the others, in the order of the input; `cluster` is the position of the one that draws. */
  readonly draws: readonly { readonly cluster: number; readonly draw: Draw }[]
}

export function sharedPools(clusters: readonly ResolvedCluster[]): readonly SharedPool[] {
  if (clusters.every(({ supplies }) => supplies.foreign.length === 0)) return []
  const drawn = new Map<string, { cluster: number; draw: Draw }[]>()
  for (const [cluster, { supplies, namespace }] of clusters.entries()) {
    for (const draw of supplies.foreign) {
      const key = `${namespace}/${draw.pool}`
      const draws = drawn.get(key) ?? []
      drawn.set(key, draws)
      draws.push({ cluster, draw })
    }
  }
  return clusters.flatMap(owner =>
    owner.supplies.all.flatMap(supply => {
      const draws = drawn.get(`${owner.namespace}/${supply.pool.name}`)
      return draws === undefined ? [] : [{ owner, supply, draws }]
    }),
  )
}
