// What may become of a changed field, and how the table says it.

import type { Version } from '../facts/releases.ts'

/**
 * - `in-place`: controllers carry it to what runs, no VM is touched.
 * - `rolls`: the owner replaces its machines, one by one.
 * - `replace-by-hand`: a standalone node, which nothing replaces.
 * - `no-effect`: accepted by the server, and never acted on.
 * - `stalls`: accepted, then a controller fails on it until it is undone.
 * - `refused`: a webhook or the schema rejects it.
 * - `unknown`: not in the table; never taken for harmless.
 */
export type Effect = 'in-place' | 'rolls' | 'replace-by-hand' | 'no-effect' | 'stalls' | 'refused' | 'unknown'

export interface EffectRule {
  readonly group: string
  readonly kind: string
  /** Keys from the object's root with dots between; a last `**` stands for one or more. */
  readonly path: string
  readonly effect: Effect
  /** The first release of Cluster API in which it is so. */
  readonly from?: Version
}
