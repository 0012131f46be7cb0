// Problems for programs: one JSON document, or the workflow commands that GitHub shows beside the lines of a pull request.

import type { Problem } from './problem.ts'
import { formatPath } from './problem.ts'
import { bounded } from './quoted.ts'
import { describePlace } from './report.ts'
import { selectProblems } from './selection.ts'
import { sortProblems } from './sort.ts'

/**
 * All of them: `{"problems": [...]}`, each with code, severity, message, why, fix, field, file, index, line, column and resource as far
 * as known; then what was looked at, by name.
 */
export function formatJson(problems: readonly Problem[], counts: Readonly<Record<string, number>> = {}): string {
  const entries = sortProblems(problems).map(({ code, severity, message, why, fix, path, source }) => {
    const { file, index, line, column, resource } = source ?? {}
    return {
      code,
      severity,
      message: bounded(message),
      why: why && bounded(why),
      fix: fix && bounded(fix),
      field: formatPath(path),
      file,
      index,
      line,
      column,
      resource,
    }
  })
  return `${JSON.stringify({ problems: entries, ...counts }, undefined, 2)}\n`
}

/** One `::error` or `::warning` line per problem, beyond the fiftieth one line for all. Escapes as actions/toolkit packages/core/src/command.ts has them. */
export function formatGithub(problems: readonly Problem[]): string {
  const { shown, others } = selectProblems(problems)
  const lines = shown.map(
    problem => `::${problem.severity} ${properties(problem)}::${escapeData(messageOf(problem))}\n`,
  )
  return [...lines, ...(others === undefined ? [] : [`::notice::and ${others}\n`])].join('')
}

function properties({ code, source }: Problem): string {
  const { file, line, column, excerpt } = source ?? {}
  const endColumn = column !== undefined && excerpt ? column + excerpt.length : undefined
  const entries = { file, line, endLine: endColumn && line, col: column, endColumn, title: code }
  return Object.entries(entries)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${escapeProperty(String(value))}`)
    .join(',')
}

function messageOf({ message, why, fix, source, path }: Problem): string {
  const place = source?.line === undefined ? describePlace(source, path) : ''
  const lines = [message, place, why && `why: ${why}`, fix && `fix: ${fix}`]
  return lines.flatMap(line => (line ? [bounded(line)] : [])).join('\n')
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
