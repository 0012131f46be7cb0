// What a host hands to the core: one HACluster document as plain data, and the way back from a field to its place in the text.

import type { Path, Problem, Source } from '../problems/problem.ts'

export interface ClusterInput {
  /** The document as plain JavaScript data; nothing is known of its shape yet. */
  readonly value: unknown
  /** Hosts that keep packages apart (kpt) set the package here: identities are compared within one scope. */
  readonly scope: string
  /** Faults that only the text shows (twin keys, numbers that hosts read differently); their `source` is not set yet. */
  readonly problems: readonly Problem[]
  /** The place of a path, of its key for `key`, with the value masked in the excerpt for `secret`; the nearest existing parent where the path does not exist. */
  locate(path: Path, at: 'key' | 'value', secret: boolean): Source
  /** The text of a scalar as it was written (`1.30`, where the value is 1.3), quotes included; absent where only values arrive. */
  readonly raw?: (path: Path) => string | undefined
}
