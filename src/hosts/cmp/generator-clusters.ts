// The HAClusters that kustomizations run as functions: finds them, and puts what they expand to in their place in the copy.

import { append } from '../../append.ts'
import type { ExpandedCluster } from '../../expand.ts'
import type { Path, Problem } from '../../problems/problem.ts'
import type { ClusterInput } from '../../read/cluster-input.ts'
import type { SourceDocument } from '../../read/documents/document.ts'
import { parseDocuments } from '../../read/documents/document.ts'
import { findClusters } from '../../read/documents/find-clusters.ts'
import { property } from '../../read/resource-ref.ts'
import { printList } from '../../write/json.ts'
import { readText } from '../cli/walk.ts'
import type { World } from '../world.ts'
import type { Checkout } from './application.ts'
import { placed, type SourceClusters } from './built-inputs.ts'
import type { ConfigEntry, SortedConfigs } from './configs.ts'
import { CONFIG_FIELDS, sortConfigs } from './configs.ts'
import { quoted } from './discreet.ts'
import { builtinReferences, isInline } from './kustomization-references.ts'
import type { Build } from './kustomize-build.ts'
import { relativePath, resolvePath } from './paths.ts'
import type { Copy, Kustomization } from './private-copy.ts'
import { followReference, refusal } from './private-copy.ts'

export interface GeneratorClusters {
  readonly folders: readonly GeneratorFolder[]
  /** `kustomize-refused`, `kustomize-failed`, `unreadable-file`, and those of `findClusters`. */
  readonly problems: readonly Problem[]
}

export interface GeneratorFolder {
  readonly kustomization: Kustomization
  readonly inputs: readonly ClusterInput[]
  readonly kept: SortedConfigs['kept']
}

export interface Application {
  readonly world: World
  readonly checkout: Checkout
  readonly copy: Copy
  readonly sources: SourceClusters
  /** Builds a folder of the copy, given relative to the checkout. */
  readonly build: (folder: string) => Promise<Build>
}

export async function readGenerators(application: Application): Promise<GeneratorClusters> {
  const problems: Problem[] = []
  const folders: GeneratorFolder[] = []
  for (const kustomization of application.copy.kustomizations.values()) {
    const entries = await readEntries(application, kustomization, problems)
    const sorted = sortConfigs(kustomization, entries, kustomization.folder === application.checkout.application)
    append(problems, [...sorted.problems, ...copyBuiltinFiles(application, kustomization, sorted)])
    const found = sorted.clusters.map(({ document, isBuilt }) => readCluster(application, document, isBuilt, problems))
    if (sorted.isChanged) folders.push({ kustomization, inputs: found.flat(), kept: sorted.kept })
  }
  return { folders, problems }
}

/** Lists the manifests of a folder's clusters among the resources of its kustomization, in the copy. */
export function writeOutput(
  { world, copy }: Application,
  { kustomization, kept }: GeneratorFolder,
  clusters: readonly ExpandedCluster[],
): void {
  const folder = `${copy.tree}/${kustomization.folder}`
  const name = freeName(world, folder)
  const lists = Object.entries(kept).filter(([, texts]) => texts.length > 0)
  const others = Object.entries(kustomization.value).filter(([key]) => CONFIG_FIELDS.every(field => field !== key))
  const resources = property(kustomization.value, 'resources')
  const manifests = clusters.flatMap(cluster => cluster.manifests)
  const output = manifests.length > 0 ? [name] : []
  const value = {
    ...Object.fromEntries(others),
    ...Object.fromEntries(lists),
    resources: [...(Array.isArray(resources) ? resources : []), ...output],
  }
  if (manifests.length > 0) world.writeFile(`${folder}/${name}`, printList(manifests))
  world.writeFile(`${folder}/${kustomization.file.replace(/^.*\//, '')}`, JSON.stringify(value))
}

function freeName(world: World, folder: string): string {
  let name = 'capv-ha-output.json'
  while (world.kindOf(`${folder}/${name}`) !== undefined) name = `_${name}`
  return name
}

async function readEntries(
  application: Application,
  kustomization: Kustomization,
  problems: Problem[],
): Promise<readonly ConfigEntry[]> {
  const entries: ConfigEntry[] = []
  for (const field of CONFIG_FIELDS) {
    const texts = property(kustomization.value, field)
    for (const [index, text] of (Array.isArray(texts) ? texts : []).entries()) {
      if (typeof text !== 'string') continue
      const path = [field, index]
      const read = await readDocuments(application, kustomization, path, text)
      if ('problem' in read) problems.push(read.problem)
      else entries.push({ field, path, text, ...read })
    }
  }
  return entries
}

type Documents = { readonly problem: Problem } | Pick<ConfigEntry, 'documents' | 'isBuilt'>

async function readDocuments(
  { world, checkout, copy, build }: Application,
  kustomization: Kustomization,
  path: Path,
  text: string,
): Promise<Documents> {
  if (isInline(text)) return { documents: parseDocuments(text), isBuilt: true }
  const target = resolvePath(kustomization.folder, text)
  const folder = copy.kustomizations.get(target)
  if (folder === undefined) {
    const file = relativePath(checkout.application, target)
    const content = readText(() => world.readFile(file), file)
    return typeof content === 'string'
      ? { documents: parseDocuments(content, { file }), isBuilt: false }
      : { problem: content }
  }
  if (CONFIG_FIELDS.some(field => Object.hasOwn(folder.value, field))) {
    return {
      problem: refusal(
        kustomization,
        path,
        `${quoted(text, 'this entry')} must not have generators or transformers of its own`,
      ),
    }
  }
  const built = await build(target)
  return 'problem' in built ? built : { documents: parseDocuments(built.text), isBuilt: true }
}

/** What kustomize's own transformers read comes from the folder of the kustomization that lists them. */
function copyBuiltinFiles(
  { world, checkout, copy }: Application,
  kustomization: Kustomization,
  { builtin }: SortedConfigs,
): readonly Problem[] {
  return builtin.flatMap(({ document, path }) =>
    builtinReferences(document.resolve().value).flatMap(reference => {
      const step = followReference(world, checkout, copy.tree, kustomization, { ...reference, path })
      return 'problem' in step ? [step.problem] : []
    }),
  )
}

function readCluster(
  { sources }: Application,
  document: SourceDocument,
  isBuilt: boolean,
  problems: Problem[],
): readonly ClusterInput[] {
  const found = findClusters([document])
  append(problems, found.problems)
  return isBuilt ? found.inputs.map(input => placed(input, sources)) : found.inputs
}
