// Rolling updates that would never end: machines wait for an address that no pool has, or may neither come nor go.

import type { Path, Problem } from '../../../problems/problem.ts'
import { spareAddresses } from '../../resolve/pool-size.ts'
import type { AddressList, ResolvedCluster, ResolvedWorkerPool } from '../../resolve/resolved.ts'
import type { Rules } from '../rules.ts'
import { field, quoted } from '../words.ts'

export const rules = {
  'pool-too-small': {
    severity: 'error',
    meaning: 'A range has fewer addresses than machines draw from it.',
    cure: 'make the range longer',
    reads: [
      'spec.controlPlane.addresses',
      'spec.controlPlane.replicas',
      'spec.workers[].addresses',
      'spec.workers[].replicas',
      'spec.workers[].autoscale',
    ],
    source:
      'cluster-api-ipam-provider-in-cluster internal/controllers/ipaddressclaim.go, v0.1: a claim waits for a free address',
  },
  'no-spare-address': {
    severity: 'error',
    meaning: 'A rolling update would add a machine, but the range has no address for it.',
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

/** Returns `pool-too-small`, `no-spare-address`, `impossible-rollout`, and `autoscale-bounds`. */
export function checkRollout(cluster: ResolvedCluster): readonly Problem[] {
  return [...controlPlaneProblems(cluster), ...cluster.workers.flatMap(workerProblems)]
}

function controlPlaneProblems({ controlPlane }: ResolvedCluster): readonly Problem[] {
  if (controlPlane.type !== 'KubeadmControlPlane') return []
  const { config, addresses } = controlPlane
  const replicas = config.replicas ?? 3
  const maxSurge = config.rollout?.maxSurge
  const path = ['spec', 'controlPlane', 'rollout', 'maxSurge']
  const spare = spareAddresses(addresses, replicas)
  if (spare !== undefined && spare < 0) return [tooSmall(addresses, replicas, spare + replicas)]
  if (maxSurge !== undefined && maxSurge > 1) {
    return [impossible(path, `must be 0 or 1, not ${quoted(maxSurge)}`, 'the control plane adds one machine at a time')]
  }
  const surge = maxSurge ?? (spare === 0 && replicas >= 3 ? 0 : 1)
  if (surge === 0 && replicas < 3) {
    const why = `${field(['spec', 'controlPlane', 'replicas'])} is ${quoted(replicas)}: none may go before another comes`
    return [impossible(path, 'must not be 0 with fewer than three replicas', why)]
  }
  return surge === 1 && spare === 0 ? [noSpare(maxSurge === undefined ? addresses.path : path, addresses)] : []
}

function workerProblems(pool: ResolvedWorkerPool): readonly Problem[] {
  const { config, addresses, path } = pool
  const bounds = autoscaleProblem(pool)
  if (bounds !== undefined) return [bounds]
  const machines = config.autoscale?.max ?? config.replicas ?? 1
  const spare = spareAddresses(addresses, machines)
  if (spare !== undefined && spare < 0) return [tooSmall(addresses, machines, spare + machines)]
  const { maxSurge, maxUnavailable } = config.rollout ?? {}
  const surge = maxSurge ?? (spare === 0 ? 0 : 1)
  const unavailable = maxUnavailable ?? (spare === 0 ? 1 : 0)
  const own = [...path, 'rollout']
  if (isZero(surge) && isZero(unavailable)) {
    return [impossible(own, 'must not set both `maxSurge` and `maxUnavailable` to 0', 'no machine could come or go')]
  }
  // With a machine allowed to go first, its address is free for the next one.
  return spare === 0 && !isZero(surge) && isZero(unavailable) ? [noSpare([...own, 'maxSurge'], addresses)] : []
}

function isZero(count: number | string): boolean {
  return count === 0 || count === '0%'
}

function autoscaleProblem({ config, path }: ResolvedWorkerPool): Problem | undefined {
  const { autoscale, replicas } = config
  if (autoscale === undefined) return undefined
  if (replicas !== undefined) {
    const own = [...path, 'replicas']
    const message = `${field(own)} must not be set together with \`autoscale\``
    const why = 'every apply would undo what the autoscaler did'
    return { code: 'autoscale-bounds', severity: 'error', path: own, message, why, fix: 'remove one of the two' }
  }
  if (autoscale.min <= autoscale.max) return undefined
  const own = [...path, 'autoscale', 'min']
  const message = `${field(own)} must not be greater than \`max\``
  const why = `${quoted(autoscale.min)} is greater than ${quoted(autoscale.max)}`
  return { code: 'autoscale-bounds', severity: 'error', path: own, message, why, fix: 'swap the two' }
}

function tooSmall({ path }: AddressList, machines: number, size: number): Problem {
  return {
    code: 'pool-too-small',
    severity: 'error',
    path,
    message: `${field(path)} must hold at least ${machines} addresses per family; it holds ${size}`,
    why: `${machines} machines draw from it`,
    fix: 'make the range longer, by one more for rolling updates',
  }
}

function noSpare(path: Path, { path: list }: AddressList): Problem {
  return {
    code: 'no-spare-address',
    severity: 'error',
    path,
    message: `${field(path)} must leave an address for the machine that a rolling update adds`,
    why: `${field(list)} has as many addresses as there are machines, so that a rollout would wait for ever`,
    fix: 'make the range longer by one, or set `maxSurge: 0`',
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
