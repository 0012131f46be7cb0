// What stood before beside what stands now: the former output of one HACluster, by objects, and the way into them.

import { isEqual } from '../is-equal.ts'
import { isJsonObject } from '../is-json.ts'
import { groupOf, type JsonObject, type Manifest } from '../manifest.ts'

/** An object as it was and as it would be, both of the same group, kind, namespace and name. */
export interface ObjectChange {
  /** Of any shape: somebody may have edited it. */
  readonly former: unknown
  readonly next: Manifest
  /** The file to delete before the new object can be written, where it is known. */
  readonly file?: string | undefined
}

/** An object that was there and is wanted no longer. */
export interface FormerObject {
  readonly apiVersion: string | undefined
  readonly kind: string | undefined
  readonly name: string | undefined
}

/** Of what is the same before and after, nothing is told. */
export interface FormerOutput {
  readonly changes: readonly ObjectChange[]
  readonly removed: readonly FormerObject[]
  /** What stands for the first time. */
  readonly added: readonly Manifest[]
}

export const GROUPS = {
  core: 'cluster.x-k8s.io',
  bootstrap: 'bootstrap.cluster.x-k8s.io',
  controlPlane: 'controlplane.cluster.x-k8s.io',
  infrastructure: 'infrastructure.cluster.x-k8s.io',
  addons: 'addons.cluster.x-k8s.io',
  ipam: 'ipam.cluster.x-k8s.io',
} as const

export function isKind({ apiVersion = '', kind }: FormerObject | Manifest, wanted: string, group: string): boolean {
  return kind === wanted && groupOf(apiVersion) === group
}

/** The same release wrote both: what differs was changed, and is no other spelling. */
export function isSameVersion({ former, next }: ObjectChange): boolean {
  return propertyOf(former, 'apiVersion') === next.apiVersion
}

/** Whether a field of `spec` differs; across API versions only where both have it, since the newer one may have added it. */
export function isFieldChanged(change: ObjectChange, field: string): boolean {
  const [before, after] = [objectAt(change.former, 'spec'), objectAt(change.next, 'spec')]
  const isInBoth = Object.hasOwn(before, field) && Object.hasOwn(after, field)
  return (isSameVersion(change) || isInBoth) && !isEqual(before[field], after[field])
}

export function propertyOf(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  return Object.getOwnPropertyDescriptor(value, key)?.value
}

export function objectAt(value: unknown, key: string): JsonObject {
  const inner = propertyOf(value, key)
  return isJsonObject(inner) ? inner : {}
}

export function listAt(value: unknown, key: string): readonly unknown[] {
  const inner = propertyOf(value, key)
  return Array.isArray(inner) ? inner : []
}

export function textAt(value: unknown, key: string): string | undefined {
  const inner = propertyOf(value, key)
  return typeof inner === 'string' ? inner : undefined
}
