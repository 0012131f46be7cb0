// What the plan starts from.

import type { ResolvedCluster } from '../config/resolve/resolved.ts'
import type { Release } from '../facts/releases.ts'

/** A cluster whose release is known: what the checks let through. */
export type PlannableCluster = ResolvedCluster & { readonly release: Release }
