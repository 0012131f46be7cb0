// Every rule over the files and commands of nodes; a chunk of its own in the bundle, for clusters that have some.

import type { Problem } from '../../problems/problem.ts'
import type { ResolvedCluster } from '../resolve/resolved.ts'
import { checkCommands } from './nodes/commands.ts'
import { checkFileEncoding } from './nodes/file-encoding.ts'
import { checkFileSizes } from './nodes/file-size.ts'
import { checkFiles } from './nodes/files.ts'

/** Problems of all of them. */
export function nodeFileProblems(cluster: ResolvedCluster): readonly Problem[] {
  return [...checkFiles(cluster), ...checkCommands(cluster), ...checkFileEncoding(cluster), ...checkFileSizes(cluster)]
}
