// Where new objects go in a package: a folder per cluster beside its HACluster, a file per object.

import type { Manifest } from '../manifest.ts'
import type { ListItem } from '../read/list/list-layout.ts'
import type { ResourceList } from '../read/list/resource-list.ts'
import { property } from '../read/resource-ref.ts'
import { withAnnotations } from '../write/unchanged.ts'
import type { ListCluster } from './krm-clusters.ts'

/** Gives a new object its place: annotations for hosts that work on files, none for the others. */
export type Placer = (manifest: Manifest, cluster: ListCluster) => Manifest

/** All items but those that are `removed` keep their files, so that no new object goes there. */
export function createPlacer(list: ResourceList, removed: ReadonlySet<ListItem>): Placer {
  if (!worksOnFiles(list)) return manifest => manifest
  const stays = list.items.filter(item => !removed.has(item))
  const taken = new Set(stays.map(item => fileKey(item.packagePath ?? '', item.path ?? '')))
  return (manifest, cluster) => {
    const path = freePath(manifest, cluster, taken)
    taken.add(fileKey(cluster.scope, path))
    return withAnnotations(manifest, {
      'config.kubernetes.io/index': '0',
      'config.kubernetes.io/path': path,
      'internal.config.kubernetes.io/index': '0',
      'internal.config.kubernetes.io/path': path,
      // kpt writes an object into the package of the pipeline unless this names another (kpt, internal/util/render).
      ...(cluster.scope === '' ? {} : { 'internal.config.kubernetes.io/package-path': cluster.scope }),
    })
  }
}

/** Under kustomize nothing has a path, and one that we added would only be taken away again. */
function worksOnFiles({ items, functionConfig }: ResourceList): boolean {
  if (items.some(item => item.path !== undefined)) return true
  // kpt tells the indentation of a functionConfig's file, but not its path, where that lies outside of the package.
  const annotations = property(property(functionConfig?.value, 'metadata'), 'annotations')
  return FILE_ANNOTATIONS.some(key => property(annotations, key) !== undefined)
}

const FILE_ANNOTATIONS = [
  'config.kubernetes.io/path',
  'internal.config.kubernetes.io/path',
  'internal.config.kubernetes.io/seqindent',
] as const

/** Two objects may share kind and name: in different API groups, or under two HAClusters of one name in two namespaces. */
function freePath(manifest: Manifest, cluster: ListCluster, taken: ReadonlySet<string>): string {
  const folder = cluster.path?.includes('/') ? cluster.path.slice(0, cluster.path.lastIndexOf('/') + 1) : ''
  const stem = `${folder}${cluster.name}/${manifest.kind.toLowerCase()}_${manifest.metadata.name}`
  for (let count = 1; ; count++) {
    const path = count === 1 ? `${stem}.yaml` : `${stem}_${count}.yaml`
    if (!taken.has(fileKey(cluster.scope, path))) return path
  }
}

function fileKey(scope: string, path: string): string {
  return `${scope}\n${path}`
}
