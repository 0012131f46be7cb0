// Which alternative of a union the user meant, so that only its faults are reported.

import type { core } from 'zod/mini'
import type { Path } from '../../problems/problem.ts'
import { haclusterSchema } from '../schema/hacluster.ts'
import { valueAt } from './walk.ts'

export type Issue = core.$ZodIssue

export type UnionVerdict =
  /** One alternative was meant: its issues. */
  | { readonly verdict: 'branch'; readonly issues: readonly Issue[] }
  /** None: the types that are allowed. */
  | { readonly verdict: 'wrong-type'; readonly expected: readonly string[] }
  /** Several, each told by a field of its own. */
  | { readonly verdict: 'too-many'; readonly fields: readonly string[] }
  | { readonly verdict: 'too-few'; readonly fields: readonly string[]; readonly unknown: readonly string[] }

/** Weighs the issues that each alternative of a union without `type` had with a value. */
export function collapseUnion(branches: readonly (readonly Issue[])[], value: unknown): UnionVerdict {
  const fitting = branches.filter(issues => !issues.some(issue => isOfAnotherType(issue, value)))
  const [first, ...others] = fitting
  if (first === undefined) return { verdict: 'wrong-type', expected: branches.flatMap(expectedTypes) }
  if (others.length === 0) return { verdict: 'branch', issues: first }
  const complete = fitting.filter(issues => missingIn(issues, value).length === 0)
  const [only, ...more] = complete
  if (only === undefined) {
    const unknown = fitting.map(unknownIn).reduce((common, keys) => {
      const others = new Set(keys)
      return common.filter(key => others.has(key))
    })
    return { verdict: 'too-few', fields: fitting.flatMap(issues => missingIn(issues, value)), unknown }
  }
  if (more.length === 0) return { verdict: 'branch', issues: only }
  return { verdict: 'too-many', fields: [...new Set(complete.flatMap(unknownIn))] }
}

function isOfAnotherType(issue: Issue, value: unknown): boolean {
  if (issue.code !== 'invalid_type' || issue.path.length > 0) return false
  return !(issue.expected === 'int' && typeof value === 'number')
}

function expectedTypes(issues: readonly Issue[]): readonly string[] {
  return issues.flatMap(issue => {
    if (issue.code !== 'invalid_type' || issue.path.length > 0) return []
    return [issue.message.startsWith('must be ') ? issue.message : issue.expected]
  })
}

function missingIn(issues: readonly Issue[], value: unknown): readonly string[] {
  return issues.flatMap(issue => {
    const [key] = issue.path
    const isAbsent =
      typeof value === 'object' && value !== null && typeof key === 'string' && !Object.hasOwn(value, key)
    return isAbsent && issue.path.length === 1 ? [key] : []
  })
}

function unknownIn(issues: readonly Issue[]): readonly string[] {
  return issues.flatMap(issue => (issue.code === 'unrecognized_keys' && issue.path.length === 0 ? issue.keys : []))
}

/**
 * What is wrong in the object at `path`, whose `type` is missing or unknown, were it of one of these types: only what
 * all of them refuse, so that a misspelt `type` hides no other fault and blames no field wrongly.
 */
export function issuesOfVariants(document: unknown, path: Path, types: readonly string[]): readonly Issue[] {
  const perType = types.map(type => {
    const result = haclusterSchema.safeParse(replaced(document, [...path, 'type'], type))
    const issues = result.success ? [] : result.error.issues
    return issues.filter(issue => path.every((part, index) => issue.path[index] === part)).flatMap(single)
  })
  const [first = [], ...others] = perType
  return first.filter(issue => others.every(issues => issues.some(other => keyOf(other) === keyOf(issue))))
}

/** A copy of maps (the only way to a `type`) along a path, with another value at its end. */
function replaced(value: unknown, path: Path, end: string): unknown {
  const [part, ...rest] = path
  if (part === undefined) return end
  return { ...Object(value), [part]: replaced(valueAt(value, [part]), rest, end) }
}

function single(issue: Issue): readonly Issue[] {
  return issue.code === 'unrecognized_keys' ? issue.keys.map(key => ({ ...issue, keys: [key] })) : [issue]
}

function keyOf(issue: Issue): string {
  return JSON.stringify([issue.code, issue.path, issue.code === 'unrecognized_keys' ? issue.keys : []])
}
