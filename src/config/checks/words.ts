// How messages name things: fields in backquotes, values of the user in double quotes, other clusters by kind and name.

import { formatPath, type Path } from '../../problems/problem.ts'
import type { ResolvedCluster } from '../resolve/resolved.ts'

export function field(path: Path): string {
  return `\`${formatPath(path)}\``
}

/** In double quotes, on one line whatever it holds. */
export function quoted(value: unknown): string {
  return JSON.stringify(String(value))
}

export function clusterNamed({ namespace, name }: ResolvedCluster): string {
  return `HACluster ${quoted(`${namespace}/${name}`)}`
}
