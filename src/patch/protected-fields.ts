// What holds the objects of a cluster together, and therefore is no patch's business: identities, references between the
// objects, the labels that Cluster API finds them by, and the annotation that this program finds them by.

import { isJsonObject } from '../is-json.ts'
import { type Json, type JsonObject, type Manifest, OWNER_ANNOTATION } from '../manifest.ts'
import { formatPath, type Path } from '../problems/problem.ts'

/** `infrastructureTemplate` is the reference of a v1alpha3 control plane. */
const FIELDS: ReadonlySet<string> = new Set([
  'infrastructureRef',
  'configRef',
  'controlPlaneRef',
  'infrastructureTemplate',
  'clusterName',
])
const LABELS: ReadonlySet<string> = new Set([
  'cluster.x-k8s.io/cluster-name',
  'cluster.x-k8s.io/control-plane',
  'cluster.x-k8s.io/deployment-name',
])
const LABEL_MAPS: ReadonlySet<string> = new Set(['labels', 'matchLabels'])

/** The first protected field that a patch has changed, added or removed, as users write paths. */
export function changedProtection(before: Manifest, after: Json): string | undefined {
  const [old, now] = [protectedFields(before), protectedFields(after)]
  return [...new Set([...old.keys(), ...now.keys()])].find(path => old.get(path) !== now.get(path))
}

function protectedFields(object: Json): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  if (!isJsonObject(object)) return found
  const metadata = isJsonObject(object.metadata) ? object.metadata : {}
  const annotations = isJsonObject(metadata.annotations) ? metadata.annotations : {}
  note(found, ['apiVersion'], object.apiVersion)
  note(found, ['kind'], object.kind)
  note(found, ['metadata', 'name'], metadata.name)
  note(found, ['metadata', 'namespace'], metadata.namespace)
  note(found, ['metadata', 'annotations', OWNER_ANNOTATION], annotations[OWNER_ANNOTATION])
  noteLabels(found, ['metadata', 'labels'], metadata.labels)
  if (isJsonObject(object.spec)) descend(found, ['spec'], object.spec)
  return found
}

function descend(found: Map<string, string>, path: Path, object: JsonObject): void {
  for (const [key, value] of Object.entries(object)) {
    const inner = [...path, key]
    if (FIELDS.has(key)) note(found, inner, value)
    else if (LABEL_MAPS.has(key)) noteLabels(found, inner, value)
    else if (isJsonObject(value)) descend(found, inner, value)
  }
}

function noteLabels(found: Map<string, string>, path: Path, labels: Json | undefined): void {
  if (!isJsonObject(labels)) return
  for (const key of LABELS) if (Object.hasOwn(labels, key)) note(found, [...path, key], labels[key])
}

/** As text: the order of keys in a reference is that of the printer, which a patch that repeats it does not change. */
function note(found: Map<string, string>, path: Path, value: Json | undefined): void {
  if (value !== undefined) found.set(formatPath(path), JSON.stringify(value))
}
