// The function for users of the kpt-functions SDK: the same function over the SDK's Configs. What the SDK's own parser has
// already changed (comments, quoting, numbers, twins) is lost before it gets here, so that only the command keeps promises
// about other people's YAML.

import type { Configs, KptFunc, KubernetesObject, Result } from 'kpt-functions'
import { expand } from '../expand.ts'
import { isObject } from '../is-json.ts'
import { textOfPieces, utf8Of } from '../pieces.ts'
import { parseDocuments } from '../read/documents/document.ts'
import { runKrm } from './krm-function.ts'

/**
 * Expands every HACluster of the Configs in place, as the command does with a ResourceList. Problems become results; with
 * an error among them the objects stay as they were and the SDK's `run` exits 1.
 */
export const expandClusters: KptFunc = Object.assign(expandConfigs, {
  usage: 'Expands HAClusters into the Cluster API manifests of highly available clusters on vSphere.',
})

async function expandConfigs(configs: Configs): Promise<void> {
  const { stdout } = runKrm(utf8Of(JSON.stringify(configs.toResourceList())), expand)
  const answer: unknown = parseDocuments(textOfPieces(stdout))[0]?.resolve().value
  if (!isObject(answer)) throw new Error('the SDK handed over no ResourceList')
  const objects = listOf(answer.items).filter(isResource)
  const results = listOf(answer.results).filter(isResult)
  configs.addResults(...results)
  if (results.some(({ severity }) => severity === 'error')) return
  configs.deleteAll()
  configs.insert(...objects)
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function isResource(value: unknown): value is KubernetesObject {
  return isObject(value) && isObject(value.metadata)
}

function isResult(value: unknown): value is Result {
  return isObject(value) && typeof value.message === 'string'
}
