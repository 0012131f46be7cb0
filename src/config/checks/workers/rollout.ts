// Rolling updates that would never end: machines wait for an address that no pool has, or may neither come nor go.

import type { Path, Problem } from '../../../problems/problem.ts'
import type {
  ResolvedCluster,
  ResolvedKubeadmControlPlane,
  ResolvedWorkerPool,
  Role,
  Rollouts,
  Supply,
} from '../../resolve/resolved.ts'
import { type SharedPool, sharedPools } from '../../resolve/shared-pools.ts'
import type { Rules } from '../rules.ts'
import { clusterNamed, field, quoted } from '../words.ts'

export const rules = {
  'no-spare-address': {
    severity: 'error',
    meaning:
      'A rolling update would add a machine, but the range, or the pool of another cluster, has no address for it.',
    cure: 'make the range longer by one, or set `maxSurge: 0`',
    reads: [
      'spec.controlPlane.addresses',
      'spec.controlPlane.rollout',
      'spec.workers[].addresses',
      'spec.workers[].rollout',
    ],
    source:
      'cluster-api-ipam-provider-in-cluster internal/controllers/ipaddressclaim.go, v0.1: a claim waits for a free address',
  },
  'impossible-rollout': {
    severity: 'error',
    meaning: 'A rolling update could neither add nor remove a machine.',
    cure: 'set `maxSurge: 1`',
    reads: ['spec.controlPlane.rollout', 'spec.workers[].rollout'],
    source:
      'Cluster API internal/webhooks/machinedeployment.go and controlplane/kubeadm/internal/webhooks/kubeadm_control_plane.go, v1.10',
  },
  'autoscale-bounds': {
    severity: 'error',
    meaning: '`autoscale` stands beside `replicas`, or its `min` is greater than its `max`.',
    cure: 'remove one of the two, or swap them',
    reads: ['spec.workers[].autoscale', 'spec.workers[].replicas'],
    source: 'kubernetes/autoscaler cluster-autoscaler/cloudprovider/clusterapi/README.md',
  },
} as const satisfies Rules

/** Returns `no-spare-address`, `impossible-rollout`, and `autoscale-bounds`. */
export function checkRollout(cluster: ResolvedCluster): readonly Problem[] {
  const { controlPlane } = cluster
  return [
    ...(controlPlane.type === 'Machines' ? [] : controlPlaneProblems(cluster, controlPlane)),
    ...cluster.workers.flatMap((pool, i) => workerProblems(cluster, pool, cluster.rollouts.workers[i])),
  ]
}

/** Returns `no-spare-address` at a cluster that takes the last address of a pool which another one makes. */
export function checkRolloutAcross(
  clusters: readonly ResolvedCluster[],
): readonly { readonly cluster: number; readonly problem: Problem }[] {
  return sharedPools(clusters).flatMap(shared => {
    const { owner, supply, draws } = shared
    const last = draws.at(-1)
    const spare = draws.reduce((left, { draw }) => left - draw.machines, supply.spare)
    if (spare !== 0 || last === undefined) return []
    const others = draws.flatMap(({ cluster, draw }) => {
      const drawer = clusters[cluster]
      return drawer === undefined ? [] : [{ cluster: drawer, role: draw.role }]
    })
    const adding = [...supply.draws.map(({ role }) => ({ cluster: owner, role })), ...others].find(addsFirst)
    return adding === undefined ? [] : [{ cluster: last.cluster, problem: lastTaken(shared, last.draw.path, adding) }]
  })
}

interface Drawer {
  readonly cluster: ResolvedCluster
  readonly role: Role
}

/** Whether a rolling update waits for a machine more before one goes. Standalone nodes are not rolled. */
function addsFirst({ cluster: { controlPlane, workers, rollouts }, role }: Drawer): boolean {
  const rollout = rollouts.workers[workers.findIndex(({ path }) => path === role.path)]
  if (rollout !== undefined) return !isZero(rollout.maxSurge) && isZero(rollout.maxUnavailable)
  return controlPlane.type === 'KubeadmControlPlane' && rollouts.maxSurge > 0
}

function lastTaken({ owner, supply: { pool, list } }: SharedPool, path: Path, { cluster, role }: Drawer): Problem {
  return {
    code: 'no-spare-address',
    severity: 'error',
    path,
    message: `${field(path)} must leave an address of ${quoted(pool.name)} for the machine that a rolling update adds`,
    why: `${quoted(pool.name)} of ${clusterNamed(owner)} hands out as many addresses as machines draw from it, and ${role.owner} of ${clusterNamed(cluster)} adds one before another goes`,
    fix: `make ${field(list.path)} there longer by one, or set \`maxSurge: 0\` for all that draw from it (for worker pools with \`maxUnavailable: 1\`)`,
  }
}

function controlPlaneProblems(cluster: ResolvedCluster, controlPlane: ResolvedKubeadmControlPlane): readonly Problem[] {
  const { config, shape, replicas } = controlPlane
  const written = config.rollout?.maxSurge
  const path = ['spec', 'controlPlane', 'rollout', 'maxSurge']
  if (written !== undefined && written > 1) {
    return [impossible(path, `must be 0 or 1, not ${quoted(written)}`, 'the control plane adds one machine at a time')]
  }
  const surge = cluster.rollouts.maxSurge
  if (surge === 0 && replicas < 3) {
    const why = `${field(['spec', 'controlPlane', 'replicas'])} is ${quoted(replicas)}: none may go before another comes`
    return [impossible(path, 'must not be 0 with fewer than three replicas', why)]
  }
  const full = cluster.supplies.byRole.get(shape.path)?.find(({ spare }) => spare === 0)
  if (surge === 0 || full === undefined) return []
  return [noSpare(written === undefined ? full.list.path : path, full, replicas >= 3)]
}

function workerProblems(
  cluster: ResolvedCluster,
  pool: ResolvedWorkerPool,
  rollout: Rollouts['workers'][number] | undefined,
): readonly Problem[] {
  const bounds = autoscaleProblem(pool)
  const { maxSurge = 1, maxUnavailable = 0 } = rollout ?? {}
  const own = [...pool.path, 'rollout']
  if (isZero(maxSurge) && isZero(maxUnavailable)) {
    const claim = 'must not set both `maxSurge` and `maxUnavailable` to 0'
    return [...(bounds ?? []), impossible(own, claim, 'no machine could come or go')]
  }
  // How many machines there are is not known then.
  if (bounds !== undefined) return bounds
  // With a machine allowed to go first, its address is free for the next one.
  const full = cluster.supplies.byRole.get(pool.path)?.find(({ spare }) => spare === 0)
  return full === undefined || isZero(maxSurge) || !isZero(maxUnavailable)
    ? []
    : [noSpare([...own, 'maxSurge'], full, true)]
}

function isZero(count: number | string): boolean {
  return count === 0 || count === '0%'
}

function autoscaleProblem({ config, path }: ResolvedWorkerPool): readonly Problem[] | undefined {
  const { autoscale, replicas } = config
  if (autoscale === undefined) return undefined
  if (replicas !== undefined) {
    const own = [...path, 'replicas']
    const message = `${field(own)} must not be set together with \`autoscale\``
    const why = 'every apply would undo what the autoscaler did'
    return [{ code: 'autoscale-bounds', severity: 'error', path: own, message, why, fix: 'remove one of the two' }]
  }
  if (autoscale.min <= autoscale.max) return undefined
  const own = [...path, 'autoscale', 'min']
  const message = `${field(own)} must not be greater than \`max\``
  const why = `${quoted(autoscale.min)} is greater than ${quoted(autoscale.max)}`
  return [{ code: 'autoscale-bounds', severity: 'error', path: own, message, why, fix: 'swap the two' }]
}

function noSpare(path: Path, { list }: Supply, mayGoFirst: boolean): Problem {
  return {
    code: 'no-spare-address',
    severity: 'error',
    path,
    message: `${field(path)} must leave an address for the machine that a rolling update adds`,
    why: `${field(list.path)} hands out as many addresses as there are machines, so that a rollout would wait for ever`,
    fix: `make the range longer by one${mayGoFirst ? ', or set `maxSurge: 0`' : ''}`,
  }
}

function impossible(path: Path, claim: string, why: string): Problem {
  return {
    code: 'impossible-rollout',
    severity: 'error',
    path,
    message: `${field(path)} ${claim}`,
    why,
    fix: 'use `maxSurge: 1`',
  }
}
