// The configs that a kustomization lists as generators, transformers and validators: HAClusters are taken out and expanded
// by us, what kustomize has built in stays, anything else would be a program and is refused. A ConfigMap that only calls this
// program, as the last step of the build, has its wish without being run: HAClusters in the result are expanded anyway.

import { groupOf, HACLUSTER_GROUP } from '../../manifest.ts'
import type { Path, Problem } from '../../problems/problem.ts'
import type { SourceDocument } from '../../read/documents/document.ts'
import { property } from '../../read/resource-ref.ts'
import { quoted } from './discreet.ts'
import { withoutExcerpt } from './documents.ts'
import { asksForUs, functionFault } from './function-annotation.ts'
import type { Kustomization } from './private-copy.ts'
import { refusal } from './private-copy.ts'

export const CONFIG_FIELDS = ['generators', 'transformers', 'validators'] as const
export type ConfigField = (typeof CONFIG_FIELDS)[number]

/** One entry of a list of configs, with what stands behind it. */
export interface ConfigEntry {
  readonly field: ConfigField
  readonly path: Path
  readonly text: string
  readonly documents: readonly SourceDocument[]
  /** For configs out of a folder: the text behind their lines is kustomize's, not the user's. */
  readonly isBuilt: boolean
}

export interface SortedConfigs {
  readonly clusters: readonly Pick<ConfigDocument, 'document' | 'isBuilt'>[]
  /** Something is to be left out of the kustomization. */
  readonly isChanged: boolean
  /** What remains of the entries; where HAClusters shared a file with others, those as inline text. */
  readonly kept: Readonly<Record<ConfigField, readonly string[]>>
  /** Those that may name files. */
  readonly builtin: readonly ConfigDocument[]
  /** `kustomize-refused`, `yaml-syntax`. */
  readonly problems: readonly Problem[]
}

interface ConfigDocument extends Pick<ConfigEntry, 'field' | 'path' | 'isBuilt'> {
  readonly document: SourceDocument
}

/** `isRoot`: the kustomization is the application's own. */
export function sortConfigs(
  kustomization: Kustomization,
  entries: readonly ConfigEntry[],
  isRoot: boolean,
): SortedConfigs {
  const all = entries.map(entry => entry.documents.map(document => ({ ...entry, document })).filter(isFilled))
  const documents = all.flat()
  const clusters = documents.filter(isCluster)
  const builtin = documents.filter(isBuiltin)
  const call = isRoot ? finalCall(documents) : undefined
  const kept = entries.map((entry, index) => keptTexts(entry, all[index] ?? [], call))
  const of = (field: ConfigField) => kept.filter((_, index) => entries[index]?.field === field).flat()
  return {
    clusters,
    isChanged: clusters.length > 0 || call !== undefined,
    kept: { generators: of('generators'), transformers: of('transformers'), validators: of('validators') },
    builtin,
    problems: [
      ...documents.filter(config => config !== call).flatMap(config => documentProblems(kustomization, config)),
      ...clusters.flatMap(config => clusterProblems(kustomization, config, entries)),
    ],
  }
}

function keptTexts(
  entry: ConfigEntry,
  documents: readonly ConfigDocument[],
  call: ConfigDocument | undefined,
): readonly string[] {
  const rest = documents.filter(config => !isCluster(config) && config !== call)
  return rest.length === documents.length ? [entry.text] : rest.map(({ document }) => document.text())
}

function isFilled({ document }: ConfigDocument): boolean {
  if (document.problems.length > 0) return true
  const { value, problems } = document.resolve()
  return problems.length > 0 || (value !== null && value !== undefined)
}

function isCluster({ document }: ConfigDocument): boolean {
  return groupOf(document.apiVersion ?? '') === HACLUSTER_GROUP
}

function finalCall(documents: readonly ConfigDocument[]): ConfigDocument | undefined {
  const last = documents.findLast(({ field }) => field === 'transformers')
  const value = last?.document.problems.length === 0 ? last.document.resolve().value : undefined
  const isCall = last?.document.kind === 'ConfigMap' && asksForUs(value) && isEmpty(property(value, 'data'))
  return isCall ? last : undefined
}

function isEmpty(data: unknown): boolean {
  return data === undefined || data === null || (typeof data === 'object' && Object.keys(data).length === 0)
}

/** kustomize v5.8.1, api/internal/plugins/builtinhelpers/builtins.go. The inflator runs helm. */
function isBuiltin({ document }: ConfigDocument): boolean {
  return document.apiVersion === 'builtin' && document.kind !== 'HelmChartInflationGenerator'
}

function documentProblems(kustomization: Kustomization, config: ConfigDocument): readonly Problem[] {
  const { document, path } = config
  const faults = document.problems.length > 0 ? document.problems : document.resolve().problems
  if (faults.length > 0 || isCluster(config) || isBuiltin(config)) return faults.map(withoutExcerpt)
  if (asksForUs(document.resolve().value)) {
    const words =
      "a config that calls capv-ha must be the last transformer of the application's own kustomization, without `data`"
    return [refusal(kustomization, path, words, 'move it there; everything that it would expand is expanded there')]
  }
  const name = quoted(document.kind ?? '', 'this config')
  return [
    refusal(
      kustomization,
      path,
      `${name} must not be run: in the plugin no function runs but capv-ha`,
      'run that function before you commit, and list what it prints under `resources`',
    ),
  ]
}

// What kustomize itself would do between the resources and the transformers (hosts reference: order of a build).
const BETWEEN: readonly string[] = [
  ...['namePrefix', 'nameSuffix', 'namespace', 'commonLabels', 'commonAnnotations', 'labels', 'images', 'replicas'],
  ...['patches', 'patchesStrategicMerge', 'patchesJson6902', 'replacements', 'vars', 'components'],
]

function clusterProblems(
  kustomization: Kustomization,
  { field, path, document }: ConfigDocument,
  entries: readonly ConfigEntry[],
): readonly Problem[] {
  const fault = functionFault(document.resolve().value)
  const problems = fault === undefined ? [] : [refusal(kustomization, path, fault)]
  if (field === 'validators') {
    problems.push(refusal(kustomization, path, 'an HACluster must not be a validator', 'list it under `generators`'))
  }
  if (field !== 'transformers') return problems
  const between = BETWEEN.filter(name => Object.hasOwn(kustomization.value, name))
  const earlier = entries.find(entry => entry.field === 'transformers')
  const culprit =
    between.length > 0 ? `beside \`${between[0]}\`` : earlier?.path[1] === path[1] ? '' : 'behind another one'
  if (culprit !== '') {
    const words = `an HACluster must not be a transformer ${culprit}`
    problems.push(refusal(kustomization, path, words, 'list it under `generators`'))
  }
  return problems
}
