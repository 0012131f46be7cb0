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
  if (!text.includes(OWNER_ANNOTATION)) return false
  const documents = parseDocuments(text)
  return documents.length > 0 && documents.every(document => isManifestOf(owners, document))
}

function isManifestOf(owners: ReadonlySet<string>, document: SourceDocument): boolean {
  if (document.problems.length > 0) return false
  const { apiVersion = '', kind = '', name = '', owner = '' } = textsOf(document.resolve().value)
  if (apiVersion === '' || kind === '' || name === '' || !owners.has(owner)) return false
  return groupOf(apiVersion) !== HACLUSTER_GROUP && kind !== HACLUSTER_KIND
}
