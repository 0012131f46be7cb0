// The files of a group of nodes, in the order in which the bootstrap provider writes them, each with the place where it stands.

import type { Path } from '../../problems/problem.ts'
import { type Group, type Layer, layersOf } from './groups.ts'
import type { NodeConfig, ResolvedCluster } from './resolved.ts'

export type NodeFile = NonNullable<NonNullable<NodeConfig['files']>[number]>

export interface PlacedFile {
  readonly file: NodeFile
  readonly path: Path
}

/** As written in one place. */
export function filesOfLayer({ node, path }: Layer): readonly PlacedFile[] {
  return (node?.files ?? []).map((file, i) => ({ file, path: [...path, 'node', 'files', i] }))
}

/** Overrides append to the files below them; `null` takes those away. */
export function filesOf(cluster: ResolvedCluster): (group: Group) => readonly PlacedFile[] {
  return placed(cluster, filesOfLayer, layer => layer.node?.files === null)
}

export interface PlacedCommand {
  readonly command: string
  readonly path: Path
}

export type CommandList = 'preKubeadmCommands' | 'postKubeadmCommands'

/** Commands of the user, in the order in which they run; ours come before them. */
export function commandsOf(cluster: ResolvedCluster, list: CommandList): (group: Group) => readonly PlacedCommand[] {
  return placed(
    cluster,
    layer => (layer.node?.[list] ?? []).map((command, i) => ({ command, path: [...layer.path, 'node', list, i] })),
    layer => layer.node?.[list] === null,
  )
}

function placed<T>(
  cluster: ResolvedCluster,
  entriesOf: (layer: Layer) => readonly T[],
  takesAway: (layer: Layer) => boolean,
): (group: Group) => readonly T[] {
  const layers = new Map(layersOf(cluster).map(layer => [layer.path.join('.'), layer]))
  return ({ path }) => {
    const chain = path.map((_, i) => layers.get(path.slice(0, i + 1).join('.'))).filter(layer => layer !== undefined)
    const base = chain.findLastIndex(takesAway)
    return chain.slice(base + 1).flatMap(entriesOf)
  }
}
