// The pools of addresses that are made with a cluster: who draws from them, and what a rollout can do with what is left.

import type { Path } from '../../problems/problem.ts'
import { drawsOf } from './draws.ts'
import type { AddressList, Draw, ResolvedParts, Rollouts, Supplies, Supply } from './resolved.ts'

export function suppliesOf(cluster: ResolvedParts): Supplies {
  const pools = listsOf(cluster).flatMap(list => list.pools.map(pool => ({ pool, list })))
  const drawn = new Map<string, Draw[]>(pools.map(({ pool }) => [pool.name, []]))
  const foreign: Draw[] = []
  for (const draw of drawsOf(cluster)) (drawn.get(draw.pool) ?? foreign).push(draw)
  const byRole = new Map<Path, Set<Supply>>()
  // What draws from two pools of one name says nothing of either; a check refuses the name.
  const twice = namesMadeTwice(pools)
  const all = pools.map(({ pool, list }) => {
    const draws = twice.has(pool.name) ? [] : (drawn.get(pool.name) ?? [])
    const spare = draws.reduce((left, { machines }) => left - machines, pool.capacity)
    const supply = { pool, list, draws, spare }
    for (const { role } of draws) byRole.set(role.path, (byRole.get(role.path) ?? new Set()).add(supply))
    return supply
  })
  return { all, byRole: new Map([...byRole].map(([path, set]) => [path, [...set]])), foreign }
}

function namesMadeTwice(pools: readonly { readonly pool: Supply['pool'] }[]): ReadonlySet<string> {
  const once = new Set<string>()
  const twice = new Set<string>()
  for (const { pool } of pools) (once.has(pool.name) ? twice : once).add(pool.name)
  return twice
}

function listsOf({ controlPlane, workers, zones }: ResolvedParts): readonly AddressList[] {
  const roles = [...(controlPlane.type === 'Machines' ? [] : [controlPlane]), ...workers]
  return [
    ...roles.flatMap(({ addresses, extraAddresses }) => [addresses, ...extraAddresses]),
    ...zones.flatMap(({ networks }) => networks.map(({ addresses }) => addresses)),
  ]
}

/** A machine more needs an address more; without one, an old machine goes first. */
export function rolloutsOf({ controlPlane, workers }: ResolvedParts, { byRole }: Supplies): Rollouts {
  const isFull = (role: Path) => byRole.get(role)?.some(({ spare }) => spare === 0) ?? false
  return {
    maxSurge: surgeOf(controlPlane, isFull(controlPlane.shape.path)),
    workers: workers.map(({ config: { rollout }, path }) => ({
      maxSurge: rollout?.maxSurge ?? (isFull(path) ? 0 : 1),
      maxUnavailable: rollout?.maxUnavailable ?? (isFull(path) ? 1 : 0),
    })),
  }
}

/** Fewer than three replicas cannot do with one less. */
function surgeOf(controlPlane: ResolvedParts['controlPlane'], isFull: boolean): number {
  if (controlPlane.type === 'Machines') return 0
  return controlPlane.config.rollout?.maxSurge ?? (isFull && controlPlane.replicas >= 3 ? 0 : 1)
}
