// In which failure domains machines may stand, as far as that is known.

import { oncePer } from './once-per.ts'
import type { ResolvedNode, ResolvedParts, ResolvedWorkerPool, ResolvedZone } from './resolved.ts'

export interface Whereabouts {
  /** Failure domains that are made with the cluster; none: no failure domain, or one that is not known. */
  readonly zones: readonly ResolvedZone[]
  /** Whether they may stand in failure domains that exist already, whatever these bring. */
  readonly isElsewhere: boolean
}

/** Where the role says: a worker pool by name, a node by its slot, a KubeadmControlPlane wherever control-plane nodes may stand. */
export function whereaboutsOf(
  cluster: ResolvedParts,
  role: ResolvedNode | ResolvedWorkerPool | undefined,
): Whereabouts {
  if (role === undefined) return ofControlPlane(cluster)
  const name = 'config' in role ? role.config.failureDomain : role.failureDomain
  const zone = name === undefined ? undefined : zonesByName(cluster).get(name)
  if (zone === undefined) return NOWHERE
  return zone.existing ? { zones: [], isElsewhere: true } : { zones: [zone], isElsewhere: false }
}

const NOWHERE: Whereabouts = { zones: [], isElsewhere: false }

function ofControlPlane({ zones, config }: ResolvedParts): Whereabouts {
  const usable = zones.filter(({ controlPlane }) => controlPlane)
  return {
    zones: usable.filter(({ existing }) => !existing),
    isElsewhere: config.spec.failureDomainSelector !== undefined || usable.some(({ existing }) => existing),
  }
}

/** By the short name; the first of two. */
const zonesByName = oncePer(
  ({ zones }: ResolvedParts): ReadonlyMap<string, ResolvedZone> =>
    new Map(zones.toReversed().map(zone => [zone.config.name, zone])),
)
