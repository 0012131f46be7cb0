// Holds new output against what the list already has: ours is replaced in place or removed, the rest is added, and
// nothing of others is touched.

import type { FormerOutput, ObjectChange } from '../effects/change.ts'
import { formerOutputProblems, type Rendered } from '../effects/former-output.ts'
import type { Manifest } from '../manifest.ts'
import { groupOf, HACLUSTER_GROUP } from '../manifest.ts'
import type { Problem, ResourceRef, Source } from '../problems/problem.ts'
import { quoted } from '../problems/quoted.ts'
import type { ListItem } from '../read/list/list-layout.ts'
import type { ResourceList } from '../read/list/resource-list.ts'
import type { ListChanges } from '../write/resource-list.ts'
import { blockItem } from '../write/resource-list.ts'
import { hasLines, hasValue, withHostAnnotations } from '../write/unchanged.ts'
import { hiddenOutput } from './hidden-output.ts'
import type { ListCluster } from './krm-clusters.ts'
import { placeOf } from './krm-clusters.ts'
import { createPlacer } from './krm-paths.ts'

export interface ClusterOutput extends Rendered {
  readonly cluster: ListCluster
}

export interface Merge {
  readonly changes: Pick<ListChanges, 'replaced' | 'removed' | 'appended'>
  readonly problems: readonly Problem[]
}

interface Wanted {
  readonly manifest: Manifest
  readonly cluster: ListCluster
  former?: ListItem
}

/** Problems: `not-ours`, `orphaned-output`, `former-output-hidden`, and those of effects/former-output.ts. */
export function mergeOutput(list: ResourceList, outputs: readonly ClusterOutput[]): Merge {
  const wanted = wantedObjects(outputs)
  // Of long lists most items have the name of none of ours: they need no identity.
  const names = new Set([...wanted.values()].map(({ manifest }) => manifest.metadata.name))
  const owners = new Map(outputs.map(({ cluster }) => [ownerOf(cluster), noFormerOutput()]))
  const removed = new Set<ListItem>()
  const clashes: Problem[] = []
  const orphans: ListItem[] = []
  for (const item of list.items) {
    const want = names.has(item.name ?? '') ? wanted.get(itemIdentity(item)) : undefined
    // An HACluster never is output, whatever annotations it bears.
    if (item.owner !== undefined && groupOf(item.apiVersion ?? '') === HACLUSTER_GROUP) continue
    const former = item.owner === undefined ? undefined : owners.get(ownerKey(item.packagePath ?? '', item.owner))
    if (former === undefined) {
      if (want) clashes.push(clash(item, want))
      else if (item.owner !== undefined) orphans.push(item)
      continue
    }
    former.isShown = true
    if (want !== undefined && want.former === undefined) want.former = item
    else {
      removed.add(item)
      former.removed.push(item)
    }
  }
  const replaced = new Map<ListItem, Manifest>()
  for (const want of wanted.values()) noteChange(list, want, owners.get(ownerOf(want.cluster)), replaced)
  const place = createPlacer(list, removed)
  const news = [...wanted.values()].filter(want => want.former === undefined)
  return {
    changes: { replaced, removed, appended: news.map(({ manifest, cluster }) => place(manifest, cluster)) },
    problems: [
      ...clashes,
      ...outputs.flatMap(output => effectsOn(output, owners.get(ownerOf(output.cluster)))),
      ...orphaned(orphans),
      ...outputs.flatMap(({ cluster }) => (owners.get(ownerOf(cluster))?.isShown ? [] : hiddenOutput(cluster))),
    ],
  }
}

interface Found extends FormerOutput {
  readonly changes: ObjectChange[]
  readonly removed: ListItem[]
  readonly added: Manifest[]
  /** There is any. */
  isShown: boolean
}

function noFormerOutput(): Found {
  return { changes: [], removed: [], added: [], isShown: false }
}

/** An item that no longer says what its manifest says is replaced. */
function noteChange(
  list: ResourceList,
  { manifest, former }: Wanted,
  found: Found | undefined,
  replaced: Map<ListItem, Manifest>,
): void {
  if (former === undefined) {
    found?.added.push(manifest)
    return
  }
  const changed = changedFormer(list, former, manifest)
  if (changed === undefined) return
  replaced.set(former, withHostAnnotations(manifest, changed.value))
  found?.changes.push({ former: changed.value, next: manifest, file: former.path })
}

function effectsOn(output: ClusterOutput, former: Found | undefined): readonly Problem[] {
  if (former === undefined || former.changes.length + former.removed.length + former.added.length === 0) return []
  return former.isShown ? formerOutputProblems(output.cluster.input, output, former) : []
}

function wantedObjects(outputs: readonly ClusterOutput[]): ReadonlyMap<string, Wanted> {
  const wanted = new Map<string, Wanted>()
  for (const { cluster, manifests } of outputs) {
    for (const manifest of manifests) wanted.set(manifestIdentity(cluster.scope, manifest), { manifest, cluster })
  }
  return wanted
}

/** No namespace is the namespace `default`, as for kustomize; of objects outside of namespaces none has one. */
function manifestIdentity(scope: string, { apiVersion, kind, metadata }: Manifest): string {
  const namespace = metadata.namespace
  return identity(scope, apiVersion, kind, typeof namespace === 'string' ? namespace : undefined, metadata.name)
}

function itemIdentity({ packagePath, apiVersion, kind, namespace, name }: ListItem): string {
  return identity(packagePath ?? '', apiVersion ?? '', kind ?? '', namespace, name ?? '')
}

function identity(scope: string, apiVersion: string, kind: string, namespace = 'default', name: string): string {
  return `${scope}\n${groupOf(apiVersion)}\n${kind}\n${namespace}\n${name}`
}

function ownerOf({ scope, namespace, name }: ListCluster): string {
  return ownerKey(scope, `${namespace}/${name}`)
}

function ownerKey(scope: string, owner: string): string {
  return `${scope}\n${owner}`
}

/** The value of an item that no longer says what the manifest says; `undefined` where its text can stay. */
function changedFormer(
  list: ResourceList,
  item: ListItem,
  manifest: Manifest,
): { readonly value: unknown } | undefined {
  const { items } = list.layout
  if (items.style === 'block' && hasLines(list.source, item, blockItem(manifest, items.column, list.lineEnd)))
    return undefined
  const value = list.valueOf(item)
  return hasValue(value, manifest) ? undefined : { value }
}

function clash(item: ListItem, { cluster, manifest }: Wanted): Problem {
  const { kind, metadata } = manifest
  const owner =
    item.owner === undefined ? 'it has no owner annotation' : `its owner annotation is ${quoted(item.owner)}`
  return {
    code: 'not-ours',
    severity: 'error',
    path: [],
    message: `${kind} ${quoted(metadata.name)} must not be overwritten: it is no output of HACluster ${quoted(`${cluster.namespace}/${cluster.name}`)}`,
    why: `an object of the same group, kind, namespace and name is there already, and ${owner}`,
    fix: 'remove or rename that object, or rename the HACluster',
    source: itemSource(item),
  }
}

/** One warning per owner: its objects may be many, and hosts show four lines. */
function orphaned(items: readonly ListItem[]): readonly Problem[] {
  const byOwner = new Map<string, ListItem[]>()
  for (const item of items) {
    const key = ownerKey(item.packagePath ?? '', item.owner ?? '')
    const others = byOwner.get(key)
    if (others) others.push(item)
    else byOwner.set(key, [item])
  }
  return [...byOwner.values()].flatMap(([first, ...others]) => (first ? [orphan(first, others.length + 1)] : []))
}

function orphan(item: ListItem, count: number): Problem {
  return {
    code: 'orphaned-output',
    severity: 'warning',
    path: [],
    message: `${count === 1 ? '1 object' : `${count} objects`} of HACluster ${quoted(item.owner)} must be removed by hand if that cluster is gone`,
    why: 'its HACluster is not among the items, and output is never deleted without it',
    fix: 'delete them, or give the HACluster to this function too',
    source: itemSource(item),
  }
}

function itemSource(item: ListItem): Source {
  const { file, index } = placeOf(item)
  const resource = resourceOf(item)
  return {
    ...(file === undefined ? {} : { file }),
    ...(index === undefined ? {} : { index }),
    ...(resource ? { resource } : {}),
  }
}

function resourceOf({ apiVersion, kind, name, namespace }: ListItem): ResourceRef | undefined {
  if (apiVersion === undefined || kind === undefined || name === undefined) return undefined
  return namespace === undefined ? { apiVersion, kind, name } : { apiVersion, kind, name, namespace }
}
