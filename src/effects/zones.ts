// Failure domains and zones outlive what they are made from: a changed one is refused, or leaves every node of the zone
// without care and without a sign (cluster-api-provider-vsphere, vspherefailuredomain_webhook.go; pkg/services/vimmachine.go).

import type { Version } from '../facts/releases.ts'
import type { Path, Problem } from '../problems/problem.ts'
import { type FormerObject, GROUPS, isFieldChanged, isKind, isSameVersion, type ObjectChange } from './change.ts'
import { fieldEffects } from './effect-of.ts'
import type { Places } from './places.ts'

/** `zone-needs-a-new-name`, once for each zone. */
export function zoneProblems(places: Places, changes: readonly ObjectChange[], capi: Version): readonly Problem[] {
  const byName = new Map<string, Set<string>>()
  for (const change of changes) {
    const { next } = change
    if (!KINDS.some(kind => isKind(next, kind, GROUPS.infrastructure))) continue
    const fields = byName.get(next.metadata.name) ?? new Set()
    for (const { path, effect } of fieldEffects(change, capi)) {
      const [, field = ''] = path
      const isHarmful = effect === 'refused' || effect === 'stalls'
      if (isHarmful && isFieldChanged(change, field))
        fields.add((isSameVersion(change) ? path.slice(1) : [field]).join('.'))
    }
    byName.set(next.metadata.name, fields)
  }
  return [...byName].flatMap(([name, fields]) =>
    fields.size === 0 ? [] : [needsNewName(places.zone(name), name, [...fields])],
  )
}

/**
 * The warning `zone-removed` for every failure domain of which an object goes: whether a machine stands in it, no file knows. One
 * that is only taken out of `controlPlane.failureDomains` or of a pool harms nobody.
 */
export function removedZoneProblems(places: Places, removed: readonly FormerObject[]): readonly Problem[] {
  const gone = removed.filter(object => KINDS.some(kind => isKind(object, kind, GROUPS.infrastructure)))
  return [...new Set(gone.map(({ name = '' }) => name))].map(name => ({
    code: 'zone-removed',
    severity: 'warning',
    path: places.zone(name),
    message: `no machine must be in the failure domain "${name}" when its objects are deleted`,
    why: 'machines in it, also those that are being replaced, would be looked after no longer, and their VMs could not be deleted; nothing shows it',
    fix: 'keep it, let the machines move first, and remove it when `kubectl get machines -A -o yaml` names it no more',
  }))
}

const KINDS = ['VSphereFailureDomain', 'VSphereDeploymentZone'] as const

function needsNewName(path: Path, name: string, fields: readonly string[]): Problem {
  return {
    code: 'zone-needs-a-new-name',
    severity: 'error',
    path,
    message: `${fields.map(field => `\`${field}\``).join(', ')} of the failure domain "${name}" must not change while it exists`,
    why: 'it is refused as immutable, or accepted and then every node in the zone is no longer looked after, and nothing shows it',
    fix: 'undo the change, or add a failure domain under a new name, let the nodes move there, and remove this one afterwards',
  }
}
