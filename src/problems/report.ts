// Problems as text for people: place, excerpt with carets, why and fix, and how many there are in all.

import { counted } from './counted.ts'
import { excerptLines } from './excerpt-lines.ts'
import type { Path, Problem, ResourceRef, Severity, Source } from './problem.ts'
import { formatPath } from './problem.ts'
import { legible } from './quoted.ts'
import { selectProblems } from './selection.ts'

/**
 * One block per problem, in `sortProblems`'s order, a blank line between, and a last line such as `2 errors, 1 warning`.
 * Beyond the fiftieth they are only counted. Empty for none.
 */
export function formatProblems(problems: readonly Problem[], { colour }: { readonly colour: boolean }): string {
  const { shown, others, all } = selectProblems(problems)
  if (all.length === 0) return ''
  const paint = colour ? inColour : plain
  const rest = others === undefined ? [] : [`and ${others}\n`]
  return [...shown.map(problem => formatProblem(problem, paint)), ...rest, `${countProblems(all)}\n`].join('\n')
}

/** `2 errors, 1 warning`; what is zero is left out. */
export function countProblems(problems: readonly Problem[]): string {
  const warnings = problems.filter(problem => problem.severity === 'warning').length
  const errors = problems.length - warnings
  return [errors > 0 ? counted(errors, 'error') : [], warnings > 0 ? counted(warnings, 'warning') : []]
    .flat()
    .join(', ')
}

/** Where a problem stands, in one line: `file:line:column`, or whatever is known: file, document, object, field. */
export function describePlace(source: Source | undefined, path: Path): string {
  const { file, index, line, column, resource } = source ?? {}
  if (file !== undefined && line !== undefined) return `${file}:${line}:${column ?? 1}`
  const parts = [
    file,
    index === undefined ? undefined : `document ${index + 1}`,
    resource && describeResource(resource),
    path.length > 0 ? `\`${formatPath(path)}\`` : undefined,
  ]
  return parts.filter(part => part !== undefined).join(', ')
}

type Style = Severity | 'carets' | 'label'
type Paint = (style: Style, text: string) => string

function formatProblem(problem: Problem, paint: Paint): string {
  const { code, severity, message, why, fix, source, path } = problem
  const place = legible(describePlace(source, path))
  const lines = [
    `${paint(severity, `${severity}[${code}]`)}: ${legible(message)}`,
    ...(place === '' ? [] : [`  ${place}`]),
    ...excerptOf(source, paint),
    ...(why === undefined ? [] : [`  ${paint('label', 'why:')} ${legible(why)}`]),
    ...(fix === undefined ? [] : [`  ${paint('label', 'fix:')} ${legible(fix)}`]),
  ]
  return `${lines.join('\n')}\n`
}

function excerptOf(source: Source | undefined, paint: Paint): readonly string[] {
  if (source?.line === undefined || source.excerpt === undefined) return []
  const { text, carets } = excerptLines(source.excerpt)
  const number = String(source.line)
  return [`${number} | ${text}`, `${' '.repeat(number.length)} | ${paint('carets', carets)}`]
}

function describeResource({ kind, namespace, name }: ResourceRef): string {
  return `${kind} ${namespace ?? 'default'}/${name}`
}

function plain(_style: Style, text: string): string {
  return text
}

// Red, yellow, red, cyan: the ones that are legible on light and dark grounds.
const SEQUENCES: Readonly<Record<Style, string>> = { error: '1;31', warning: '1;33', carets: '31', label: '36' }

function inColour(style: Style, text: string): string {
  return `\u001b[${SEQUENCES[style]}m${text}\u001b[0m`
}
