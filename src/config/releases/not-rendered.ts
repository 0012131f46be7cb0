// What this version cannot render yet. A feature that lands takes its line out; the check goes with the last one.

import { PROFILES, type Profile } from '../../facts/releases.ts'

export const RENDERED_PROFILES: readonly Profile[] = PROFILES

/** Keys as `usedFields` takes them, each with itself. */
export const NOT_RENDERED: ReadonlyMap<string, string> = new Map([].map(field => [field, field]))

/** What to say instead where something must be said. */
export const RENDERED_INSTEAD: ReadonlyMap<string, string> = new Map([])
