// From what zod found to problems in our own words: what the field must be, what it is, what to write instead.
// No text of zod's gets through; the rules of scalars.ts, which begin with "must", do.

import type { core } from 'zod/mini'
import { isPrivatePath } from '../../problems/private-names.ts'
import { formatPath, type Path, type Problem } from '../../problems/problem.ts'
import { quoted, shortened } from '../../problems/quoted.ts'
import { usableChoices } from '../releases/usable.ts'
import { type Field, listFields } from '../schema/field-list.ts'
import { fixFor, fixForKubernetesVersion } from './retype.ts'
import { adviseOnUnknownField, closest, inWords, NO_ADVICE } from './suggest.ts'
import { collapseUnion, type Issue, issuesOfVariants } from './unions.ts'
import { valueAt } from './walk.ts'

export interface ShapeContext {
  readonly document: unknown
  /** What the user wrote at a path, before it became a number or a boolean; `undefined` where that is not known. */
  readonly raw: (path: Path) => string | undefined
  /** Whether a message may quote the value at a path. */
  readonly isQuotable: (path: Path) => boolean
}

/** With how many unknown fields may be weighed against those that there are. */
interface AdvisedContext extends ShapeContext {
  readonly advice: { left: number }
}

/** One problem per fault: codes `unknown-field`, `wrong-type`, `invalid-value`, `missing-field`, `version-is-a-number`, `wrong-api-version`. */
export function shapeProblems(issues: readonly Issue[], context: ShapeContext): readonly Problem[] {
  const found = new Map<string, Problem>()
  const advised = { ...context, advice: { left: MOST_ADVICE } }
  for (const problem of issues.flatMap(issue => problemsOf(issue, [], advised))) {
    // Several rules may refuse one value; the first says enough. An unknown key is a fault of its own.
    const key = JSON.stringify([problem.path, problem.at])
    if (!found.has(key)) found.set(key, problem)
  }
  return [...found.values()]
}

function problemsOf(issue: Issue, prefix: Path, context: AdvisedContext): readonly Problem[] {
  const path = [...prefix, ...issue.path.map(part => (typeof part === 'number' ? part : String(part)))]
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map(key => unknownField(path, key, context))
    case 'invalid_union':
      return unionProblems(issue, path, context)
    case 'invalid_key':
      return [refusedKey(issue, path)]
    case 'invalid_type':
      return [valueAt(context.document, path) === undefined ? missingField(path) : wrongType(issue, path, context)]
    case 'invalid_value':
      return [valueAt(context.document, path) === undefined ? missingField(path) : notAChoice(issue, path, context)]
    default:
      return [refusedValue(issue, path, context)]
  }
}

// Weighing a name against all others takes a millisecond; a document of another kind has thousands of unknown ones.
const MOST_ADVICE = 50

function unknownField(parent: Path, key: string, context: AdvisedContext): Problem {
  const path = [...parent, key]
  const { claim, why, fix } =
    context.advice.left-- > 0 ? adviseOnUnknownField(parent, key, context.document) : NO_ADVICE
  const isPrivate = isPrivatePath(path)
  return {
    ...error('unknown-field', path, `${nameOf(path)} ${claim}`, fix),
    ...(why === undefined ? {} : { why }),
    at: 'key',
    ...(isPrivate ? { secret: true } : {}),
  }
}

function missingField(path: Path): Problem {
  const field = fieldAt(path)
  const name = path.at(-1)
  const only = field?.schema.const
  const fix =
    typeof only === 'string' ? `add \`${name}: ${only}\`` : `add \`${name}\`${inBrackets(field?.description ?? '')}`
  return error('missing-field', path, `${nameOf(path)} must be given`, fix)
}

function fieldAt(path: Path): Field | undefined {
  if (fields.size === 0) for (const field of listFields().toReversed()) fields.set(field.path.join('\n'), field)
  return fields.get(path.map(part => (typeof part === 'number' ? '[]' : part)).join('\n'))
}

const fields = new Map<string, Field>()

/** "The vCenter." → " (the vCenter)"; abbreviations keep their capitals. */
function inBrackets(sentence: string): string {
  const words = sentence.replace(/\.$/, '').replace(/^(?!Kubernetes)[A-Z](?=[a-z ])/, first => first.toLowerCase())
  return words === '' ? '' : ` (${words})`
}

function unionProblems(issue: core.$ZodIssueInvalidUnion, path: Path, context: AdvisedContext): readonly Problem[] {
  if (issue.discriminator !== undefined) return typeProblems(issue, path, context)
  const value = valueAt(context.document, path)
  if (value === undefined) return [missingField(path)]
  const union = collapseUnion(issue.errors, value)
  switch (union.verdict) {
    case 'branch':
      return union.issues.flatMap(each => problemsOf(each, path, context))
    case 'wrong-type':
      return [mustBe(inWords([...new Set(union.expected.map(nameOfType))]), path, context)]
    case 'too-many':
      return [
        error(
          'invalid-value',
          path,
          `${nameOf(path)} must hold only one of ${inWords(union.fields.map(inBackquotes), 'and')}`,
        ),
      ]
    case 'too-few':
      return [
        error('missing-field', path, `${nameOf(path)} must hold ${inWords(union.fields.map(inBackquotes))}`),
        ...union.unknown.map(key => unknownField(path, key, context)),
      ]
  }
}

/** The `type` itself, and what is wrong in the object whatever its type. */
function typeProblems(issue: core.$ZodIssueInvalidUnion, path: Path, context: AdvisedContext): readonly Problem[] {
  const options = 'options' in issue ? (issue.options ?? []).map(String) : []
  const choices = usableChoices(path, options, context.document)
  const type = valueAt(context.document, path)
  const guess = typeof type === 'string' ? closest(type, options) : undefined
  const parent = path.slice(0, -1)
  const inside = issuesOfVariants(context.document, parent, guess === undefined ? options : [guess])
  return [
    type === undefined
      ? error('missing-field', path, `${nameOf(path)} must be given: ${inWords(choices.map(inQuotes))}`)
      : notOneOf(choices, path, context),
    ...inside.flatMap(each => problemsOf(each, [], context)),
  ]
}

function notAChoice(issue: core.$ZodIssueInvalidValue, path: Path, context: ShapeContext): Problem {
  const choices = usableChoices(path, issue.values.map(String), context.document)
  if (path.length === 1 && path[0] === 'apiVersion') {
    return {
      ...notOneOf(choices, path, context),
      code: 'wrong-api-version',
      fix: `write \`apiVersion: ${choices[0]}\``,
    }
  }
  return notOneOf(choices, path, context)
}

function notOneOf(choices: readonly string[], path: Path, context: ShapeContext): Problem {
  const value = valueAt(context.document, path)
  if (value === null) return empty(path)
  const allowed = inWords(choices.map(inQuotes))
  if (typeof value !== 'string') {
    const meant = typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
    const fix = choices.includes(meant) ? `quote it: "${meant}"` : undefined
    return error('wrong-type', path, `${nameOf(path)} must be ${allowed}, not ${kindOf(value)}`, fix)
  }
  const guess = closest(value, choices)
  const fix = choices.length > 1 && guess !== undefined ? `did you mean "${guess}"?` : undefined
  return error('invalid-value', path, `${nameOf(path)} must be ${allowed}${butIs(value, path, context)}`, fix)
}

function refusedKey(issue: core.$ZodIssueInvalidKey, path: Path): Problem {
  const rule = splitRule(issue.issues[0]?.message ?? '')
  return { ...error('invalid-value', path, `the key of ${nameOf(path)} ${rule.claim}`), ...rule.why, at: 'key' }
}

const VERSION_FIELDS: readonly unknown[] = ['capvVersion', 'capiVersion', 'kubernetesVersion', 'version']

function wrongType(issue: core.$ZodIssueInvalidType, path: Path, context: ShapeContext): Problem {
  const value = valueAt(context.document, path)
  if (typeof value === 'number' && issue.expected === 'string' && VERSION_FIELDS.includes(path.at(-1))) {
    return numberAsVersion(value, path, context)
  }
  // Whole numbers bring their bounds along: "must be a whole number of at least 1".
  const allowed = issue.message.startsWith('must be ')
    ? issue.message.slice('must be '.length)
    : nameOfType(issue.expected)
  return mustBe(allowed, path, context, issue.expected)
}

function mustBe(allowed: string, path: Path, context: ShapeContext, expected?: string): Problem {
  const value = valueAt(context.document, path)
  if (value === null) return empty(path)
  const known = context.isQuotable(path) ? value : undefined
  const fix = fixFor(path, known, context.raw(path), expected) ?? fixForChoice(path, known)
  const is = typeof value === 'number' && expected === 'int' && Number.isFinite(value) ? String(value) : kindOf(value)
  return error('wrong-type', path, `${nameOf(path)} must be ${allowed}, not ${is}`, fix)
}

/** `loadBalancer: Nginx` instead of a map. */
function fixForChoice(path: Path, value: unknown): string | undefined {
  const isChoice = typeof value === 'string' && fieldAt([...path, 'type'])?.types.includes(value)
  return isChoice ? `write it as a map: {type: ${value}}` : undefined
}

function numberAsVersion(value: number, path: Path, context: ShapeContext): Problem {
  const written = context.raw(path) ?? String(value)
  const isFull = path.at(-1) === 'kubernetesVersion'
  const example = context.raw(path) === undefined ? ', such as "1.30.0"' : `: ${quoted(`${written}.0`)}`
  return {
    ...error('version-is-a-number', path, `${nameOf(path)} must be a string, not the number ${shortened(written)}`),
    why: 'as a number a version loses its trailing zeros: 1.30 arrives as 1.3',
    fix: isFull
      ? `write the full version in quotes${example}`
      : `write it in quotes, with all its digits: ${quoted(written)}`,
  }
}

function empty(path: Path): Problem {
  const what = typeof path.at(-1) === 'number' ? 'entry' : 'field'
  const fix = fieldAt(path)?.required ? 'give it a value' : `give it a value, or remove the ${what}`
  return error('wrong-type', path, `${nameOf(path)} must not be empty`, fix)
}

function refusedValue(issue: Issue, path: Path, context: ShapeContext): Problem {
  const value = valueAt(context.document, path)
  if ('maximum' in issue && issue.maximum === Number.MAX_SAFE_INTEGER) {
    return error('invalid-value', path, `${nameOf(path)} must be a whole number of at most ${issue.maximum}`)
  }
  const rule = splitRule(issue.message)
  const is = rule.claim.startsWith('must be ') ? butIs(value, path, context) : ''
  const fix = path.at(-1) === 'kubernetesVersion' ? fixForKubernetesVersion(value) : undefined
  return { ...error('invalid-value', path, `${nameOf(path)} ${rule.claim}${is}`, fix), ...rule.why }
}

/** Rules too long for a message stand after a colon. */
function splitRule(rule: string): { readonly claim: string; readonly why: { readonly why?: string } } {
  const [, claim, details] = /^(must [^:"]*): (.*)$/.exec(rule) ?? []
  if (claim === undefined || details === undefined)
    return { claim: rule.startsWith('must ') ? rule : 'must be another value', why: {} }
  return { claim, why: { why: `${claim.replace(/^must (not )?be /, '')} holds ${details}` } }
}

function butIs(value: unknown, path: Path, context: ShapeContext): string {
  if (!context.isQuotable(path)) return ''
  if (typeof value === 'number') return `, not ${value}`
  return typeof value === 'string' && value !== '' && value.length <= 60 ? `, not ${quoted(value)}` : ''
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'boolean') return `the boolean ${value}`
  if (typeof value === 'object') return 'a map'
  if (typeof value === 'number' && !Number.isFinite(value)) return 'an infinite or undefined number'
  return typeof value === 'string' ? 'a string' : 'a number'
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: 'a string',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
}

function nameOfType(expected: string): string {
  return TYPE_NAMES[expected] ?? (expected.startsWith('must be ') ? expected.slice('must be '.length) : 'a map')
}

function inQuotes(choice: string): string {
  return `"${choice}"`
}

function inBackquotes(field: string): string {
  return `\`${field}\``
}

function nameOf(path: Path): string {
  return path.length === 0 ? 'the document' : `\`${formatPath(path)}\``
}

function error(code: Problem['code'], path: Path, message: string, fix?: string): Problem {
  return { code, severity: 'error', path, message, ...(fix === undefined ? {} : { fix }) }
}
