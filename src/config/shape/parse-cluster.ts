// From a document of unknown shape to the typed configuration, or to everything that is wrong with its shape.

import { unprintableCharacter } from '../../problems/printable.ts'
import { isPrivatePath } from '../../problems/private-names.ts'
import { formatPath, type Path, type Problem, startsWith } from '../../problems/problem.ts'
import { secretInText } from '../../problems/secret-in-text.ts'
import { findSecrets, withoutSecretKeys } from '../secrets/find-secrets.ts'
import { type SecretPaths, secretPaths } from '../secrets/secret-paths.ts'
import { type CheckedShape, checkShape } from './check-shape.ts'
import { fitToSchema } from './fit-to-schema.ts'
import { emptiedAt, sizeOf } from './size-limit.ts'
import { pathOf, valueAt, walk } from './walk.ts'

/** A secret or an unprintable character leaves `config` there: the values can be checked. */
export type ParsedCluster = CheckedShape

/**
 * All faults of shape at once, and every secret (`secret-in-input`) and unprintable character (`invalid-value`) wherever
 * it stands; nothing but `too-large` where it holds too much, and of a list or text that does. `raw` says what the user wrote for a number or boolean, where the text is known: `1.30` arrives as 1.3.
 */
export function parseCluster(value: unknown, raw: (path: Path) => string | undefined = () => undefined): ParsedCluster {
  const { whole, parts } = sizeOf(value)
  if (whole !== undefined) return { problems: [whole] }
  if (parts.length > 0) return { problems: besideLongParts(value, parts, raw) }
  const secrets = findSecrets(value)
  const paths = secretPaths(secrets.map(({ path }) => path))
  const isQuotable = (path: Path) => !isPrivatePath(path) && !paths.isNear(path) && !holdsSecret(valueAt(value, path))
  const config = fitToSchema(value)
  const shape: CheckedShape = config ? { config, problems: [] } : checkShape({ document: value, raw, isQuotable })
  const others = [...shape.problems, ...unprintable(value, shape.problems)].flatMap(problem =>
    withoutSecrets(problem, paths),
  )
  return { ...shape, problems: [...secrets, ...others] }
}

/** A list or text that is too long is not looked into, nor what its absence would be. A field that is not known is no more than that. */
function besideLongParts(value: unknown, parts: readonly Problem[], raw: (path: Path) => string | undefined) {
  const rest = parts.reduce((document, { path }) => emptiedAt(document, path), value)
  const others = parseCluster(rest, raw).problems.filter(
    ({ code, path }) => code === 'unknown-field' || !parts.some(part => startsWith(path, part.path)),
  )
  const unknown = others.filter(({ code }) => code === 'unknown-field')
  return [...parts.filter(part => !unknown.some(({ path }) => startsWith(part.path, path))), ...others]
}

/** A shared value (a YAML alias) is reported as a secret at its first place only, and quoted at none. */
function holdsSecret(value: unknown): boolean {
  return typeof value === 'string' ? secretInText(value) !== undefined : findSecrets(value).length > 0
}

/** A secret is one fault; what encloses it or lies inside it is reported, but masked. */
function withoutSecrets(problem: Problem, secrets: SecretPaths): readonly Problem[] {
  if (secrets.isAt(problem.path)) return []
  if (withoutSecretKeys(problem.path).length < problem.path.length) return []
  return [secrets.isNear(problem.path) ? { ...problem, secret: true } : problem]
}

/** Of a value that is refused already, its shape says enough. */
function unprintable(document: unknown, faults: readonly Problem[]): readonly Problem[] {
  const refused = new Set(faults.map(({ path, at }) => (at === 'key' ? undefined : formatPath(path))))
  const problems: Problem[] = []
  for (const visit of walk(document)) {
    const { part, value } = visit
    const inKey = typeof part === 'string' ? unprintableCharacter(part) : undefined
    const inValue = typeof value === 'string' ? unprintableCharacter(value) : undefined
    if (inKey === undefined && inValue === undefined) continue
    const path = pathOf(visit)
    if (inKey) problems.push(refusal(path.slice(0, -1), `have a key with ${inKey.name}`))
    if (inValue && !refused.has(formatPath(path)))
      problems.push(refusal(path, `hold ${inValue.name} (character ${inValue.index + 1})`))
  }
  return problems
}

function refusal(path: Path, what: string): Problem {
  const place = path.length === 0 ? 'the document' : `\`${formatPath(path)}\``
  return {
    code: 'invalid-value',
    severity: 'error',
    path,
    message: `${place} must not ${what}`,
    why: 'not every host carries this character unchanged to the API server',
  }
}
