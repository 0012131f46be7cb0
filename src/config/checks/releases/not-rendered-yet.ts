// What the resource can say but this version cannot print yet is refused, never left out in silence.

import { FIRST_RELEASES, hasField } from '../../../facts/first-releases.ts'
import type { Problem } from '../../../problems/problem.ts'
import { NOT_RENDERED, RENDERED_INSTEAD, RENDERED_PROFILES } from '../../releases/not-rendered.ts'
import { runningRelease } from '../../releases/running-release.ts'
import { usedFields } from '../../releases/used-fields.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import type { Rules } from '../rules.ts'
import { field, quoted } from '../words.ts'

export const rules = {
  'not-rendered-yet': {
    severity: 'error',
    meaning: 'This version of capv-ha cannot render that yet.',
    cure: 'take what the message names instead, or use a newer capv-ha',
    reads: ['spec.capvVersion'],
    source: 'capv-ha: src/config/releases/not-rendered.ts',
  },
} as const satisfies Rules

/** Returns `not-rendered-yet`: once at `capvVersion` for a whole API generation, else at each field. */
export function checkNotRenderedYet({ config, release }: ResolvedCluster): readonly Problem[] {
  if (release === undefined) return []
  if (!RENDERED_PROFILES.includes(release.profile)) {
    const path = ['spec', 'capvVersion']
    const message = `${field(path)} ${quoted(config.spec.capvVersion)} must wait: this version of capv-ha cannot render its API generation yet`
    const fix = `use a newer capv-ha; this one renders ${RENDERED_PROFILES.join(', ')}`
    return [{ code: 'not-rendered-yet', severity: 'error', path, message, fix }]
  }
  const running = runningRelease(release, config.spec.capiVersion)
  const known = ({ row }: { readonly row: string }) => {
    const first = FIRST_RELEASES.get(row)
    return first === undefined || hasField(running, first)
  }
  // What the release itself does not have is `field-too-new`.
  const unrendered = usedFields(config, NOT_RENDERED).filter(known)
  return unrendered.map(({ path, row }) => ({
    code: 'not-rendered-yet',
    severity: 'error',
    path,
    message: `${field(path)} must not be ${row.includes('=') ? quoted(row.slice(row.indexOf('=') + 1)) : 'set'} yet: this version of capv-ha cannot render it`,
    fix: `${instead(row)}, or use a newer capv-ha`,
  }))
}

function instead(row: string): string {
  const usable = RENDERED_INSTEAD.get(row)
  return usable === undefined ? 'remove it' : `use ${usable}`
}
