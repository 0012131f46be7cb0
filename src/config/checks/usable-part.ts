// What can be said of a cluster whose shape is wrong: the rules that judge a field by itself, over what is left without the
// faults. Rules between fields wait for the whole: what a misspelt field leaves out would look like a fault of another one.

import type { Path, Problem } from '../../problems/problem.ts'
import { resolve } from '../resolve/resolve.ts'
import { fitToSchema } from '../shape/fit-to-schema.ts'
import { valueAt } from '../shape/walk.ts'
import { acknowledged } from './document/acknowledge.ts'
import { expansionProblem } from './expansion-limit.ts'
import { FIELD_CHECKS } from './index.ts'

/** Every other field is judged by these, so that nothing can be said where one of them is wrong. */
const DECISIVE: ReadonlySet<string> = new Set(['capvVersion', 'capiVersion', 'acknowledge'])

/** A document with more faults than this is of another kind. */
const MOST_FAULTS = 50

/** Problems of `FIELD_CHECKS` beside the faults of shape; none where too little is left. */
export function checkUsablePart(document: unknown, faults: readonly Problem[]): readonly Problem[] {
  if (faults.length > MOST_FAULTS) return []
  const cuts = faults.map(cutFor)
  if (cuts.some(([, field]) => DECISIVE.has(String(field)))) return []
  const config = fitToSchema(cuts.reduce(without, document))
  if (config === undefined || expansionProblem(config) !== undefined) return []
  const cluster = resolve(config)
  const problems = FIELD_CHECKS.flatMap(check => check(cluster))
  return acknowledged(problems, config.spec).filter(({ path }) => !cuts.some(cut => goTogether(cut, path)))
}

/** A list goes as a whole, so that the others of its entries keep their numbers; what lacks a field goes as well. */
function cutFor({ code, path }: Problem): Path {
  const list = path.findIndex(part => typeof part === 'number')
  if (list >= 0) return path.slice(0, list)
  return code === 'missing-field' ? path.slice(0, -1) : path
}

/** A copy without the value at a path. */
function without(value: unknown, path: Path): unknown {
  const [key, ...rest] = path
  if (key === undefined) return undefined
  if (valueAt(value, path) === undefined) return value
  const { [key]: inner, ...others } = Object(value)
  return rest.length === 0 ? others : { ...Object(value), [key]: without(inner, rest) }
}

/** Whether one of two paths leads to the other. */
function goTogether(a: Path, b: Path): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a]
  return short.every((part, index) => part === long[index])
}
