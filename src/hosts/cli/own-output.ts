// Whether a file is output of ours, which may be overwritten and deleted. In doubt it is somebody's.

import { groupOf, HACLUSTER_GROUP, HACLUSTER_KIND, OWNER_ANNOTATION } from '../../manifest.ts'
import type { SourceDocument } from '../../read/documents/document.ts'
import { parseDocuments } from '../../read/documents/document.ts'
import { textsOf } from '../../read/tracked-keys.ts'

/**
 * True where a text holds at least one document, and each is a manifest that bears our annotation for one of the owners
 * (`<namespace>/<name>`). An HACluster never is output, whatever annotations it bears.
 */
export function isOutputOf(owners: ReadonlySet<string>, text: string): boolean {
  return ownersOf(text)?.every(owner => owners.has(owner)) ?? false
}

/** Of each document of a text its owner; `undefined` where the text is no output of anybody's HACluster. */
export function ownersOf(text: string): readonly string[] | undefined {
  if (!text.includes(OWNER_ANNOTATION)) return undefined
  const documents = parseDocuments(text)
  const owners = documents.flatMap(ownerOf)
  return owners.length > 0 && owners.length === documents.length ? owners : undefined
}

/** None for a document that is no manifest of ours. */
function ownerOf(document: SourceDocument): readonly string[] {
  if (document.problems.length > 0) return []
  const { apiVersion = '', kind = '', name = '', owner = '' } = textsOf(document.resolve().value)
  if (apiVersion === '' || kind === '' || name === '' || owner === '') return []
  return groupOf(apiVersion) === HACLUSTER_GROUP || kind === HACLUSTER_KIND ? [] : [owner]
}
