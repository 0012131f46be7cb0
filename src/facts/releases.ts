// Releases of Cluster API and its vSphere provider: which pair up, and which API generation ("profile") they make.
// Source: go.mod and the CI matrix of kubernetes-sigs/cluster-api-provider-vsphere at each release; served versions from the CRDs.

/** major, minor, patch */
export type Version = readonly [number, number, number]

/** `mixed`: Cluster API objects as v1beta2, vSphere objects as v1beta1 (CAPV v1.14 and v1.15). */
export const PROFILES = ['v1alpha2', 'v1alpha3', 'v1alpha4', 'v1beta1', 'mixed', 'v1beta2'] as const
export type Profile = (typeof PROFILES)[number]

/** What runs in the management cluster. */
export interface Release {
  readonly capv: Version
  readonly capi: Version
  readonly profile: Profile
}

export type ReleaseFault = 'too-old' | 'no-such-pair'

export const OLDEST_CAPV: Version = [0, 5, 4]
/** The newest release whose schemas these printers were held against. */
export const NEWEST_CAPV: Version = [1, 17, 0]

/** First CAPV release, and the Cluster API release that it and its successors are tested with. */
const PAIRINGS: readonly (readonly [Version, Version])[] = [
  [
    [0, 5, 4],
    [0, 2, 8],
  ],
  [
    [0, 5, 6],
    [0, 2, 10],
  ],
  [
    [0, 6, 0],
    [0, 3, 0],
  ],
  [
    [0, 8, 0],
    [0, 4, 0],
  ],
  [
    [1, 0, 0],
    [1, 0, 0],
  ],
  [
    [1, 1, 0],
    [1, 1, 0],
  ],
  [
    [1, 4, 0],
    [1, 2, 0],
  ],
  [
    [1, 6, 0],
    [1, 3, 0],
  ],
  [
    [1, 7, 0],
    [1, 4, 0],
  ],
  [
    [1, 8, 0],
    [1, 5, 0],
  ],
  [
    [1, 9, 0],
    [1, 6, 0],
  ],
  [
    [1, 10, 0],
    [1, 7, 0],
  ],
  [
    [1, 11, 0],
    [1, 8, 0],
  ],
  [
    [1, 12, 0],
    [1, 9, 0],
  ],
  [
    [1, 13, 0],
    [1, 10, 0],
  ],
  [
    [1, 14, 0],
    [1, 11, 0],
  ],
  [
    [1, 15, 0],
    [1, 12, 0],
  ],
  [
    [1, 16, 0],
    [1, 13, 0],
  ],
  [
    [1, 17, 0],
    [1, 14, 0],
  ],
]

/** Reads "v0.5.4", "1.13" (patch 0) or "v1.17.0-rc.2" (counts as 1.17.0); the schema has checked the form. */
export function parseVersion(text: string): Version {
  const parts = text.split('.', 3)
  const number = (i: number) => Number.parseInt(parts[i]?.replace('v', '') ?? '0', 10)
  return [number(0), number(1), number(2)]
}

/** Asked hundreds of times for a cluster, so it makes nothing. */
export function isAtLeast(version: Version, least: Version): boolean {
  if (version[0] !== least[0]) return version[0] > least[0]
  return version[1] === least[1] ? version[2] >= least[2] : version[1] > least[1]
}

export function formatVersion(version: Version): string {
  return `v${version.join('.')}`
}

/** The release for `capvVersion`, with Cluster API as paired upstream unless `capiVersion` says otherwise. */
export function resolveRelease(capvVersion: string, capiVersion?: string): Release | ReleaseFault {
  const capv = parseVersion(capvVersion)
  if (!isAtLeast(capv, OLDEST_CAPV)) return 'too-old'
  const capi = capiVersion === undefined ? pairedWith(capv) : parseVersion(capiVersion)
  const profile = profileOf(coreGeneration(capi), vsphereGeneration(capv))
  return profile === undefined ? 'no-such-pair' : { capv, capi, profile }
}

export function pairedWith(capv: Version): Version {
  const pair = PAIRINGS.findLast(([first]) => isAtLeast(capv, first))
  return pair?.[1] ?? [0, 2, 8]
}

/** The first CAPV release that is paired with such a Cluster API, or a later one. */
export function firstPairing(capi: Version): Version | undefined {
  return PAIRINGS.find(([, paired]) => isAtLeast(paired, capi))?.[0]
}

function profileOf(core: Profile, vsphere: Profile): Profile | undefined {
  if (core === vsphere) return core
  return core === 'v1beta2' && vsphere === 'v1beta1' ? 'mixed' : undefined
}

function coreGeneration(capi: Version): Profile {
  if (isAtLeast(capi, [1, 11, 0])) return 'v1beta2'
  if (isAtLeast(capi, [1, 0, 0])) return 'v1beta1'
  if (isAtLeast(capi, [0, 4, 0])) return 'v1alpha4'
  return isAtLeast(capi, [0, 3, 0]) ? 'v1alpha3' : 'v1alpha2'
}

function vsphereGeneration(capv: Version): Profile {
  if (isAtLeast(capv, [1, 16, 0])) return 'v1beta2'
  if (isAtLeast(capv, [1, 0, 0])) return 'v1beta1'
  if (isAtLeast(capv, [0, 8, 0])) return 'v1alpha4'
  return isAtLeast(capv, [0, 6, 0]) ? 'v1alpha3' : 'v1alpha2'
}
