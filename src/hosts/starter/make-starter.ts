// Chooses what an HACluster to start from is made of: what was asked for, and for the rest the best that the release has.

import { expand } from '../../expand.ts'
import { formatVersion, NEWEST_CAPV, type Release, resolveRelease } from '../../facts/releases.ts'
import type { Problem } from '../../problems/problem.ts'
import { parseDocuments } from '../../read/documents/document.ts'
import { findClusters } from '../../read/documents/find-clusters.ts'
import { type Starter, starterText } from './starter-text.ts'

export interface Wishes {
  readonly name?: string | undefined
  readonly capvVersion?: string | undefined
  readonly controlPlane?: string | undefined
  readonly loadBalancer?: string | undefined
}

/** The text, and what was chosen for it; or the errors that stand in the way of what was asked for. */
export function makeStarter(
  wishes: Wishes,
): { readonly text: string; readonly starter: Starter } | { readonly problems: readonly Problem[] } {
  const refusals: (readonly Problem[])[] = []
  for (const starter of candidates(wishes)) {
    const problems = errorsOf(starterText(starter, { isFilled: true }))
    if (problems.length === 0) return { text: starterText(starter), starter }
    refusals.push(problems)
  }
  // The fewest are those that no other choice would have spared.
  const [problems = []] = refusals.toSorted((a, b) => a.length - b.length)
  return { problems }
}

// The best first.
const CONTROL_PLANES = ['KubeadmControlPlane', 'Machines'] as const satisfies readonly Starter['controlPlane'][]
const BALANCERS = ['KubeVIP', 'HAProxy', 'Nginx', 'External'] as const satisfies readonly Starter['loadBalancer'][]
const CLOUD_PROVIDERS = ['Managed', 'Unmanaged'] as const satisfies readonly Starter['cloudProvider'][]

function* candidates(wishes: Wishes): Generator<Starter> {
  const capvVersion = withV(wishes.capvVersion ?? formatVersion(NEWEST_CAPV))
  const base = { name: wishes.name, capvVersion, release: releaseOf(capvVersion) }
  for (const controlPlane of wished(CONTROL_PLANES, wishes.controlPlane)) {
    for (const loadBalancer of wished(BALANCERS, wishes.loadBalancer)) {
      for (const cloudProvider of CLOUD_PROVIDERS) yield { ...base, controlPlane, loadBalancer, cloudProvider }
    }
  }
}

function wished<Type extends string>(types: readonly Type[], wish: string | undefined): readonly Type[] {
  return wish === undefined ? types : types.filter(type => type === wish)
}

/** "1.17" would be a number. */
function withV(version: string): string {
  return /^\d/.test(version) ? `v${version}` : version
}

/** Of a version that is none, the checks say so. */
function releaseOf(capvVersion: string): Release {
  const release = resolveRelease(capvVersion)
  if (typeof release === 'object') return release
  return { capv: NEWEST_CAPV, capi: [1, 14, 0], profile: 'v1beta2' }
}

function errorsOf(text: string): readonly Problem[] {
  const found = findClusters(parseDocuments(text))
  const { problems } = expand(found.inputs)
  return [...found.problems, ...problems].filter(({ severity }) => severity === 'error')
}
