// Former output of one HACluster, as values that a host has read, beside what is rendered now.

import { isEqual } from '../is-equal.ts'
import { groupOf, type Manifest } from '../manifest.ts'
import { type FormerOutput, objectAt, propertyOf, textAt } from './change.ts'

export interface FormerValue {
  readonly value: unknown
  readonly file?: string | undefined
}

/**
 * Which objects change, go and come. `home` is the namespace of objects without one. `standing` are manifests that are known
 * to be there as they are, whose former values therefore need not be given.
 */
export function compareOutput(
  former: readonly FormerValue[],
  manifests: readonly Manifest[],
  home: string,
  standing: ReadonlySet<Manifest> = new Set(),
): FormerOutput {
  const byIdentity = new Map(former.map(object => [identityOf(object.value, home), object]))
  const found = manifests.map(next => ({ next, before: byIdentity.get(identityOf(next, home)) }))
  const kept = new Set(manifests.map(next => identityOf(next, home)))
  return {
    changes: found.flatMap(({ next, before }) =>
      before === undefined || isEqual(before.value, next) ? [] : [{ former: before.value, next, file: before.file }],
    ),
    removed: [...byIdentity].flatMap(([identity, { value }]) =>
      kept.has(identity)
        ? []
        : [
            {
              apiVersion: textAt(value, 'apiVersion'),
              kind: textAt(value, 'kind'),
              name: textAt(propertyOf(value, 'metadata'), 'name'),
            },
          ],
    ),
    added: found.flatMap(({ next, before }) => (before === undefined && !standing.has(next) ? [next] : [])),
  }
}

/** Versions of one object are the same object. */
function identityOf(object: unknown, home: string): string {
  const metadata = objectAt(object, 'metadata')
  const group = groupOf(textAt(object, 'apiVersion') ?? '')
  return JSON.stringify([
    group,
    textAt(object, 'kind'),
    textAt(metadata, 'namespace') ?? home,
    textAt(metadata, 'name'),
  ])
}
