// Finds the HAClusters of a ResourceList: the functionConfig, the items, or both. The same cluster given twice (kustomize
// hands a generator its config as an item too) is one.

import { groupOf, HACLUSTER_GROUP, HACLUSTER_KIND } from '../manifest.ts'
import type { Problem } from '../problems/problem.ts'
import type { ClusterInput } from '../read/cluster-input.ts'
import type { ItemPlace, ItemReading } from '../read/item-input.ts'
import { itemInput } from '../read/item-input.ts'
import type { ListItem } from '../read/list-layout.ts'
import type { ResourceList } from '../read/resource-list.ts'
import { isEqual } from '../write/unchanged.ts'

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
  readonly clusters: readonly ListCluster[]
  /** Every item that is an HACluster, twins included. */
  readonly items: readonly ListItem[]
  readonly problems: readonly Problem[]
}

/**
 * Problems: `yaml-syntax` of an HACluster, `duplicate-cluster`, `invalid-value` of a kind that we do not know or a
 * functionConfig that is not ours, `unknown-field` of settings that we do not have.
 */
export function findListClusters(list: ResourceList): ListClusters {
  const problems: Problem[] = [...configProblems(list)]
  const found = new Map<string, ListCluster>()
  const items = list.items.filter(item => groupOf(item.apiVersion ?? '') === HACLUSTER_GROUP)
  const readings = [...items.filter(isCluster).map(item => readItem(list, item)), ...readConfig(list)]
  for (const { reading, ...identity } of readings) {
    problems.push(...reading.problems)
    if (reading.input === undefined) continue
    const key = JSON.stringify([identity.scope, identity.namespace, identity.name])
    const twin = found.get(key)
    if (twin === undefined) found.set(key, { ...identity, input: reading.input })
    else if (!isSameContent(twin.input.value, reading.input.value)) problems.push(duplicate(identity, reading.input))
  }
  for (const item of items) if (!isCluster(item)) problems.push(wrongKind(list, item))
  return { clusters: [...found.values()], items: items.filter(isCluster), problems }
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

function isCluster(item: ListItem): boolean {
  return item.kind === HACLUSTER_KIND
}

function readItem(list: ResourceList, item: ListItem): Reading {
  return { ...identify(item), reading: list.inputOf(item, placeOf(item)) }
}

function identify({ namespace, name, path, packagePath }: Partial<ListItem>): Omit<Reading, 'reading'> {
  return { scope: packagePath ?? '', namespace: namespace ?? 'default', name: name ?? '', path }
}

function readConfig({ functionConfig }: ResourceList): readonly Reading[] {
  if (functionConfig === undefined || functionConfig.texts.kind !== HACLUSTER_KIND) return []
  const { texts, value } = functionConfig
  const item = { ...texts, path: texts.path ?? texts.legacyPath, index: texts.index ?? texts.legacyIndex }
  const input = itemInput(value, placeOf(item))
  return [{ ...identify(item), reading: { input, problems: [] } }]
}

/** Annotations are the host's playground: kustomize adds different ones to the functionConfig and to its twin. */
function isSameContent(a: unknown, b: unknown): boolean {
  return isEqual(withoutAnnotations(a), withoutAnnotations(b))
}

function withoutAnnotations(value: unknown): unknown {
  if (!isObject(value) || !isObject(value.metadata)) return value
  const { annotations: _annotations, ...metadata } = value.metadata
  return { ...value, metadata }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function duplicate({ namespace, name }: Omit<Reading, 'reading'>, input: ClusterInput): Problem {
  return {
    code: 'duplicate-cluster',
    severity: 'error',
    path: [],
    message: `the HACluster "${namespace}/${name}" must not be given twice with different content`,
    why: 'an object has one namespace and name, so only one of the two can count',
    fix: 'remove one of them; where it is both functionConfig and item, give the function a ConfigMap as functionConfig',
    source: input.locate([], 'value', false),
  }
}

function wrongKind(list: ResourceList, item: ListItem): Problem {
  const input = itemInput(list.valueOf(item), placeOf(item))
  return {
    code: 'invalid-value',
    severity: 'error',
    path: ['kind'],
    message: `\`kind\` must be "${HACLUSTER_KIND}"${item.kind === undefined ? '' : `, not "${item.kind}"`}`,
    why: `the API group "${HACLUSTER_GROUP}" has no other kind`,
    source: input.locate(['kind'], 'value', false),
  }
}

/** A ConfigMap without data is what hosts send where the user gave nothing. */
function configProblems({ functionConfig }: ResourceList): readonly Problem[] {
  if (functionConfig === undefined || functionConfig.texts.kind === HACLUSTER_KIND) return []
  const { kind } = functionConfig.texts
  if (kind !== 'ConfigMap') {
    const given = kind === undefined ? '' : `, not "${kind}"`
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
    message: `the functionConfig must not set "${key}"`,
    why: 'a ConfigMap holds no settings for this function: all of them are fields of the HACluster',
  }))
}
