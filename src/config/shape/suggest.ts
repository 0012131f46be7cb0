// What to say of a field that is not in the schema: a typo, a name from elsewhere, a field at the wrong level or of
// another type. Its tables are made when the first unknown field is met.

import { LONGEST_WORD } from '../../problems/did-you-mean.ts'
import { editDistance } from '../../problems/edit-distance.ts'
import { formatPath, type Path } from '../../problems/problem.ts'
import { type Field, listFields } from '../schema/field-list.ts'
import { FOREIGN_NAMES } from './foreign-names.ts'
import { valueAt } from './walk.ts'

export interface Advice {
  /** Follows the field's name: "is not a field that …". */
  readonly claim: string
  readonly why?: string
  readonly fix: string
}

const NOBODY_REPLACES =
  'no controller replaces standalone machines: a MachineHealthCheck would mark them as unhealthy, and nothing would follow'

/** Where nothing is known to be meant. */
export const NO_ADVICE: Advice = {
  claim: 'is not a known field',
  fix: 'remove it; docs/hacluster.md lists all fields',
}

/** Why a type does not have a field, where that is worth knowing. */
const REASONS: ReadonlyMap<string, string> = new Map([
  ['Machines healthCheck', NOBODY_REPLACES],
  ['Machines remediation', NOBODY_REPLACES],
])

/** Advice on the unknown field `key` of the object at `parent` in the document. */
export function adviseOnUnknownField(parent: Path, key: string, document: unknown): Advice {
  const here = fieldsAt(parent)
  const type = valueAt(document, [...parent, 'type'])
  const known = typeof type === 'string' && here.some(field => field.types.includes(type)) ? type : undefined
  const ofAnotherType = here.find(field => lastOf(field) === key)
  if (ofAnotherType && known !== undefined) {
    const types = inWords(ofAnotherType.types.map(name => `"${name}"`))
    const why = REASONS.get(`${known} ${key}`)
    return {
      claim: `must not be set with type "${known}"`,
      ...(why === undefined ? {} : { why }),
      fix: `\`${key}\` is a field of type ${types} only`,
    }
  }
  const usable = here.filter(({ types }) => known === undefined || types.length === 0 || types.includes(known))
  return { claim: NO_ADVICE.claim, fix: meant(parent, key, usable) ?? listed(parent, usable) }
}

function meant(parent: Path, key: string, here: readonly Field[]): string | undefined {
  const foreign = Object.hasOwn(FOREIGN_NAMES, key.toLowerCase()) ? (FOREIGN_NAMES[key.toLowerCase()] ?? []) : []
  const names = here.map(lastOf)
  const same = names.find(name => name.toLowerCase() === key.toLowerCase())
  const translated = foreign.map(end => end.slice(end.lastIndexOf('.') + 1)).filter(name => names.includes(name))
  const alike = foreign.length === 0 ? closest(key, names) : undefined
  const beside = same !== undefined ? [same] : translated.length > 0 || alike === undefined ? translated : [alike]
  if (beside.length > 0) return `did you mean ${inWords(beside.map(name => `\`${name}\``))}?`
  const others = placesOf(parent, foreign)
  if (others.length > 0 && others.every(path => path.at(-1) === key))
    return `\`${key}\` belongs under ${inWords(others.map(path => place(path.slice(0, -1))))}`
  if (others.length > 0) return `did you mean ${inWords(others.map(place))}?`
  const elsewhere = nearest(parent, fieldsNamed(key))
  if (elsewhere !== undefined) return `\`${key}\` belongs under ${place(elsewhere.slice(0, -1))}`
  const alikeElsewhere = closest(key, [...new Set(listFields().map(lastOf))])
  const there = alikeElsewhere === undefined ? undefined : nearest(parent, fieldsNamed(alikeElsewhere))
  return there && `did you mean ${place(there)}?`
}

function fieldsNamed(name: string): readonly Field[] {
  return listFields().filter(field => lastOf(field) === name)
}

function listed(parent: Path, here: readonly Field[]): string {
  if (here.length === 0 || here.length > 9) return NO_ADVICE.fix
  const names = inWords(
    here.map(field => `\`${lastOf(field)}\``),
    'and',
  )
  return `remove it; the fields of ${place(parent)} are ${names}`
}

/** The places of fields named by the ends of their paths, as `FOREIGN_NAMES` does. */
function placesOf(parent: Path, ends: readonly string[]): readonly Path[] {
  return ends.flatMap(end => {
    const found = listFields().filter(field =>
      `.${field.path.filter(part => part !== '[]').join('.')}`.endsWith(`.${end}`),
    )
    const path = nearest(parent, found)
    return path ? [path] : []
  })
}

/** The field fewest steps away; its list indices are those of `parent` as far as both go together. */
function nearest(parent: Path, fields: readonly Field[]): Path | undefined {
  const here = patternOf(parent)
  const ranked = fields.map(({ path }) => {
    const common = commonLength(here, path)
    return {
      distance: here.length + path.length - 2 * common,
      path: [...parent.slice(0, common), ...path.slice(common)],
    }
  })
  return ranked.reduce((best, next) => (best && best.distance <= next.distance ? best : next), ranked[0])?.path
}

function fieldsAt(parent: Path): readonly Field[] {
  const here = patternOf(parent)
  return listFields().filter(({ path }) => path.length === here.length + 1 && commonLength(here, path) === here.length)
}

function patternOf(path: Path): readonly string[] {
  return path.map(part => (typeof part === 'number' ? '[]' : part))
}

function commonLength(a: readonly string[], b: readonly string[]): number {
  const differs = a.findIndex((part, index) => part !== b[index])
  return differs < 0 ? a.length : differs
}

function lastOf(field: Field): string {
  return field.path.at(-1) ?? ''
}

function place(path: Path): string {
  return path.length === 0 ? 'the document' : `\`${formatPath(path).replaceAll('["[]"]', '[]')}\``
}

export function inWords(words: readonly string[], joint = 'or'): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${joint} ${words.at(-1)}`
}

/**
 * The choice that a word most likely means: one that it begins, its capitals ("KCP"), or one about a slip in three
 * letters away, whatever the case.
 */
export function closest(word: string, choices: readonly string[]): string | undefined {
  if (word.length > LONGEST_WORD) return undefined
  const lower = word.toLowerCase()
  const [begun, ...more] = choices.filter(choice => word.length > 2 && choice.toLowerCase().startsWith(lower))
  if (begun !== undefined && more.length === 0) return begun
  const ranked = choices.map(choice => ({ choice, distance: editDistance(lower, choice.toLowerCase()) }))
  const best = ranked.reduce((a, b) => (b.distance < a.distance ? b : a), {
    choice: '',
    distance: Number.POSITIVE_INFINITY,
  })
  if (best.distance <= Math.min(3, Math.floor((word.length + 1) / 3))) return best.choice
  return choices.find(choice => word.length > 2 && choice.replaceAll(/[^A-Z]/g, '') === word)
}
