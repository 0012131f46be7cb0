// Applies patches to the objects of one cluster, one after the other: a later patch sees what an earlier one made.

import { isJsonObject } from '../is-json.ts'
import type { Json, JsonObject, Manifest } from '../manifest.ts'
import type { Problem } from '../problems/problem.ts'
import { formatPath } from '../problems/problem.ts'
import { quoted } from '../problems/quoted.ts'
import { valuesIn } from '../value-size.ts'
import { applyOperations, type Room } from './json-patch.ts'
import { matchesNothing } from './matches-nothing.ts'
import type { Patch } from './patch.ts'
import { changedProtection } from './protected-fields.ts'
import { mergeStrategic } from './strategic-merge.ts'
import { mayEmpty, withoutEmptied } from './without-emptied.ts'

export interface Patched {
  /** In the order of what was given, without what patches have emptied; unchanged where a patch is refused. */
  readonly manifests: readonly Manifest[]
  /** The patches that each object got, by its position. */
  readonly applied: readonly (readonly Patch[])[]
  readonly problems: readonly Problem[]
}

/**
 * Values that the patches of a cluster may look at: for every patch the objects that it could be for (more where its pattern
 * is a long one), and what is in those that it is for and in itself. Patches multiply with objects.
 */
const MOST_WORK = 2_000_000
/** Characters that copies may make, as in the API server (kubernetes/apiserver pkg/server/config.go, MaxRequestBodyBytes). */
const MOST_COPIED = 3 * 2 ** 20

/**
 * Returns `patch-matches-nothing`, `patch-does-not-apply` and `patch-touches-identity`, one for each patch at most, and
 * `too-large` at the first patch that would cost too much.
 */
export function applyPatches(drafts: readonly Manifest[], patches: readonly Patch[]): Patched {
  const manifests = [...drafts]
  const applied: Patch[][] = drafts.map(() => [])
  /** What objects were before patches, if one of these may leave something empty. */
  const earlier: Manifest[][] = drafts.map(() => [])
  const hasHoles = patches.some(({ body }) => mayEmpty(body))
  const problems: Problem[] = []
  const room: Room = { left: MOST_COPIED }
  let work = 0
  for (const patch of patches) {
    work += manifests.length * patch.cost
    if (work > MOST_WORK) return { manifests, applied, problems: [...problems, tooMuchWork(patch)] }
    const selected = [...manifests.entries()].filter(([, manifest]) => patch.selects(manifest))
    const own = sizeOf(patch)
    for (const [, manifest] of selected) work += own + valuesIn(manifest)
    if (work > MOST_WORK) return { manifests, applied, problems: [...problems, tooMuchWork(patch)] }
    const results = selected.map(([index, manifest]) => ({ index, ...applyPatch(manifest, patch, room) }))
    const problem = selected.length === 0 ? matchesNothing(patch, manifests) : firstProblem(results)
    if (problem !== undefined) problems.push(problem)
    else for (const { index, manifest } of results) replace(index, manifest, patch)
  }
  return { manifests: manifests.map(cleaned), applied, problems }

  function cleaned(manifest: Manifest, index: number): Manifest {
    const stages = earlier[index] ?? []
    const left = stages.reduce<JsonObject>((now, before) => withoutEmptied(before, now), manifest)
    return stages.length === 0 ? manifest : withIdentity(left, manifest)
  }

  function replace(index: number, manifest: Manifest | undefined, patch: Patch): void {
    const before = manifests[index]
    if (before !== undefined && hasHoles) earlier[index]?.push(before)
    if (manifest !== undefined) manifests[index] = manifest
    applied[index]?.push(patch)
  }
}

interface Result {
  readonly manifest?: Manifest
  readonly problem?: Problem
}

function firstProblem(results: readonly Result[]): Problem | undefined {
  return results.find(({ problem }) => problem !== undefined)?.problem
}

function applyPatch(manifest: Manifest, patch: Patch, room: Room): Result {
  const { body } = patch
  const result =
    body.type === 'strategic' ? mergeStrategic(manifest, body.merge) : applyOperations(manifest, body.operations, room)
  if ('fault' in result) return { problem: doesNotApply(patch, manifest, result.fault) }
  if (result.value === undefined) return { problem: touchesIdentity(patch, manifest, 'remove') }
  const changed = changedProtection(manifest, result.value)
  if (changed !== undefined) return { problem: touchesIdentity(patch, manifest, `change \`${changed}\` of`) }
  return { manifest: withIdentity(result.value, manifest) }
}

/** The type of a manifest for a value that was found to have its identity. */
function withIdentity(value: Json, { apiVersion, kind, metadata: { name } }: Manifest): Manifest {
  const object = isJsonObject(value) ? value : {}
  const metadata = isJsonObject(object.metadata) ? object.metadata : {}
  return { ...object, apiVersion, kind, metadata: { ...metadata, name } }
}

function sizeOf({ body }: Patch): number {
  if (body.type === 'strategic') return valuesIn(body.merge)
  return body.operations.reduce((sum, step) => sum + 1 + ('value' in step ? valuesIn(step.value) : 0), 0)
}

function tooMuchWork({ path }: Patch): Problem {
  return {
    code: 'too-large',
    severity: 'error',
    path,
    message: `\`${formatPath(path)}\` must not make the patches look at more than ${MOST_WORK} values`,
    why: 'every patch looks at all objects of the cluster, and at every value of those that it is for',
    fix: 'write fewer patches, or patches for fewer objects',
  }
}

function doesNotApply({ path, body }: Patch, manifest: Manifest, why: string): Problem {
  const at = [...path, 'patch']
  const shape = 'look at the object with `capv-ha render`; its fields differ between releases of Cluster API'
  return {
    code: 'patch-does-not-apply',
    severity: 'error',
    path: at,
    message: `\`${formatPath(at)}\` must fit ${manifest.kind} ${quoted(manifest.metadata.name)}`,
    why,
    fix: body.type === 'json' ? `${shape}; \`op: add\` sets a field that does not exist` : shape,
  }
}

function touchesIdentity({ path }: Patch, manifest: Manifest, verb: string): Problem {
  const at = [...path, 'patch']
  return {
    code: 'patch-touches-identity',
    severity: 'error',
    path: at,
    message: `\`${formatPath(at)}\` must not ${verb} ${manifest.kind} ${quoted(manifest.metadata.name)}`,
    why: 'Cluster API and capv-ha find the objects of a cluster by it',
    fix: 'take it out of the patch; names follow from `metadata.name` and the names of pools and nodes',
  }
}
