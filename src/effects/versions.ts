// Kubernetes versions against those that the cluster was made with: the control plane goes up one minor release at a time
// and never down, and worker pools never overtake nodes that nobody has rebuilt yet.

import { parseVersion } from '../facts/releases.ts'
import type { Manifest } from '../manifest.ts'
import type { Path, Problem } from '../problems/problem.ts'
import { type FormerOutput, GROUPS, isKind, objectAt, textAt } from './change.ts'
import { OWN_VERSION, type Places } from './places.ts'

/** `kubernetes-version-jump`, `kubernetes-version-lowered` (one for all nodes), and `kubernetes-version-skew` for every version of pools. */
export function versionProblems(
  places: Places,
  manifests: readonly Manifest[],
  former: FormerOutput,
): readonly Problem[] {
  return [...controlPlaneStep(former), ...overtakingPools(places, manifests, former)]
}

// kubeadm supports the control plane of its own minor release and of the one before (kubernetes, cmd/kubeadm,
// MinimumControlPlaneVersion), and goes down to none. KubeadmControlPlane's webhook refuses the jump, and accepts the way
// down (cluster-api v0.3.25, v1.10.10, v1.13.5).
function controlPlaneStep({ changes }: FormerOutput): readonly Problem[] {
  for (const { former, next } of changes) {
    if (!isControlPlane(next)) continue
    const [before, after] = [versionOf(former), versionOf(next)]
    if (before === undefined || after === undefined) continue
    const step = minorOf(after) - minorOf(before)
    if (step < 0) return [lowered(before, after)]
    if (step > 1) return [jump(before, after)]
  }
  return []
}

function lowered(before: string, after: string): Problem {
  return {
    code: 'kubernetes-version-lowered',
    severity: 'error',
    path: OWN_VERSION,
    message: `the control plane must not go back from Kubernetes "${before}" to "${after}"`,
    why: 'Cluster API accepts it, but neither kubeadm nor what the newer API server has stored goes back',
    fix: 'undo the change; where the newer version was never applied, take the former output back as well',
  }
}

function jump(before: string, after: string): Problem {
  const [major, minor] = parseVersion(before)
  return {
    code: 'kubernetes-version-jump',
    severity: 'error',
    path: OWN_VERSION,
    message: `the control plane must not go from Kubernetes "${before}" to "${after}" in one step`,
    why: 'kubeadm joins a control plane of its own minor release or the one before, and no other',
    fix: `go to ${major}.${minor + 1} first, and on when all nodes have it`,
  }
}

interface Pool {
  readonly name: string
  readonly version: string
}

/** Nodes of their own keep the kubelet that they were made with until they are rebuilt; a pool is rolled at once. */
function overtakingPools(places: Places, manifests: readonly Manifest[], former: FormerOutput): readonly Problem[] {
  const before = new Map(former.changes.map(change => [change.next, change.former]))
  const added = new Set(former.added)
  const oldest = manifests
    .filter(next => isKind(next, 'Machine', GROUPS.core) && !added.has(next))
    .flatMap(next => versionOf(before.get(next) ?? next) ?? [])
    .reduce<string | undefined>((a, b) => (a === undefined || minorOf(b) < minorOf(a) ? b : a), undefined)
  if (oldest === undefined) return []
  const byPath = new Map<string, { readonly path: Path; readonly pools: Pool[] }>()
  for (const next of manifests) {
    const version = isKind(next, 'MachineDeployment', GROUPS.core) ? poolVersion(next) : undefined
    if (version === undefined || minorOf(version) <= minorOf(oldest)) continue
    const isMoved = added.has(next) || (before.has(next) && poolVersion(before.get(next)) !== version)
    if (!isMoved) continue
    const path = places.version(next.metadata.name)
    const found = byPath.get(path.join('.')) ?? { path, pools: [] }
    found.pools.push({ name: next.metadata.name, version })
    byPath.set(path.join('.'), found)
  }
  return [...byPath.values()].map(({ path, pools }) => skew(path, pools, oldest))
}

const SHOWN = 5

function skew(path: Path, pools: readonly Pool[], oldest: string): Problem {
  const [first] = pools
  const names = pools.slice(0, SHOWN).map(({ name }) => `"${name}"`)
  if (pools.length > SHOWN) names.push(`${pools.length - SHOWN} more`)
  return {
    code: 'kubernetes-version-skew',
    severity: 'error',
    path,
    message: `worker pools must not be newer than the control-plane nodes that exist: ${names.join(', ')} would get "${first?.version}", and a node was made with "${oldest}"`,
    why: 'a pool is rolled at once, a node of its own keeps its version until it is rebuilt, and a kubelet newer than its API server is not supported',
    fix: `set \`workers[].kubernetesVersion: ${oldest}\` until every control-plane node is rebuilt (docs/changes.md)`,
  }
}

function isControlPlane(manifest: Manifest): boolean {
  return isKind(manifest, 'KubeadmControlPlane', GROUPS.controlPlane) || isKind(manifest, 'Machine', GROUPS.core)
}

function versionOf(manifest: unknown): string | undefined {
  return textAt(objectAt(manifest, 'spec'), 'version')
}

function poolVersion(deployment: unknown): string | undefined {
  return versionOf(objectAt(objectAt(deployment, 'spec'), 'template'))
}

/** There is one major release. */
function minorOf(version: string): number {
  return parseVersion(version)[1]
}
