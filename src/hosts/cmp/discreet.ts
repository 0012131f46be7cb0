// What the plugin does not say: its standard error lands in the status of an Application, for everybody to read who may see
// that. What could be a secret is left out, whatever it is: the place stays.

import { hasPrivateWord, isPrivatePath } from '../../problems/private-names.ts'
import type { Problem } from '../../problems/problem.ts'
import { secretInText } from '../../problems/secret-in-text.ts'

/** Without excerpts of lines that a name or their own look makes suspicious. */
export function discreet(problems: readonly Problem[]): readonly Problem[] {
  return problems.map(problem => {
    const { source } = problem
    if (source?.excerpt === undefined || isHarmless(problem, source.excerpt.text)) return problem
    const { excerpt: _, ...place } = source
    return { ...problem, source: place }
  })
}

function isHarmless({ secret, path }: Problem, line: string): boolean {
  return secret !== true && !isPrivatePath(path) && !hasPrivateWord(line) && secretInText(line) === undefined
}

/** A text of the user's for a message: as it stands where it is a name, a path or a pattern and nothing more, else what it is. */
export function quoted(text: string, what: string): string {
  return isPlain(text) ? `"${text}"` : what
}

/** The same for a field. */
export function named(field: string, what: string): string {
  return isPlain(field) ? `\`${field}\`` : what
}

function isPlain(text: string): boolean {
  return /^[\w./*?![\]{}\\-]{1,80}$/.test(text) && secretInText(text) === undefined
}
