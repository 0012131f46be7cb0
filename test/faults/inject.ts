// Sound clusters with faults in them, as text of every style, and what is said of them.

import { stringify } from 'yaml'
import { expand } from '../../src/expand.ts'
import type { Json, JsonObject } from '../../src/manifest.ts'
import type { Problem } from '../../src/problems/problem.ts'
import { formatPath } from '../../src/problems/problem.ts'
import { parseDocuments } from '../../src/read/documents/document.ts'
import { findClusters } from '../../src/read/documents/find-clusters.ts'
import { type Fault, SOUND } from './faults.ts'

type Tree = { [key: string]: Json }

export const STYLES: Readonly<Record<string, (value: Json) => string>> = {
  block: value => stringify(value),
  flow: value => stringify(value, { collectionStyle: 'flow' }),
  json: value => JSON.stringify(value, undefined, 1),
}

/** The clusters of faults with these in them, behind those that are untouched: what meets is said of the later one. */
export function fleetWith(faults: readonly Fault[]): readonly JsonObject[] {
  const clusters: Record<Fault['into'], Tree> = {
    machines: copyOf('machines'),
    pools: copyOf('pools'),
    zones: copyOf('zones'),
  }
  for (const { into, set } of faults) {
    for (const [path, value] of Object.entries(set)) write(clusters[into], path, value)
  }
  const isFaulty = new Set<string>(faults.map(({ into }) => into))
  const [sound, faulty] = [false, true].map(own =>
    Object.entries(clusters).flatMap(([name, tree]) => (isFaulty.has(name) === own ? [tree] : [])),
  )
  return [...(sound ?? []), ...(faulty ?? [])]
}

function copyOf(name: Fault['into']): Tree {
  return structuredClone(SOUND[name])
}

function write(root: Tree, path: string, value: Json | undefined): void {
  const keys = path.split(/[.[\]]+/).filter(key => key !== '')
  let parent: unknown = root
  for (const key of keys.slice(0, -1)) parent = childOf(parent, key)
  const last = keys.at(-1) ?? ''
  if (!isTree(parent)) throw new Error(`${path} leads through what is no map`)
  if (value === undefined) delete parent[last]
  else parent[last] = value
}

/** A map on the way is made where there is none. */
function childOf(parent: unknown, key: string): unknown {
  if (Array.isArray(parent)) return parent[Number(key)] ?? {}
  if (!isTree(parent)) throw new Error(`${key} stands in what is no map`)
  const child = parent[key] ?? {}
  parent[key] = child
  return child
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Every error as `code place`, in order. */
export function errorsIn(text: string): readonly string[] {
  return problemsIn(text)
    .filter(({ severity }) => severity === 'error')
    .map(({ code, path }) => `${code} ${formatPath(path)}`)
    .sort()
}

export function problemsIn(text: string): readonly Problem[] {
  const { inputs, problems } = findClusters(parseDocuments(text))
  return [...problems, ...expand(inputs).problems]
}
