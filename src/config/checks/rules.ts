// What a rule says of itself. Every file of rules exports `rules`, beside its check, for the codes that it owns; the subject of a
// code is the folder. `npm run rules` makes docs/errors.md from them: only types of this file are for the program itself.

import type { ProblemCode } from '../../problems/codes.ts'
import type { Meaning, SeverityOf } from '../../problems/meanings.ts'

export interface Rule<Code extends ProblemCode = ProblemCode> extends Meaning {
  readonly severity: SeverityOf<Code>
  /** The fields that decide, as docs/hacluster.md writes them; of overrides the cluster-wide one stands for all. */
  readonly reads: readonly string[]
  /** Where the rule comes from: a file of upstream with its release, an RFC, a man page, or a decision of ours. */
  readonly source: string
}

export type Rules = { readonly [Code in ProblemCode]?: Rule<Code> }
