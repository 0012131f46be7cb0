// Gives templates their final names, and whatever refers to them: the last step, since a patched template has another name.

import { isJsonObject } from '../is-json.ts'
import type { Json, Manifest } from '../manifest.ts'
import type { TemplateName } from '../plan/template-names.ts'

/** Kinds that create machines from templates. */
const REFERRERS: ReadonlySet<string> = new Set(['MachineDeployment', 'KubeadmControlPlane'])

export function nameTemplates(manifests: readonly Manifest[], names: readonly TemplateName[]): readonly Manifest[] {
  if (names.length === 0) return manifests
  const finals = new Map(names.map(({ kind, base, name }) => [keyOf(kind, base), name]))
  return manifests.map(manifest => {
    const name = finals.get(keyOf(manifest.kind, manifest.metadata.name))
    if (name !== undefined) return { ...manifest, metadata: { ...manifest.metadata, name } }
    if (!REFERRERS.has(manifest.kind) || manifest.spec === undefined) return manifest
    return { ...manifest, spec: withNames(manifest.spec, finals) }
  })
}

/** A reference has `kind` and `name` in every generation, wherever it stands. */
function withNames(value: Json, finals: ReadonlyMap<string, string>): Json {
  if (Array.isArray(value)) return value.map(item => withNames(item, finals))
  if (!isJsonObject(value)) return value
  const name = finals.get(keyOf(value.kind, value.name))
  if (name !== undefined) return { ...value, name }
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, withNames(field, finals)]))
}

function keyOf(kind: Json | undefined, name: Json | undefined): string {
  return JSON.stringify([kind, name])
}
