// Files of the user in the place of one that a field writes.

import type { Problem } from '../../../problems/problem.ts'
import { groupsReachedBy, layersOf } from '../../resolve/groups.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import { setupPaths } from '../../resolve/setup-paths.ts'
import type { Rules } from '../rules.ts'
import { field, quoted } from '../words.ts'

export const rules = {
  'file-of-a-field': {
    severity: 'error',
    meaning: 'A file stands where another field writes one, and no node can have both.',
    cure: 'remove the file, or the field',
    reads: [
      'spec.node.files[].path',
      'spec.node.proxy',
      'spec.node.registryMirrors',
      'spec.node.trustedCAs',
      'spec.node.ntpServers',
      'spec.loadBalancer.type',
    ],
    source: 'Cluster API bootstrap/kubeadm webhooks: paths of files are unique, v0.3.7 - v1.14',
  },
} as const satisfies Rules

/** Returns `file-of-a-field` at the path. */
export function checkFilesOfFields(cluster: ResolvedCluster): readonly Problem[] {
  const reached = groupsReachedBy(cluster)
  return layersOf(cluster).flatMap(({ node, path }) => {
    const files = node?.files ?? []
    if (files.length === 0) return []
    const written = new Map(
      reached(path).flatMap(group => setupPaths(cluster, group).map(each => [each.path, each.origin] as const)),
    )
    return files.flatMap((file, i): readonly Problem[] => {
      const origin = written.get(file.path.replaceAll(/\/+/g, '/'))
      if (origin === undefined) return []
      const own = [...path, 'node', 'files', i, 'path']
      const message = `${field(own)} must not be ${quoted(file.path)}`
      return [
        {
          code: 'file-of-a-field',
          severity: 'error',
          path: own,
          message,
          why: `${field(origin)} writes it`,
          fix: 'remove one of the two',
        },
      ]
    })
  })
}
