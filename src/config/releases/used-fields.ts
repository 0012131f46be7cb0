// Finds which fields of a table a cluster uses. Tables name a field once, wherever it may stand: `machine.dataDisks` for
// `spec.machine`, `spec.controlPlane.machine`, `spec.controlPlane.nodes[].machine` and `spec.workers[].machine`.

import type { Path } from '../../problems/problem.ts'
import type { HACluster } from '../schema/hacluster.ts'

/** Keys: `network.mtu`, `workers[].addresses`, or with a value of text `loadBalancer.type=KubeVIP`. */
export type FieldTable<Row> = ReadonlyMap<string, Row>

export interface UsedField<Row> {
  readonly path: Path
  readonly value: unknown
  readonly row: Row
}

/** Every use of a field in the table, in the order of the document. A field set to `null` is not used. */
export function usedFields<Row>({ spec }: HACluster, table: FieldTable<Row>): readonly UsedField<Row>[] {
  const found: UsedField<Row>[] = []
  const leading = leadingTo(table)
  if (table.size > 0) descend(spec, '', ['spec'])
  return found

  function descend(value: object, pattern: string, path: (string | number)[]): void {
    for (const [key, child] of Object.entries(value)) look(child, patternOf(pattern, key), key, path)
  }

  function look(value: unknown, pattern: string, key: string | number, path: (string | number)[]): void {
    if (value === null || value === undefined) return
    path.push(key)
    const row = table.get(pattern) ?? (typeof value === 'string' ? table.get(`${pattern}=${value}`) : undefined)
    if (row !== undefined) found.push({ path: [...path], value, row })
    if (typeof value === 'object' && leading.has(pattern)) {
      if (Array.isArray(value)) for (const [i, item] of value.entries()) look(item, itemPatternOf(pattern), i, path)
      else descend(value, pattern, path)
    }
    path.pop()
  }
}

const leadingSets = new WeakMap<FieldTable<unknown>, ReadonlySet<string>>()

/** The patterns on the way to a field of the table: below any other there is nothing to find. */
function leadingTo(table: FieldTable<unknown>): ReadonlySet<string> {
  const known = leadingSets.get(table)
  if (known) return known
  const leading = new Set(ALWAYS_LEADING)
  for (const name of table.keys()) {
    for (
      let end = name.length;
      end > 0;
      end = Math.max(name.lastIndexOf('.', end - 1), name.lastIndexOf('[', end - 1))
    ) {
      leading.add(name.slice(0, end))
    }
  }
  leadingSets.set(table, leading)
  return leading
}

/** The overrides stand below these, whatever the table names. */
const ALWAYS_LEADING = [
  'controlPlane',
  'controlPlane.nodes',
  'controlPlane.nodes[]',
  'workers',
  'workers[]',
  'network',
  'network.extraDevices',
]

const ROLES = new Set(['controlPlane', 'controlPlane.nodes[]', 'workers[]'])
const OVERRIDES = new Set(['machine', 'network', 'node'])

function patternOf(parent: string, key: string): string {
  if (parent === '' || (OVERRIDES.has(key) && ROLES.has(parent))) return key
  return `${parent}.${key}`
}

/** How the tables name the place of a path below `spec`. */
export function patternOfPath(path: Path): string {
  return path.reduce<string>(
    (pattern, part) => (typeof part === 'number' ? itemPatternOf(pattern) : patternOf(pattern, part)),
    '',
  )
}

/** An extra device has the fields of the first one. */
function itemPatternOf(list: string): string {
  return list === 'network.extraDevices' ? 'network' : `${list}[]`
}
