// Annotations that keep a GitOps tool from destroying what must stand, and that order what it applies. They are on the objects
// themselves, never inside of a template: no name and no machine depends on them.

import { type Fate, type GitOps, GUARDS, type Guard } from '../../facts/gitops.ts'
import type { Manifest } from '../../manifest.ts'
import type { StringMap } from '../../plan/model.ts'

/** The manifests with the guards of their kinds. What the user wrote under the same names stands; sync options are joined. */
export function guarded(gitops: GitOps, manifests: readonly Manifest[]): readonly Manifest[] {
  if (gitops === 'None') return manifests
  return manifests.map(manifest => {
    const given = annotationsOf(manifest)
    const guard = guardOf(manifest.kind)
    const annotations = gitops === 'ArgoCD' ? withArgoCD(guard, given) : withFlux(guard, given)
    return { ...manifest, metadata: { ...manifest.metadata, annotations } }
  })
}

const SYNC_OPTIONS = 'argocd.argoproj.io/sync-options'

/** Argo CD before 2.14 does not know the word `confirm`, and prunes (docs/user-guide/sync-options.md). */
const OPTIONS: Readonly<Record<Fate, readonly string[]>> = {
  goes: [],
  asks: ['Prune=confirm', 'Delete=confirm'],
  stays: ['Prune=false', 'Delete=false'],
  'is-superseded': ['Prune=false', 'Delete=false'],
}

function withArgoCD({ wave, argocd }: Guard, given: StringMap): StringMap {
  const options = joined(given[SYNC_OPTIONS] ?? '', OPTIONS[argocd])
  return {
    ...(wave === 0 ? {} : { 'argocd.argoproj.io/sync-wave': String(wave) }),
    ...(argocd === 'is-superseded' ? { 'argocd.argoproj.io/compare-options': 'IgnoreExtraneous' } : {}),
    ...(options === '' ? {} : { [SYNC_OPTIONS]: options }),
    ...given,
    ...(options === '' ? {} : { [SYNC_OPTIONS]: options }),
  }
}

function withFlux({ flux }: Guard, given: StringMap): StringMap {
  return flux === 'stays' ? { 'kustomize.toolkit.fluxcd.io/prune': 'disabled', ...given } : given
}

function guardOf(kind: string): Guard {
  const guard = GUARDS[kind]
  if (guard === undefined) throw new Error(`nobody has decided how ${kind} is guarded`)
  return guard
}

/** The user's options, and those of ours that the user has not decided: `ServerSideApply=true,Prune=confirm,Delete=confirm`. */
function joined(given: string, ours: readonly string[]): string {
  const options = given
    .split(',')
    .map(option => option.trim())
    .filter(option => option !== '')
  const decided = new Set(options.map(nameOf))
  return [...options, ...ours.filter(option => !decided.has(nameOf(option)))].join(',')
}

function nameOf(option: string): string {
  return option.split('=', 1).join('')
}

/** Every object bears some: that of its owner. */
function annotationsOf({ metadata: { annotations } }: Manifest): StringMap {
  const entries = typeof annotations === 'object' && annotations !== null ? Object.entries(annotations) : []
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]))
}
