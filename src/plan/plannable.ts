// What the plan starts from.

import type { ResolvedCluster } from '../config/resolved.ts'
import type { Release } from '../releases.ts'

/** A cluster whose release is known: what the checks let through. */
export type PlannableCluster = ResolvedCluster & { readonly release: Release }
