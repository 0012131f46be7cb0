// Problems as the `results` of a ResourceList (KRM functions specification, v1). Hosts are strict about types here, and
// one wrong type hides the real failure: `file.index` is a number, `field` and `file` are objects.

import type { Json, JsonObject } from '../manifest.ts'
import type { Path, Problem, Source } from './problem.ts'
import { legible, shortened } from './quoted.ts'
import { selectProblems } from './selection.ts'
import { errorsFirst } from './sort.ts'

/**
 * One entry per problem, errors first; beyond the fiftieth one entry counts the others. kpt prints severity, object, field
 * path and message on one line, and four lines in all (kpt v1.0.0-beta.56): whatever it hides is part of the message.
 */
export function toResults(problems: readonly Problem[]): readonly JsonObject[] {
  const { shown, others } = selectProblems(problems)
  const rest = others === undefined ? [] : [{ severity: 'info', message: `and ${others}` }]
  return [...errorsFirst(shown).map(toResult), ...rest]
}

function toResult(problem: Problem): JsonObject {
  const { severity, code, path, source } = problem
  return {
    severity,
    message: sentence(problem),
    // The specification wants its apiVersion, too.
    ...(source?.resource?.apiVersion ? { resourceRef: { ...source.resource } } : {}),
    ...(path.length > 0 ? { field: { path: dotted(path) } } : {}),
    ...(source?.file === undefined ? {} : { file: fileOf(source, source.file) }),
    tags: { code },
  }
}

function sentence({ message, why, fix, code, source }: Problem): string {
  const reason = why === undefined ? '' : ` (${why})`
  const advice = fix === undefined ? '' : `; fix: ${fix}`
  const place = source?.file === undefined ? '' : ` in ${source.file}`
  return legible(`${message}${reason}${advice} [${code}]${place}`.replace(/[ \t]*[\r\n]\s*/g, ' '))
}

function fileOf({ index }: Source, path: string): Json {
  const shown = legible(path)
  return index === undefined ? { path: shown } : { path: shown, index }
}

/** As the specification writes paths: `spec.nodes.1.address`. */
function dotted(path: Path): string {
  return path.map(part => (typeof part === 'string' ? shortened(part) : part)).join('.')
}
