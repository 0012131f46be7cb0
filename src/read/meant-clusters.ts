// What is an HACluster, or was meant as one: without an apiVersion, of a misspelt group or kind, or inside of a list. It must
// not be passed over as if it were somebody else's. In doubt it is.

import { groupOf, HACLUSTER_GROUP, HACLUSTER_KIND } from '../manifest.ts'
import { closestTo } from '../problems/did-you-mean.ts'
import { editDistance } from '../problems/edit-distance.ts'
import type { Path, Problem } from '../problems/problem.ts'
import { quoted } from '../problems/quoted.ts'
import type { ClusterInput } from './cluster-input.ts'
import { property } from './resource-ref.ts'
import { textsOf } from './tracked-keys.ts'

/** What an object says of itself, where it is a string. */
export interface Heading {
  readonly apiVersion: string | undefined
  readonly kind: string | undefined
}

/**
 * Whether an object is of our group, or meant to be. `value` is asked for where the heading leaves it open, which is rare:
 * then `spec.capvVersion`, a field that nobody else has, tells.
 */
export function isMeant(heading: Heading, value: () => unknown): boolean {
  const claim = claimOf(heading)
  return claim === 'sure' || (claim === 'open' && hasOurField(value()))
}

/** False where no object of a text can be one. */
export function mayMeanClusters(text: string): boolean {
  return text.includes(HACLUSTER_GROUP) || text.includes(HACLUSTER_KIND) || text.includes(OUR_FIELD)
}

/** `lost-manifest` for every entry of a bare list, or of an object's `items`, at any depth, that is an HACluster. */
export function clustersInList(value: unknown, path: Path = []): readonly Problem[] {
  const isBare = Array.isArray(value)
  const items = isBare ? value : property(value, 'items')
  if (!Array.isArray(items)) return []
  return items.flatMap((item: unknown, index) => {
    const place = isBare ? [...path, index] : [...path, 'items', index]
    return isMeant(textsOf(item), () => item) ? [inList(place)] : clustersInList(item, place)
  })
}

/** Whether a heading is far from any claim. Asked of every item of long lists: it makes no text. */
export function isOrdinary({ apiVersion = '', kind = '' }: Heading): boolean {
  const slash = apiVersion.indexOf('/')
  if (slash >= SHORTEST_GROUP && slash <= LONGEST_GROUP) return false
  if (kind.length < HACLUSTER_KIND.length - 1 || kind.length > HACLUSTER_KIND.length + 1) return kind !== ''
  const first = kind.charCodeAt(0) | SMALL
  return first !== LETTER_H && first !== LETTER_A
}

const SHORTEST_GROUP = HACLUSTER_GROUP.length - 3
const LONGEST_GROUP = HACLUSTER_GROUP.length + 3
const SMALL = 0x20
const LETTER_A = 0x61
const LETTER_H = 0x68

type Claim = 'sure' | 'open' | 'none'

function claimOf(heading: Heading): Claim {
  if (isOrdinary(heading)) return 'none'
  const { apiVersion = '', kind = '' } = heading
  const group = groupOf(apiVersion)
  if (group === HACLUSTER_GROUP) return 'sure'
  const isLikeOurs = group !== '' && closestTo(group, [HACLUSTER_GROUP]) !== undefined
  if (kind === HACLUSTER_KIND) return group === '' || isLikeOurs ? 'sure' : 'open'
  return isLikeOurs || isOneSlipAway(kind) ? 'open' : 'none'
}

/** `Cluster` is two slips away, and a kind of Cluster API. */
function isOneSlipAway(kind: string): boolean {
  if (Math.abs(kind.length - HACLUSTER_KIND.length) > 1) return false
  return editDistance(kind.toLowerCase(), HACLUSTER_KIND.toLowerCase()) <= 1
}

const OUR_FIELD = 'capvVersion'

function hasOurField(value: unknown): boolean {
  return property(property(value, 'spec'), OUR_FIELD) !== undefined
}

function inList(path: Path): Problem {
  return {
    code: 'lost-manifest',
    severity: 'error',
    path,
    message: `an ${HACLUSTER_KIND} must not stand inside of a list`,
    why: 'it would not be expanded: the cluster would be missing, or would reach the API server as it stands',
    fix: 'write it as a document of its own, behind a line with `---`',
  }
}

/** `invalid-value` at the kind of what is of our group, but no HACluster. */
export function wrongKind(input: ClusterInput, kind: string | undefined): Problem {
  return {
    code: 'invalid-value',
    severity: 'error',
    path: ['kind'],
    message: `\`kind\` must be "${HACLUSTER_KIND}"${kind === undefined ? '' : `, not ${quoted(kind)}`}`,
    why: `the API group "${HACLUSTER_GROUP}" has no other kind`,
    fix: `write \`kind: ${HACLUSTER_KIND}\``,
    source: input.locate(['kind'], 'value', false),
  }
}
