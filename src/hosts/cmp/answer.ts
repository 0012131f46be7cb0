// What Argo CD gets: our objects as one JSON List, manifests of others verbatim behind it. Nothing of ours appears twice.

import { compareOutput } from '../../effects/compare-output.ts'
import { formerOutputProblems } from '../../effects/former-output.ts'
import type { ExpandedCluster } from '../../expand.ts'
import type { Manifest } from '../../manifest.ts'
import { groupOf } from '../../manifest.ts'
import type { Problem } from '../../problems/problem.ts'
import { quoted } from '../../problems/quoted.ts'
import { property } from '../../read/resource-ref.ts'
import type { ItemTexts } from '../../read/tracked-keys.ts'
import { printList } from '../../write/json.ts'
import { movedAway } from './destination.ts'
import type { ForeignDocument } from './documents.ts'

export interface Answer {
  readonly stdout: readonly string[]
  /** `not-ours`, `orphaned-output`, `namespace-not-given`, and those of effects/former-output.ts. */
  readonly problems: readonly Problem[]
}

export interface AnswerParts {
  readonly clusters: readonly ExpandedCluster[]
  readonly foreign: readonly ForeignDocument[]
  readonly owned: readonly ForeignDocument[]
  /** Where Argo CD puts objects without a namespace. */
  readonly namespace: string
  /** Names of the HAClusters that got theirs from there. */
  readonly homeless: ReadonlySet<string>
}

/** Former output whose HACluster is here too is superseded, wanted or not; that of others goes on as it is. */
export function composeAnswer({ clusters, foreign, owned, namespace, homeless }: AnswerParts): Answer {
  const owners = new Set(clusters.map(ownerOf))
  const former = owned.filter(document =>
    document.objects.every(({ owner }) => owner !== undefined && owners.has(owner)),
  )
  const orphans = owned.filter(document => !former.includes(document))
  const passed = [...foreign, ...orphans]
  const manifests = clusters.flatMap(cluster => cluster.manifests)
  const list = manifests.length === 0 ? [] : [printList(manifests)]
  return {
    stdout: [...list, ...passed.map(printVerbatim)],
    problems: [
      ...clashes(manifests, passed, namespace),
      ...orphaned(orphans, homeless, namespace),
      ...clusters.flatMap(cluster => effectsOn(cluster, former, namespace)),
    ],
  }
}

export function printVerbatim({ text }: Pick<ForeignDocument, 'text'>): string {
  return `---\n${text}${text.endsWith('\n') ? '' : '\n'}`
}

export function ownerOf({ namespace, name }: Pick<ExpandedCluster, 'namespace' | 'name'>): string {
  return `${namespace}/${name}`
}

/** Group, kind, namespace and name: versions of one object are the same object. */
export function identityOf(
  object: Pick<ItemTexts, 'apiVersion' | 'kind' | 'namespace' | 'name'>,
  home: string,
): string {
  return JSON.stringify([groupOf(object.apiVersion ?? ''), object.kind, object.namespace ?? home, object.name])
}

export function manifestIdentity({ apiVersion, kind, metadata }: Manifest, home: string): string {
  const { name, namespace } = metadata
  return identityOf({ apiVersion, kind, name, namespace: typeof namespace === 'string' ? namespace : undefined }, home)
}

function clashes(
  manifests: readonly Manifest[],
  passed: readonly ForeignDocument[],
  namespace: string,
): readonly Problem[] {
  const ours = new Set(manifests.map(manifest => manifestIdentity(manifest, namespace)))
  return passed.flatMap(({ objects, source }) =>
    objects.filter(object => ours.has(identityOf(object, namespace))).map(object => clash(object, source)),
  )
}

function clash({ kind, name, owner }: ItemTexts, source: Problem['source']): Problem {
  const whose =
    owner === undefined ? 'this one has no owner annotation' : `the owner annotation of this one is ${quoted(owner)}`
  return {
    code: 'not-ours',
    severity: 'error',
    path: [],
    message: `${kind} ${quoted(name)} must not be given: an HACluster expands to an object of the same name`,
    why: `of two objects with one identity Argo CD applies the last, and ${whose}`,
    fix: 'remove or rename it, or rename the HACluster',
    ...(source ? { source } : {}),
  }
}

/** One problem per owner: its objects may be many. */
function orphaned(
  orphans: readonly ForeignDocument[],
  homeless: ReadonlySet<string>,
  namespace: string,
): readonly Problem[] {
  const firsts = new Map(orphans.toReversed().map(document => [ownerNamed(document), document] as const))
  return [...firsts].map(([owner, { source }]) =>
    homeless.has(owner.slice(owner.indexOf('/') + 1)) ? movedAway(owner, namespace, source) : orphan(owner, source),
  )
}

function orphan(owner: string, source: Problem['source']): Problem {
  return {
    code: 'orphaned-output',
    severity: 'warning',
    path: [],
    message: `objects of HACluster ${quoted(owner)} go on as they are: its HACluster is not in this application`,
    fix: 'delete them if that cluster is gone, or add its HACluster',
    ...(source ? { source } : {}),
  }
}

function ownerNamed({ objects }: ForeignDocument): string {
  return objects.find(({ owner }) => owner !== undefined)?.owner ?? ''
}

function effectsOn(cluster: ExpandedCluster, former: readonly ForeignDocument[], home: string): readonly Problem[] {
  const [input] = cluster.inputs
  const own = former.filter(({ objects }) => objects.some(({ owner }) => owner === ownerOf(cluster)))
  if (input === undefined || own.length === 0) return []
  const values = own.flatMap(({ value, source }) => {
    const items = property(value, 'items')
    return (Array.isArray(items) ? items : [value]).map((object: unknown) => ({ value: object, file: source.file }))
  })
  return formerOutputProblems(input, cluster, compareOutput(values, cluster.manifests, home))
}
