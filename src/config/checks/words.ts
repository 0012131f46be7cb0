// How messages name things: fields in backquotes, values of the user in double quotes, other clusters by kind and name.

import { formatPath, type Path } from '../../problems/problem.ts'
import { quoted } from '../../problems/quoted.ts'
import type { ResolvedCluster } from '../resolve/resolved.ts'

export function field(path: Path): string {
  return `\`${formatPath(path)}\``
}

export { quoted }

export function clusterNamed({ namespace, name }: ResolvedCluster): string {
  return `HACluster ${quoted(`${namespace}/${name}`)}`
}
