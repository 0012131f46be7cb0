// Finds the HAClusters of a ResourceList: the functionConfig, the items, or both (kustomize hands a generator its config
// as an item too).

import { isEqual } from '../is-equal.ts'
import { isObject } from '../is-json.ts'
import { groupOf, HACLUSTER_GROUP, HACLUSTER_KIND } from '../manifest.ts'
import type { Problem } from '../problems/problem.ts'
import { quoted } from '../problems/quoted.ts'
import type { ClusterInput } from '../read/cluster-input.ts'
import type { ItemPlace, ItemReading } from '../read/list/item-input.ts'
import { itemInput } from '../read/list/item-input.ts'
import type { ListItem } from '../read/list/list-layout.ts'
import type { ResourceList } from '../read/list/resource-list.ts'
import { clustersInList, isMeant, isOrdinary, mayMeanClusters, wrongKind } from '../read/meant-clusters.ts'

export interface ListCluster {
  readonly input: ClusterInput
  /** The package, where the host keeps packages apart; else ``. */
  readonly scope: string
  readonly namespace: string
  readonly name: string
  /** The file that holds it, where the host works on files. */
  readonly path: string | undefined
}

export interface ListClusters {
  /** Items first; the functionConfig only where it is no copy of one. */
  readonly clusters: readonly ListCluster[]
  /** Every item that is an HACluster. */
  readonly items: readonly ListItem[]
  readonly problems: readonly Problem[]
}

/**
 * Problems: `yaml-syntax` of an HACluster, `invalid-value` of a kind that we do not know or a functionConfig that is not
 * ours, `unknown-field` of settings that we do not have, `lost-manifest` of an HACluster inside of a list among the items.
 * Whether two of one name are the same is for `expand` to judge.
 */
export function findListClusters(list: ResourceList): ListClusters {
  const candidates = list.items.filter(item => !isOrdinary(item) || isList(item))
  const lost = new Map(candidates.filter(isList).map(item => [item, lostClusters(list, item)] as const))
  const ours = candidates.filter(item => isMeant(item, () => list.valueOf(item)) && !lost.get(item)?.length)
  const items = ours.filter(isCluster)
  const readings = items.map(item => readItem(list, item))
  const clusters = readings.flatMap(withInput)
  const config = readConfig(list)
  if (config !== undefined && !clusters.some(cluster => isCopy(cluster, config))) clusters.push(config)
  const problems = [
    ...configProblems(list),
    ...readings.flatMap(({ reading }) => reading.problems),
    ...[...lost.values()].flat(),
    ...ours
      .filter(item => !isCluster(item))
      .map(item => wrongKind(itemInput(list.valueOf(item), placeOf(item)), item.kind)),
  ]
  return { clusters, items, problems }
}

export function placeOf(item: Pick<ListItem, 'path' | 'index' | 'packagePath'>): ItemPlace {
  const index = item.index !== undefined && /^\d{1,9}$/.test(item.index) ? Number(item.index) : undefined
  return {
    ...(item.path === undefined ? {} : { file: item.path }),
    ...(index === undefined ? {} : { index }),
    scope: item.packagePath ?? '',
  }
}

interface Reading extends Omit<ListCluster, 'input'> {
  readonly reading: ItemReading
}

/** Of another group only what was meant as an HACluster is among ours: config says what is wrong with it. */
function isCluster(item: ListItem): boolean {
  return item.kind === HACLUSTER_KIND || groupOf(item.apiVersion ?? '') !== HACLUSTER_GROUP
}

function isList({ kind }: ListItem): boolean {
  return kind === undefined || kind.endsWith('List')
}

function lostClusters(list: ResourceList, item: ListItem): readonly Problem[] {
  if (!mayMeanClusters(list.source.slice(item.start, item.end))) return []
  const value = list.valueOf(item)
  const { locate } = itemInput(value, placeOf(item))
  return clustersInList(value).map(problem => ({ ...problem, source: locate(problem.path, 'value', false) }))
}

function readItem(list: ResourceList, item: ListItem): Reading {
  return { ...identify(item), reading: list.inputOf(item, placeOf(item)) }
}

function identify({ namespace, name, path, packagePath }: Partial<ListItem>): Omit<Reading, 'reading'> {
  return { scope: packagePath ?? '', namespace: namespace ?? 'default', name: name ?? '', path }
}

function withInput({ reading: { input }, ...identity }: Reading): readonly ListCluster[] {
  return input === undefined ? [] : [{ ...identity, input }]
}

function readConfig({ functionConfig }: ResourceList): ListCluster | undefined {
  if (functionConfig === undefined || functionConfig.texts.kind !== HACLUSTER_KIND) return undefined
  const { texts, value } = functionConfig
  const item = { ...texts, path: texts.path ?? texts.legacyPath, index: texts.index ?? texts.legacyIndex }
  return { ...identify(item), input: itemInput(value, placeOf(item)) }
}

/** A fault of both would be told twice. Annotations are the host's playground: kustomize adds different ones to the two. */
function isCopy(item: ListCluster, config: ListCluster): boolean {
  const isSameName = item.scope === config.scope && item.namespace === config.namespace && item.name === config.name
  return isSameName && isEqual(withoutAnnotations(item.input.value), withoutAnnotations(config.input.value))
}

function withoutAnnotations(value: unknown): unknown {
  if (!isObject(value) || !isObject(value.metadata)) return value
  const { annotations: _annotations, ...metadata } = value.metadata
  return { ...value, metadata }
}

/** A ConfigMap without data is what hosts send where the user gave nothing. */
function configProblems({ functionConfig }: ResourceList): readonly Problem[] {
  if (functionConfig === undefined || functionConfig.texts.kind === HACLUSTER_KIND) return []
  const { kind } = functionConfig.texts
  if (kind !== 'ConfigMap') {
    const given = kind === undefined ? '' : `, not ${quoted(kind)}`
    return [
      {
        code: 'invalid-value',
        severity: 'error',
        path: ['functionConfig', 'kind'],
        message: `the functionConfig must be of kind "${HACLUSTER_KIND}" or "ConfigMap"${given}`,
      },
    ]
  }
  const data = isObject(functionConfig.value) ? functionConfig.value.data : undefined
  return Object.keys(isObject(data) ? data : {}).map(key => ({
    code: 'unknown-field',
    severity: 'error',
    path: ['functionConfig', 'data', key],
    message: `the functionConfig must not set ${quoted(key)}`,
    why: 'a ConfigMap holds no settings for this function: all of them are fields of the HACluster',
  }))
}
