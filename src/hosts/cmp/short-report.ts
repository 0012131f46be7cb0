// Problems as Argo CD can bear them: its API stores all of standard error in the Application's status and shows it as it is.

import type { Problem } from '../../problems/problem.ts'
import { countProblems, formatProblems } from '../../problems/report.ts'
import { hasErrors, sortProblems } from '../../problems/sort.ts'

const MAX_BYTES = 4096
/** For the line that says how many more there are. */
const RESERVE = 160

/** At most 4 KiB without colour. Where there are errors, nothing but errors: they must not drown in warnings. */
export function shortReport(problems: readonly Problem[]): string {
  const shown = hasErrors(problems) ? problems.filter(({ severity }) => severity === 'error') : problems
  const sorted = sortProblems(shown)
  if (sorted.length === 0) return ''
  let count = 0
  while (count < sorted.length && bytes(formatFirst(sorted, count + 1)) <= MAX_BYTES - RESERVE) count++
  const text = formatFirst(sorted, Math.max(1, count))
  return cut(text, MAX_BYTES - RESERVE) + more(sorted.slice(Math.max(1, count)))
}

function formatFirst(problems: readonly Problem[], count: number): string {
  return formatProblems(problems.slice(0, count), { colour: false })
}

function more(rest: readonly Problem[]): string {
  return rest.length === 0 ? '' : `and ${countProblems(rest)} more: "capv-ha validate" lists those of HAClusters\n`
}

function bytes(text: string): number {
  return new TextEncoder().encode(text).length
}

function cut(text: string, limit: number): string {
  if (bytes(text) <= limit) return text
  let size = 0
  let kept = ''
  for (const character of text) {
    size += bytes(character)
    if (size > limit - 2) break
    kept += character
  }
  return `${kept}…\n`
}
