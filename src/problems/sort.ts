// One order for problems everywhere: as a reader goes through the files, errors before warnings at the same place.

import type { Problem } from './problem.ts'
import { formatPath } from './problem.ts'

/** Sorted by file, document, line and column; the same fault at the same place stays once. Without a file: last, order kept. */
export function sortProblems(problems: readonly Problem[]): readonly Problem[] {
  if (sorted.has(problems)) return problems
  const result = withoutTwins(problems.toSorted(compareProblems))
  sorted.add(result)
  return result
}

/** The same fault twice stands at one place, so that only neighbours are told apart by all they say. */
function withoutTwins(problems: readonly Problem[]): readonly Problem[] {
  const found = new Set<string>()
  return problems.filter((problem, index) => {
    const isFirst = !isNeighbour(problem, problems[index - 1])
    if (isFirst) found.clear()
    if (isFirst && !isNeighbour(problem, problems[index + 1])) return true
    const identity = identityOf(problem)
    return !found.has(identity) && found.add(identity).size > 0
  })
}

function isNeighbour(problem: Problem, other: Problem | undefined): boolean {
  return other !== undefined && compareProblems(problem, other) === 0
}

/** Rooms and reports sort one after the other. */
const sorted = new WeakSet<readonly Problem[]>()

/** Errors before warnings, the order else kept. */
export function errorsFirst(problems: readonly Problem[]): readonly Problem[] {
  const rest = problems.filter(problem => problem.severity !== 'error')
  return [...problems.filter(problem => problem.severity === 'error'), ...rest]
}

/** True where output must not appear. */
export function hasErrors(problems: readonly Problem[]): boolean {
  return problems.some(problem => problem.severity === 'error')
}

function compareProblems(a: Problem, b: Problem): number {
  return (
    compareFiles(a.source?.file, b.source?.file) ||
    (a.source?.index ?? 0) - (b.source?.index ?? 0) ||
    (a.source?.line ?? 0) - (b.source?.line ?? 0) ||
    (a.source?.column ?? 0) - (b.source?.column ?? 0) ||
    Number(a.severity === 'warning') - Number(b.severity === 'warning')
  )
}

/** By code unit: the order must not depend on a locale. */
function compareFiles(a: string | undefined, b: string | undefined): number {
  if (a === b) return 0
  if (a === undefined) return 1
  if (b === undefined) return -1
  return a < b ? -1 : 1
}

function identityOf({ code, severity, message, path, source }: Problem): string {
  const { file, index, line, column, resource } = source ?? {}
  const { kind, namespace, name } = resource ?? {}
  return [code, severity, message, formatPath(path), file, index, line, column, kind, namespace, name].join('\n')
}
