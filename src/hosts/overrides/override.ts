// A value from outside of the files, for one field of every HACluster: a parameter of an Argo CD Application, or `--set`.

import type { Path, Problem } from '../../problems/problem.ts'

export interface Override {
  readonly path: Path
  readonly text: string
  /** Taken as it stands; else the text is read as YAML, unless the field already holds text. */
  readonly isText: boolean
  /** What the user calls it, for messages. */
  readonly source: string
}

/** The problem `invalid-parameter`; `words` follow the name of what is wrong. */
export function invalid(source: string, words: string, fix?: string): Problem {
  return {
    code: 'invalid-parameter',
    severity: 'error',
    path: [],
    message: `${source} ${words}`,
    ...(fix === undefined ? {} : { fix }),
  }
}
