// Which releases run in the management cluster, and whether they go together.

import { KUBERNETES_RANGES } from '../../../facts/kubernetes-ranges.ts'
import {
  formatVersion,
  isAtLeast,
  NEWEST_CAPV,
  OLDEST_CAPV,
  pairedWith,
  parseVersion,
  resolveRelease,
} from '../../../facts/releases.ts'
import type { Problem } from '../../../problems/problem.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import type { Rules } from '../rules.ts'
import { field, quoted } from '../words.ts'

export const rules = {
  'release-too-old': {
    severity: 'error',
    meaning: '`capvVersion` is below v0.5.4.',
    cure: 'upgrade the management cluster',
    reads: ['spec.capvVersion'],
    source: 'capv-ha: the oldest release whose schemas it knows',
  },
  'release-pairing': {
    severity: 'error',
    meaning: '`capiVersion` is no Cluster API that this vSphere provider runs with.',
    cure: 'remove `capiVersion` to get the tested pairing',
    reads: ['spec.capvVersion', 'spec.capiVersion'],
    source: 'go.mod of CAPV at each release (src/facts/releases.ts)',
  },
  'release-unknown': {
    severity: 'warning',
    meaning: '`capvVersion` is newer than what this version knows; the newest known generation is emitted.',
    cure: 'use a newer capv-ha where there is one',
    reads: ['spec.capvVersion'],
    source: 'capv-ha: the newest release whose schemas it knows',
  },
} as const satisfies Rules

/** Patch releases of the newest minor change no schema. */
const FIRST_UNKNOWN = [NEWEST_CAPV[0], NEWEST_CAPV[1] + 1, 0] as const

/** Returns `release-too-old`, `release-pairing`, or the warning `release-unknown`. */
export function checkRelease({ config: { spec }, release: known }: ResolvedCluster): readonly Problem[] {
  if (known !== undefined && !isAtLeast(known.capv, FIRST_UNKNOWN)) return []
  const path = ['spec', 'capvVersion']
  const release = resolveRelease(spec.capvVersion, spec.capiVersion)
  if (release === 'too-old') {
    const least = formatVersion(OLDEST_CAPV)
    const message = `${field(path)} ${quoted(spec.capvVersion)} must be ${least} or later`
    return [
      {
        code: 'release-too-old',
        severity: 'error',
        path,
        message,
        fix: `upgrade the management cluster to ${least} or later`,
      },
    ]
  }
  if (release === 'no-such-pair') return [pairing(spec)]
  const [major, minor] = NEWEST_CAPV
  const message = `${field(path)} ${quoted(spec.capvVersion)} is newer than what this version of capv-ha knows: releases up to v${major}.${minor}`
  const why = `what it emits is what v${major}.${minor} takes`
  const fix = looksLikeKubernetes(spec)
    ? `write the release of Cluster API Provider vSphere, such as "${formatVersion(NEWEST_CAPV)}": ${quoted(spec.capvVersion)} looks like a Kubernetes version`
    : 'use a newer capv-ha where there is one'
  return [{ code: 'release-unknown', severity: 'warning', path, message, why, fix }]
}

/** A minor of Kubernetes: that of the cluster, or one of those that the newest release known is tested with. */
function looksLikeKubernetes({ capvVersion, kubernetesVersion }: ResolvedCluster['config']['spec']): boolean {
  const [major, minor] = parseVersion(capvVersion)
  const oldest = KUBERNETES_RANGES.at(-1)?.oldest ?? Number.POSITIVE_INFINITY
  return major === 1 && (minor >= oldest || minor === parseVersion(kubernetesVersion)[1])
}

function pairing(spec: ResolvedCluster['config']['spec']): Problem {
  const path = ['spec', 'capiVersion']
  const [major, minor] = pairedWith(parseVersion(spec.capvVersion))
  return {
    code: 'release-pairing',
    severity: 'error',
    path,
    message: `${field(path)} ${quoted(spec.capiVersion)} must be a Cluster API release that the vSphere provider runs with`,
    why: `${field(['spec', 'capvVersion'])} is ${quoted(spec.capvVersion)}, which is tested with Cluster API v${major}.${minor}`,
    fix: `remove it to get v${major}.${minor}, or correct one of the two`,
  }
}
