// A control plane that a controller makes: which changes its webhook refuses, and whether it is one at all.

import { formatVersion, type Version } from '../facts/releases.ts'
import type { Manifest } from '../manifest.ts'
import type { Path, Problem } from '../problems/problem.ts'
import { type FormerOutput, GROUPS, isKind, isSameVersion, type ObjectChange, objectAt } from './change.ts'
import { type FieldEffect, fieldEffects } from './effect-of.ts'

/** `control-plane-type-changed`, and `immutable-field` for every field of a KubeadmControlPlane that must stay. */
export function controlPlaneProblems(
  manifests: readonly Manifest[],
  { changes, removed, added }: FormerOutput,
  capi: Version,
): readonly Problem[] {
  const isOwn = (kind: string, group: string) => (object: Parameters<typeof isKind>[0]) => isKind(object, kind, group)
  const isController = isOwn('KubeadmControlPlane', GROUPS.controlPlane)
  const isNode = isOwn('Machine', GROUPS.core)
  if (removed.some(isController) && !manifests.some(isController))
    return [typeChanged('KubeadmControlPlane', 'Machines')]
  if (removed.some(isNode) && added.some(isController)) return [typeChanged('Machines', 'KubeadmControlPlane')]
  return changes
    .filter(change => isController(change.next) && isSameVersion(change))
    .flatMap(change => immutable(change, capi))
}

function typeChanged(before: string, after: string): Problem {
  return {
    code: 'control-plane-type-changed',
    severity: 'error',
    path: ['spec', 'controlPlane', 'type'],
    message: `\`spec.controlPlane.type\` must stay "${before}" while the cluster exists; it is "${after}"`,
    why: 'the new control plane would not know the nodes of the old one, and would start a second cluster at the same endpoint',
    fix: 'undo the change, or build a new cluster beside this one',
  }
}

function immutable(change: ObjectChange, capi: Version): readonly Problem[] {
  const refused = fieldEffects(change, capi).filter(
    // The endpoint has a problem of its own (network.ts).
    ({ path, effect }) => effect === 'refused' && path.at(-1) !== 'controlPlaneEndpoint',
  )
  return [...refused.map(field => immutableField(change.next, field, capi)), ...otherEtcd(change)]
}

function immutableField({ metadata }: Manifest, { path, acceptedFrom }: FieldEffect, capi: Version): Problem {
  const since =
    acceptedFrom === undefined ? '' : `; Cluster API ${formatVersion(acceptedFrom)} is the first that accepts it`
  return {
    code: 'immutable-field',
    severity: 'error',
    path: pathInCluster(path),
    message: `\`${path.join('.')}\` of KubeadmControlPlane "${metadata.name}" must not change while it exists`,
    why: `the webhook of Cluster API ${formatVersion(capi)} refuses it${since}`,
    fix: 'undo the change, or build a new cluster beside this one',
  }
}

/** Where the field comes from, as far as the first steps tell. */
function pathInCluster([, first, second]: readonly string[]): Path {
  if (first !== 'kubeadmConfigSpec') return ['spec', 'controlPlane']
  return second === 'clusterConfiguration' ? ['spec', 'kubeadm'] : ['spec', 'node']
}

/** Each field may change, but not one etcd for the other (validateEtcd of the webhook). */
function otherEtcd({ former, next }: ObjectChange): readonly Problem[] {
  const [before, after] = [etcdOf(former), etcdOf(next)]
  if (before === after) return []
  return [
    {
      code: 'immutable-field',
      severity: 'error',
      path: ['spec', 'kubeadm', 'etcd'],
      message: `etcd of KubeadmControlPlane "${next.metadata.name}" must stay ${before} while it exists`,
      why: 'the webhook refuses to go from one to the other, since the data would stay behind',
      fix: 'undo the change, or build a new cluster beside this one',
    },
  ]
}

function etcdOf(controlPlane: unknown): 'local' | 'external' {
  const configuration = objectAt(objectAt(objectAt(controlPlane, 'spec'), 'kubeadmConfigSpec'), 'clusterConfiguration')
  return Object.hasOwn(objectAt(configuration, 'etcd'), 'external') ? 'external' : 'local'
}
