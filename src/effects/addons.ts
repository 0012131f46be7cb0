// ClusterResourceSets: they own what they name, and some of them bring nothing twice (kubernetes-sigs/cluster-api,
// internal/controllers/clusterresourceset, v1.13).

import { cloudProviderName } from '../facts/addons.ts'
import { isEqual } from '../is-equal.ts'
import type { Manifest } from '../manifest.ts'
import type { Problem } from '../problems/problem.ts'
import { type FormerOutput, GROUPS, isKind, objectAt, propertyOf } from './change.ts'

/** The warnings `addons-set-removed` for every set that goes, and `applied-once` where a change will not arrive. */
export function addonProblems(manifests: readonly Manifest[], { changes, removed }: FormerOutput): readonly Problem[] {
  const gone = removed.filter(object => isKind(object, 'ClusterResourceSet', GROUPS.addons))
  const cluster = manifests.find(manifest => isKind(manifest, 'Cluster', GROUPS.core))
  const set = manifests.find(manifest => isKind(manifest, 'ClusterResourceSet', GROUPS.addons))
  const carrier = cloudProviderName(cluster?.metadata.name ?? '')
  const isChanged = changes.some(
    ({ former, next }) =>
      isKind(next, 'ConfigMap', '') &&
      next.metadata.name === carrier &&
      !isEqual(propertyOf(former, 'data'), objectAt(next, 'data')),
  )
  const isLost = isChanged && propertyOf(objectAt(set, 'spec'), 'strategy') === 'ApplyOnce'
  return [...gone.map(({ name = '' }) => setRemoved(name)), ...(isLost ? [appliedOnce(carrier)] : [])]
}

function setRemoved(name: string): Problem {
  return {
    code: 'addons-set-removed',
    severity: 'warning',
    path: ['spec', 'addons'],
    message: `the ClusterResourceSet "${name}" must be deleted with --cascade=orphan`,
    why: 'it owns every ConfigMap and Secret that it names, and whoever deletes it otherwise deletes them as well; what they brought into the cluster stays',
    fix: `run \`kubectl delete clusterresourceset ${name} --cascade=orphan\` before this output is applied`,
  }
}

function appliedOnce(name: string): Problem {
  return {
    code: 'applied-once',
    severity: 'warning',
    path: ['spec', 'cloudProvider'],
    message: `the change of the ConfigMap "${name}" must be brought into the cluster by hand`,
    why: 'below Cluster API 1.4 a ClusterResourceSet applies everything once',
    fix: 'apply its value in the cluster, as docs/addons.md shows',
  }
}
