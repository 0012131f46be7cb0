// What surely runs in the management cluster.

import type { Release } from '../../facts/releases.ts'

/**
 * Pairings name the first patch release of a Cluster API minor, but a management cluster may run any of them: only a
 * `capiVersion` says which, so that without one the newest is assumed.
 */
export function runningRelease(release: Release, capiVersion: string | undefined): Release {
  const [major, minor] = release.capi
  return capiVersion === undefined ? { ...release, capi: [major, minor, Number.POSITIVE_INFINITY] } : release
}
