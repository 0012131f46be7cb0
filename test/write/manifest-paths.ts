// Finding objects among manifests, and values within them, without talking types away.

import type { Json, Manifest } from '../../src/manifest.ts'

export type Node = Json | undefined

/** The value at a path; `undefined` where any step is missing. */
export function at(value: Node, ...path: readonly (string | number)[]): Node {
  return path.reduce<Node>(step, value)
}

export function objectsOf(manifests: readonly Manifest[], kind: string): readonly Manifest[] {
  return manifests.filter(manifest => manifest.kind === kind)
}

/** The first object of a kind, or the one with this name. */
export function named(manifests: readonly Manifest[], kind: string, name?: string): Manifest {
  const found = objectsOf(manifests, kind).find(({ metadata }) => name === undefined || metadata.name === name)
  if (found === undefined) throw new Error(`there is no ${kind} ${name ?? ''}`)
  return found
}

function step(value: Node, key: string | number): Node {
  if (typeof value !== 'object' || value === null) return undefined
  const entries: readonly (readonly [string, Json])[] = Object.entries(value)
  return entries.find(([name]) => name === String(key))?.[1]
}
