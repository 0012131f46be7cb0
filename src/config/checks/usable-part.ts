// What can be said of a cluster whose shape is wrong: every rule runs over what is left without the faults, and what it says
// counts unless it reads a faulty field. What a misspelt field leaves out would else look like a fault of another one. So would
// what an address leaves out that has the right shape, but that nobody can read.

import type { ProblemCode } from '../../problems/codes.ts'
import { type Path, type Problem, startsWith } from '../../problems/problem.ts'
import { resolve } from '../resolve/resolve.ts'
import type { ResolvedCluster } from '../resolve/resolved.ts'
import { fitToSchema } from '../shape/fit-to-schema.ts'
import { valueAt } from '../shape/walk.ts'
import type { Comparable } from './check.ts'
import { expansionProblem } from './expansion-limit.ts'
import { readsOf } from './reads.ts'

/** Every other field is judged by these, so that nothing can be said where one of them is wrong. */
const DECISIVE: ReadonlySet<string> = new Set(['capvVersion', 'capiVersion', 'acknowledge'])

/** A document with more faults than this is of another kind. */
const MOST_FAULTS = 50

export interface UsablePart extends Comparable {
  /** Whether a problem of it stands whatever the faulty fields may hold. */
  readonly stands: (problem: Problem) => boolean
}

/** A cluster without a fault. */
export function wholeOf(cluster: ResolvedCluster): UsablePart {
  return { cluster, stands: isTrue, knows: isTrue }
}

function isTrue(): boolean {
  return true
}

/** The cluster without its faults; `undefined` where too little is left. */
export function usablePart(document: unknown, faults: readonly Problem[]): UsablePart | undefined {
  if (faults.length > MOST_FAULTS) return undefined
  const cuts = faults.map(cutFor)
  if (cuts.some(([, field]) => DECISIVE.has(String(field)))) return undefined
  const config = fitToSchema(withStandIns(cuts.reduce(without, document), cuts))
  if (config === undefined || expansionProblem(config) !== undefined) return undefined
  const lost = [...cuts.map(patternOf), ...faults.flatMap(meantBy)]
  const knows = (code: string) => !readsAny(code, lost)
  return {
    cluster: resolve(config),
    knows,
    stands: ({ code, path }) => !cuts.some(cut => goTogether(cut, path)) && knows(code),
  }
}

/** Of values that have the right shape, but that nobody can read as what their field takes. */
const UNREAD: ReadonlySet<string> = new Set([
  'invalid-address',
  'reversed-range',
  'range-too-large',
  'invalid-endpoint',
])

/**
 * The same part without the fields that hold what nobody can read: such an address is left out of all that is counted and
 * compared, which would look like a fault of the others. Takes all problems that the rules found in it.
 */
export function withoutUnread(part: UsablePart, found: readonly Problem[]): UsablePart {
  const places = found.filter(isOfUnread).map(({ path }) => path)
  if (places.length === 0) return part
  const lost = places.map(patternOf)
  const knows = (code: ProblemCode) => part.knows(code) && !readsAny(code, lost)
  const isOfOthers = ({ code, path }: Problem) => knows(code) && !places.some(place => goTogether(place, path))
  return { ...part, knows, stands: problem => part.stands(problem) && (isOfUnread(problem) || isOfOthers(problem)) }
}

function isOfUnread({ code }: Problem): boolean {
  return UNREAD.has(code)
}

/** An entry that is wrong goes with its list, so that the others keep their numbers; what lacks a field goes as well. */
function cutFor({ code, path }: Problem): Path {
  if (code === 'unknown-field') return path
  if (code === 'missing-field' && !isRequiredOfAll(path)) return withoutIndices(path.slice(0, -1))
  return withoutIndices(path)
}

function withoutIndices(path: Path): Path {
  const list = path.findIndex(part => typeof part === 'number')
  return list >= 0 ? path.slice(0, list) : path
}

/**
 * The fields that a misspelt one may stand for, which are lost with it, as the advice names them; where nothing is like it,
 * nothing is lost.
 */
function meantBy({ code, path, fix = '' }: Problem): readonly string[] {
  if (code !== 'unknown-field') return []
  const parent = patternOf(path.slice(0, -1))
  return [...fix.matchAll(/`([^`]+)`/g)].map(([, name = '']) =>
    /^(spec|metadata)\b/.test(name) ? patternOf(name.split('.')) : `${parent}.${name}`,
  )
}

/** What every HACluster has, in place of what is missing or wrong: no rule that reads it is heard. */
const STAND_INS: readonly (readonly [Path, unknown])[] = [
  [['apiVersion'], 'capv-ha.dev/v1alpha1'],
  [['spec', 'kubernetesVersion'], 'v1.30.0'],
  [['spec', 'controlPlaneEndpoint'], 'endpoint.invalid:6443'],
  [['spec', 'loadBalancer'], { type: 'External' }],
  [['spec', 'vsphere', 'server'], 'vcenter.invalid'],
  [['spec', 'vsphere', 'datacenter'], 'datacenter'],
  [['spec', 'machine', 'template'], 'template'],
  [['spec', 'machine', 'memoryMiB'], 8192],
  [['spec', 'machine', 'diskGiB'], 100],
  [['spec', 'network', 'name'], 'network'],
]

function isRequiredOfAll(path: Path): boolean {
  return STAND_INS.some(([place]) => place.length === path.length && goTogether(place, path))
}

function withStandIns(document: unknown, cuts: readonly Path[]): unknown {
  return STAND_INS.filter(([place]) => cuts.some(cut => cut.length <= place.length && goTogether(cut, place))).reduce(
    (now, [place, value]) => withValue(now, place, value),
    document,
  )
}

function withValue(value: unknown, [key, ...rest]: Path, own: unknown): unknown {
  if (key === undefined) return own
  return { ...Object(value), [key]: withValue(Object(value)[key], rest, own) }
}

/** A copy without the value at a path. */
function without(value: unknown, path: Path): unknown {
  const [key, ...rest] = path
  if (key === undefined) return undefined
  if (valueAt(value, path) === undefined) return value
  if (Array.isArray(value)) return value.map((item, i) => (i === key ? without(item, rest) : item))
  const { [key]: inner, ...others } = Object(value)
  return rest.length === 0 ? others : { ...Object(value), [key]: without(inner, rest) }
}

/** Whether one of two paths leads to the other. */
function goTogether(a: Path, b: Path): boolean {
  return startsWith(a, b) || startsWith(b, a)
}

/** As docs/hacluster.md writes a path, of overrides the cluster-wide field. */
function patternOf(path: Path): string {
  const pattern = path
    .map(part => (typeof part === 'number' ? '[]' : `.${part}`))
    .join('')
    .slice(1)
  return pattern.replace(
    /^spec\.(?:controlPlane(?:\.nodes\[\])?|workers\[\])\.(machine|network|node)(?=$|[.[])/,
    'spec.$1',
  )
}

function readsAny(code: string, lost: readonly string[]): boolean {
  const reads = readsOf(code)
  return reads?.some(read => lost.some(each => isWithin(read, each) || isWithin(each, read))) ?? false
}

function isWithin(path: string, other: string): boolean {
  return path === other || path.startsWith(`${other}.`) || path.startsWith(`${other}[`)
}
