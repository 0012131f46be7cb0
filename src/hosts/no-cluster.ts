// No HACluster where one should be: what stands there instead, in the same words under every host.

import { HACLUSTER_API_VERSION, HACLUSTER_KIND } from '../manifest.ts'
import type { Problem } from '../problems/problem.ts'
import { property } from '../read/resource-ref.ts'
import { textsOf } from '../read/tracked-keys.ts'

/** From what counts least to what counts most where several places are looked at. */
const BY_WEIGHT = ['no-file', 'empty', 'list', 'no-manifest', 'own-output', 'others'] as const

export type Instead = (typeof BY_WEIGHT)[number]

const WORDS: Readonly<Record<Instead, string>> = {
  'no-file': 'in a file that ends in .yaml, .yml or .json: no such file is there',
  empty: 'not nothing',
  list: 'as a document of its own, not only a bare list',
  'no-manifest': 'not only text without `apiVersion` and `kind`',
  'own-output': 'not only what capv-ha printed',
  others: 'not only manifests of other kinds',
}

/** Who says it: what must hold an HACluster, why that matters, and what to do, the last where nothing better is known. */
export interface NoClusterWords {
  readonly what: string
  readonly why?: string
  readonly fix: string
  readonly fixes?: Partial<Readonly<Record<Instead, string>>>
}

const FIXES: Partial<Readonly<Record<Instead, string>>> = {
  list: `write each HACluster as a document of its own, behind a line with \`---\` and without the dash in front`,
  'no-manifest': `begin the HACluster with \`apiVersion: ${HACLUSTER_API_VERSION}\` and \`kind: ${HACLUSTER_KIND}\``,
}

/** The error `no-cluster`. */
export function noCluster({ what, why, fix, fixes }: NoClusterWords, instead: Instead): Problem {
  return {
    code: 'no-cluster',
    severity: 'error',
    path: [],
    message: `${what} must hold at least one ${HACLUSTER_KIND}, ${WORDS[instead]}`,
    ...(why === undefined ? {} : { why }),
    fix: fixes?.[instead] ?? FIXES[instead] ?? fix,
  }
}

/** What documents are of which none is an HACluster; a List stands for its items. */
export function insteadOf(values: readonly unknown[]): Instead {
  const given = values.filter(value => value !== null && value !== undefined)
  if (given.length === 0) return 'empty'
  if (given.every(Array.isArray)) return 'list'
  const texts = given.flatMap(objectsOf).map(textsOf)
  const manifests = texts.filter(({ apiVersion, kind }) => apiVersion !== undefined || kind !== undefined)
  if (manifests.length === 0) return 'no-manifest'
  return manifests.every(({ owner }) => owner !== undefined) ? 'own-output' : 'others'
}

function objectsOf(value: unknown): readonly unknown[] {
  const items = property(value, 'items')
  return Array.isArray(items) && items.length > 0 ? items : [value]
}

/** Of several places what weighs most; a place that is empty says nothing beside one that is not. */
export function heaviest(places: readonly Instead[]): Instead {
  return BY_WEIGHT.findLast(instead => places.includes(instead)) ?? 'no-file'
}
