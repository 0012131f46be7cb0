// Values that the API server of the chosen release would refuse.

import { formatIp } from '../../../addresses.ts'
import {
  type Limit,
  LONGEST_ADDRESS,
  LONGEST_FLAG,
  LONGEST_FLAG_NAME,
  RELEASE_LIMITS,
} from '../../../facts/release-limits.ts'
import { formatVersion, isAtLeast, type Release, type Version } from '../../../facts/releases.ts'
import type { Path, Problem } from '../../../problems/problem.ts'
import { runningRelease } from '../../releases/running-release.ts'
import { usedFields } from '../../releases/used-fields.ts'
import { devicesOf } from '../../resolve/devices.ts'
import { type FlagMap, flagMaps } from '../../resolve/flag-maps.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import type { Rules } from '../rules.ts'
import { field, quoted } from '../words.ts'

export const rules = {
  'release-limit': {
    severity: 'error',
    meaning: 'The schemas of the release refuse the value: too long, too many, too small.',
    cure: 'use a smaller value; `numCPUs: 2`',
    reads: ['spec.capvVersion'],
    source: 'CRDs of Cluster API and CAPV at each release (src/facts/release-limits.ts)',
  },
} as const satisfies Rules

/** Returns `release-limit` at the value. */
export function checkReleaseLimits(cluster: ResolvedCluster): readonly Problem[] {
  const { release, config } = cluster
  if (release === undefined) return []
  if (release.profile === 'v1alpha2') return [...dualStack(cluster), ...externalEtcd(cluster, release)]
  return [
    ...externalEtcd(cluster, release),
    ...usedFields(config, RELEASE_LIMITS).flatMap(({ path, value, row }) =>
      applies(row, release) ? limitProblem(path, value, row) : [],
    ),
    ...(applies(LONGEST_ADDRESS, release) ? longAddresses(cluster) : []),
    ...(applies(LONGEST_FLAG, release) ? flagMaps(cluster).flatMap(longFlags) : []),
  ]
}

function applies({ project, since }: Limit, { capi, capv }: Release): boolean {
  return isAtLeast(project === 'CAPV' ? capv : capi, since)
}

function limitProblem(path: Path, value: unknown, limit: Limit): readonly Problem[] {
  const { amount, unit } = measure(value)
  const most = limit.most !== undefined && amount > limit.most
  const least = limit.least !== undefined && amount < limit.least
  if (!most && !least) return []
  const claim = most ? `at most ${limit.most}${unit}` : `at least ${limit.least}${unit}`
  return [
    problem(
      path,
      `must ${unit === '' ? 'be' : 'have'} ${claim}, not ${amount}`,
      limit,
      most ? 'use a smaller value' : `write ${limit.least}`,
    ),
  ]
}

function measure(value: unknown): { readonly amount: number; readonly unit: string } {
  if (typeof value === 'number') return { amount: value, unit: '' }
  if (typeof value === 'string') return { amount: value.length, unit: ' characters' }
  if (Array.isArray(value)) return { amount: value.length, unit: ' entries' }
  return { amount: Object.keys(value ?? {}).length, unit: ' entries' }
}

function problem(path: Path, claim: string, { project, since }: Limit, fix: string): Problem {
  const why = `${project} refuses it from ${formatVersion(since)} on`
  return { code: 'release-limit', severity: 'error', path, message: `${field(path)} ${claim}`, why, fix }
}

/** An IPv6 address with few zeros and a long prefix length does not fit, however it is written. */
function longAddresses(cluster: ResolvedCluster): readonly Problem[] {
  const found = new Map<Path, Problem>()
  for (const { kind, ranges } of devicesOf(cluster)) {
    if (kind !== 'node') continue
    for (const { first, prefix, path } of ranges) {
      if (first.family === 4 || found.has(path)) continue
      const text = `${formatIp(first)}/${prefix}`
      if (text.length <= 39) continue
      const claim = `must be written in at most 39 characters; ${quoted(text)} has ${text.length}`
      found.set(
        path,
        problem(path, claim, LONGEST_ADDRESS, 'use an address with a run of zeros, such as "2001:db8::31/64"'),
      )
    }
  }
  return [...found.values()]
}

function longFlags({ flags, path }: FlagMap): readonly Problem[] {
  return Object.entries(flags).flatMap(([name, value]) => {
    const own = [...path, name]
    return [...limitProblem(own, name, LONGEST_FLAG_NAME).map(atKey), ...limitProblem(own, value, LONGEST_FLAG)]
  })
}

function atKey(long: Problem): Problem {
  return { ...long, at: 'key' }
}

/** The bootstrap provider of v1alpha2 hands several networks to kubeadm without a separator (CABPK v0.1.6, controllers/kubeadmconfig_controller.go). */
function dualStack({ config }: ResolvedCluster): readonly Problem[] {
  return (['pods', 'services'] as const).flatMap(list => {
    const path = ['spec', 'clusterNetwork', list]
    if ((config.spec.clusterNetwork?.[list]?.length ?? 0) < 2) return []
    const message = `${field(path)} must not hold two networks`
    const why = 'Cluster API v0.2 hands them to kubeadm as one word; dual-stack needs CAPV v0.6 or later'
    return [
      {
        code: 'release-limit',
        severity: 'error',
        path,
        message,
        why,
        fix: 'write one network, or upgrade the management cluster',
      },
    ]
  })
}

/** From here on a node that joins is told of an external etcd by its own cluster configuration. */
const JOINS_EXTERNAL_ETCD: Version = [0, 3, 9]

/**
 * Before, a node that joins got the files of a stacked etcd whatever its configuration said: it waits for ever for the key of
 * an authority that is not ours, and the client certificate of the API server is never written. One node, which only runs
 * init, gets all of them.
 * Source: NewCertificatesForJoiningControlPlane in cluster-api-bootstrap-provider-kubeadm v0.1.6 internal/cluster/certificates.go
 * and cluster-api v0.3.0 – v0.3.8 util/secret/certificates.go; NewControlPlaneJoinCerts in v0.3.9.
 */
function externalEtcd({ config, controlPlane }: ResolvedCluster, release: Release): readonly Problem[] {
  if (config.spec.kubeadm?.etcd?.external === undefined) return []
  if (isAtLeast(runningRelease(release, config.spec.capiVersion).capi, JOINS_EXTERNAL_ETCD)) return []
  if (controlPlane.type === 'Machines' && controlPlane.nodes.length < 2) return []
  const path = ['spec', 'kubeadm', 'etcd', 'external']
  const message = `${field(path)} must not be set for several control-plane nodes below Cluster API ${formatVersion(JOINS_EXTERNAL_ETCD)}`
  const why = 'its bootstrap provider gives a node that joins the files of a stacked etcd: none would ever join'
  const fix = 'upgrade the management cluster, or leave etcd to kubeadm'
  return [{ code: 'release-limit', severity: 'error', path, message, why, fix }]
}
