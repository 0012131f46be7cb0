// Which of many problems a report shows: a document of another kind has thousands of faults, and nobody reads them.

import type { Problem } from './problem.ts'
import { errorsFirst, sortProblems } from './sort.ts'

/** Problems that a report shows in full; `capv-ha validate --format json` has all of them. */
export const MOST_SHOWN = 50

export interface Selection {
  /** At most 50, sorted. Where there are more, errors go before warnings. */
  readonly shown: readonly Problem[]
  /** Those that are left out: `950 more: 900 unknown-field, 50 wrong-type`; `undefined` for none. */
  readonly others: string | undefined
  /** All of them, sorted, each fault once. */
  readonly all: readonly Problem[]
}

export function selectProblems(problems: readonly Problem[]): Selection {
  const all = sortProblems(problems)
  if (all.length <= MOST_SHOWN) return { shown: all, others: undefined, all }
  const chosen = new Set(errorsFirst(all).slice(0, MOST_SHOWN))
  const shown = all.filter(problem => chosen.has(problem))
  return { shown, others: summary(all.filter(problem => !chosen.has(problem))), all }
}

/** `950 more: 900 unknown-field, 50 wrong-type`, the most frequent first. */
function summary(problems: readonly Problem[]): string {
  const counts = new Map<string, number>()
  for (const { code } of problems) counts.set(code, (counts.get(code) ?? 0) + 1)
  const ranked = [...counts].sort(([a, more], [b, less]) => less - more || (a < b ? -1 : 1))
  return `${problems.length} more: ${ranked.map(([code, count]) => `${count} ${code}`).join(', ')}`
}
