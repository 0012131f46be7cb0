// Which Kubernetes versions a cluster runs, and where the document says so.

import { parseVersion } from '../../facts/releases.ts'
import type { Path } from '../../problems/problem.ts'
import type { ResolvedCluster } from './resolved.ts'

export interface VersionPlace {
  /** Where the version stands. */
  readonly path: Path
  readonly text: string
  readonly minor: number
}

/** Of a worker pool, or of one node of the control plane, by its path. */
export function versionAt({ config: { spec } }: ResolvedCluster, path: Path): VersionPlace {
  const own = path[1] === 'workers' ? spec.workers?.[Number(path[2])] : nodeAt(spec.controlPlane, path)
  const text = own?.kubernetesVersion
  if (text === undefined) return placeOf(['spec', 'kubernetesVersion'], spec.kubernetesVersion)
  return placeOf([...path, 'kubernetesVersion'], text)
}

function nodeAt(controlPlane: ResolvedCluster['config']['spec']['controlPlane'], path: Path) {
  return controlPlane.type === 'Machines' && path[2] === 'nodes' ? controlPlane.nodes?.[Number(path[3])] : undefined
}

/** Of the nodes of the control plane: the cluster's, unless every node has its own, and those of single nodes. */
export function controlPlaneVersions({ config: { spec }, controlPlane }: ResolvedCluster): readonly VersionPlace[] {
  const own = placeOf(['spec', 'kubernetesVersion'], spec.kubernetesVersion)
  if (controlPlane.type !== 'Machines') return [own]
  const living = new Set(controlPlane.nodes.map(({ index }) => index))
  const places = (controlPlane.config.nodes ?? []).flatMap(({ index, kubernetesVersion }, i) =>
    kubernetesVersion === undefined || !living.has(index)
      ? []
      : [placeOf(['spec', 'controlPlane', 'nodes', i, 'kubernetesVersion'], kubernetesVersion)],
  )
  return places.length > 0 && places.length === living.size ? places : [own, ...places]
}

/** Of the worker pools, where they differ from the cluster's. */
export function workerVersions({ config: { spec } }: ResolvedCluster): readonly VersionPlace[] {
  return (spec.workers ?? []).flatMap(({ kubernetesVersion }, i) =>
    kubernetesVersion === undefined ? [] : [placeOf(['spec', 'workers', i, 'kubernetesVersion'], kubernetesVersion)],
  )
}

function placeOf(path: Path, text: string): VersionPlace {
  const [major, minor] = parseVersion(text)
  // No second major version is in sight; one would have every field.
  return { path, text, minor: major === 1 ? minor : Number.POSITIVE_INFINITY }
}
