// Pools hold an address for every machine that draws from them, counted as the provider hands them out.

import type { Problem } from '../../../problems/problem.ts'
import type { Draw, ResolvedCluster, Role, Supply } from '../../resolve/resolved.ts'
import { sharedPools } from '../../resolve/shared-pools.ts'
import type { Rules } from '../rules.ts'
import { clusterNamed, field } from '../words.ts'

export const rules = {
  'pool-too-small': {
    severity: 'error',
    meaning: 'A range hands out fewer addresses than machines draw from it.',
    cure: 'make the range longer',
    reads: [
      'spec.controlPlane.addresses',
      'spec.controlPlane.replicas',
      'spec.workers[].addresses',
      'spec.workers[].replicas',
      'spec.workers[].autoscale',
      'spec.workers[].failureDomain',
      'spec.failureDomains[].networks[].addresses',
      'spec.network.addressesFromPools',
    ],
    source:
      'cluster-api-ipam-provider-in-cluster internal/poolutil/pool.go, v1.0.3: what a pool hands out; a claim waits for a free address',
  },
} as const satisfies Rules

/** Returns `pool-too-small` at the range. */
export function checkPoolSize(cluster: ResolvedCluster): readonly Problem[] {
  return cluster.supplies.all.flatMap(supply => (supply.spare < 0 ? [tooSmall(supply)] : []))
}

/** Returns `pool-too-small` at a cluster that draws from a pool which another one makes, in the same namespace. */
export function checkPoolSizeAcross(
  clusters: readonly ResolvedCluster[],
): readonly { readonly cluster: number; readonly problem: Problem }[] {
  return sharedPools(clusters).flatMap(({ owner, supply, draws }) => {
    // What the owner's own machines lack is the owner's problem.
    if (supply.spare < 0) return []
    let spare = supply.spare
    return draws.flatMap(({ cluster, draw }) => {
      spare -= draw.machines
      return spare < 0 ? [{ cluster, problem: exhausted(draw, owner, supply, -spare) }] : []
    })
  })
}

function tooSmall({ list, pool: { family, capacity }, draws, spare }: Supply): Problem {
  const needed = capacity - spare
  const missing = -spare
  const isOneFamily = list.entries.every(
    ({ range }) => typeof range !== 'string' && (range?.first.family ?? family) === family,
  )
  return {
    code: 'pool-too-small',
    severity: 'error',
    path: list.path,
    message: `${field(list.path)} must hold ${addresses(missing, isOneFamily ? undefined : family)}: ${needed} machines draw from it, and it hands out ${capacity}`,
    why: [...shares(draws), ...kept(list.entries, family, capacity)].join('; '),
    fix: `add ${missing}, or ${missing + 1} for rolling updates in which a machine comes before another goes`,
  }
}

function exhausted(
  { role, machines, path, pool }: Draw,
  owner: ResolvedCluster,
  supply: Supply,
  missing: number,
): Problem {
  return {
    code: 'pool-too-small',
    severity: 'error',
    path,
    message: `${field(path)} must be a pool with ${addresses(missing, undefined)}`,
    why: `${role.owner} draws ${machines} from ${JSON.stringify(pool)}, which hands out ${supply.pool.capacity} and belongs to ${clusterNamed(owner)}`,
    fix: `add ${missing} to ${field(supply.list.path)} there, or use another pool`,
  }
}

function addresses(missing: number, family: 4 | 6 | undefined): string {
  return `${missing} more ${family === undefined ? '' : `IPv${family} `}${missing === 1 ? 'address' : 'addresses'}`
}

/** Nodes of a standalone control plane draw one by one. */
function shares(draws: readonly Draw[]): readonly string[] {
  const roles = new Map<string, { readonly role: Role; machines: number }>()
  for (const { role, machines } of draws) {
    const sum = roles.get(role.owner) ?? { role, machines: 0 }
    roles.set(role.owner, sum)
    sum.machines += machines
  }
  return [...roles.values()].map(({ role, machines }) => {
    const spread =
      machines < role.machines ? ` of its ${role.machines}, spread over ${role.zones.length} failure domains` : ''
    return `${role.owner} needs ${machines}${spread}`
  })
}

/** Where fewer addresses are handed out than are written. */
function kept(entries: Supply['list']['entries'], family: 4 | 6, capacity: number): readonly string[] {
  let written = 0n
  for (const { range } of entries) {
    if (range === null || typeof range === 'string' || range.first.family !== family) continue
    written += range.last.value - range.first.value + 1n
  }
  if (written <= BigInt(capacity)) return []
  const last = family === 4 ? ', nor the last one' : ''
  return [`the provider hands out neither the gateway nor the first address of the network${last}`]
}
