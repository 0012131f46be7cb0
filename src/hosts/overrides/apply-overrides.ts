// Puts values from outside into the HAClusters before anything looks at them: an Application's parameters, `--set`. What is
// wrong with such a value is reported at the parameter or option: the file says something else there.

import { valueAt } from '../../config/shape/walk.ts'
import type { Path, Problem } from '../../problems/problem.ts'
import { formatPath, startsWith } from '../../problems/problem.ts'
import type { ClusterInput } from '../../read/cluster-input.ts'
import { parseDocuments } from '../../read/documents/document.ts'
import { resourceRef } from '../../read/resource-ref.ts'
import type { Override } from './override.ts'
import { invalid } from './override.ts'
import { withValueAt } from './override-path.ts'

export interface OverriddenClusters {
  readonly inputs: readonly ClusterInput[]
  /** `invalid-parameter`. */
  readonly problems: readonly Problem[]
}

/** Every override in every cluster, in order: of two for one field the later one counts. */
export function applyOverrides(inputs: readonly ClusterInput[], overrides: readonly Override[]): OverriddenClusters {
  const problems: Problem[] = []
  const changed = inputs.map(input => overrides.reduce((before, override) => apply(before, override, problems), input))
  return { inputs: changed, problems }
}

function apply(input: ClusterInput, override: Override, problems: Problem[]): ClusterInput {
  const { path, source } = override
  const parsed = override.isText || typeof valueAt(input.value, path) === 'string' ? override : fromYaml(override.text)
  if (parsed === undefined) {
    problems.push(invalid(source, 'must be one YAML value that every host reads alike', 'quote it twice if it is text'))
    return input
  }
  const value = 'value' in parsed ? parsed.value : parsed.text
  const whole = withValueAt(input.value, path, value)
  if (whole === undefined) {
    const words = `must lead to a field: the HACluster has no \`${formatPath(path.slice(0, -1))}\``
    problems.push(invalid(source, words, cureOf(input.value, path)))
    return input
  }
  return overridden(input, override, whole.value)
}

function overridden(input: ClusterInput, { path, source, text }: Override, value: unknown): ClusterInput {
  const resource = resourceRef(value)
  const place = { file: source, ...(resource ? { resource } : {}) }
  return {
    ...input,
    value,
    problems: input.problems.filter(problem => !startsWith(problem.path, path)),
    locate: (inner, at, secret) => (startsWith(inner, path) ? place : input.locate(inner, at, secret)),
    raw: inner => (startsWith(inner, path) ? text : input.raw?.(inner)),
  }
}

function fromYaml(text: string): { readonly value: unknown } | undefined {
  const documents = parseDocuments(text)
  const [document] = documents
  if (document === undefined || documents.length > 1) return undefined
  const { value, problems } = document.resolve()
  return [...problems, ...document.toClusterInput().problems].length === 0 ? { value } : undefined
}

/** Says what stands where a path ends too early; never a value. */
function cureOf(value: unknown, path: Path): string {
  const end = path.findIndex((_part, at) => !isEntered(valueAt(value, path.slice(0, at)), path[at]))
  const before = path.slice(0, end)
  const there = valueAt(value, before)
  const place = `\`${formatPath(before)}\``
  if (!Array.isArray(there)) {
    return there === undefined || there === null
      ? `write the list ${place} into the file first`
      : `${place} ${typeof there === 'object' ? 'is no list' : 'holds no fields'}: set it as a whole, or name another field`
  }
  if (there.length === 0) return `${place} is empty: set it as a whole, or write its entries into the file`
  const last = `\`${formatPath([...before, there.length - 1])}\``
  if (typeof path[end] !== 'number') return `${place} is a list: name one of its entries, the last is ${last}`
  return `the last entry of ${place} is ${last}: write a further one into the file`
}

function isEntered(value: unknown, part: string | number | undefined): boolean {
  if (typeof part === 'number') return Array.isArray(value) && part < value.length
  return value === undefined || value === null || (typeof value === 'object' && !Array.isArray(value))
}
