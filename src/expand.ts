// The chain on one screen: config, plan, render for every HACluster of the input, all problems together.

import { acknowledged, runChecks, runChecksAcross } from './config/checks/index.ts'
import { resolve } from './config/resolve.ts'
import type { ResolvedCluster } from './config/resolved.ts'
import { parseCluster } from './config/validate.ts'
import type { Manifest } from './manifest.ts'
import { plan } from './plan/plan.ts'
import type { Problem } from './problems/problem.ts'
import { hasErrors, sortProblems } from './problems/sort.ts'
import type { ClusterInput } from './read/cluster-input.ts'
import { render } from './render/index.ts'

export interface ExpandedCluster {
  /** Every input that holds this cluster (a kustomize generator hands its config twice). */
  readonly inputs: readonly ClusterInput[]
  readonly namespace: string
  readonly name: string
  /** In apply order. */
  readonly manifests: readonly Manifest[]
  /** The load balancer's configuration file, where one is generated. */
  readonly loadBalancer?: { readonly fileName: string; readonly text: string }
}

export interface Expansion {
  /** Empty where any problem is an error: output is complete or absent. */
  readonly clusters: readonly ExpandedCluster[]
  /** Sorted, each with its `source`. */
  readonly problems: readonly Problem[]
}

interface Candidate {
  readonly inputs: readonly [ClusterInput, ...ClusterInput[]]
  readonly cluster: ResolvedCluster
}

/** Expands every HACluster: what is the same cluster twice is expanded once, and any error leaves no cluster at all. */
export function expand(inputs: readonly ClusterInput[]): Expansion {
  const problems: Problem[] = []
  const candidates = collect(inputs, problems)
  for (const { inputs, cluster } of candidates) problems.push(...located(inputs[0], runChecks(cluster)))
  for (const { cluster, problem } of runChecksAcross(candidates.map(candidate => candidate.cluster))) {
    const candidate = candidates[cluster]
    if (candidate !== undefined)
      problems.push(...located(candidate.inputs[0], acknowledged([problem], candidate.cluster.config.spec)))
  }
  return {
    clusters: hasErrors(problems) ? [] : candidates.flatMap(expandOne),
    problems: sortProblems(withoutSecretLines(problems)),
  }
}

function expandOne({ inputs, cluster }: Candidate): readonly ExpandedCluster[] {
  const { release } = cluster
  if (release === undefined) return []
  const planned = plan({ ...cluster, release })
  return [
    {
      inputs,
      namespace: cluster.namespace,
      name: cluster.name,
      manifests: render(planned),
      ...('configuration' in planned.loadBalancer ? { loadBalancer: planned.loadBalancer.configuration } : {}),
    },
  ]
}

/** The distinct clusters of well-formed inputs; problems of shape, and clusters that are given twice differently, go to `problems`. */
function collect(inputs: readonly ClusterInput[], problems: Problem[]): readonly Candidate[] {
  const byIdentity = new Map<string, Candidate>()
  for (const input of inputs) {
    const { config, problems: faults } = parseCluster(input.value, input.raw)
    problems.push(...located(input, [...input.problems, ...faults]))
    if (config === undefined) continue
    const cluster = resolve(config)
    const identity = JSON.stringify([input.scope, cluster.namespace, cluster.name])
    const earlier = byIdentity.get(identity)
    if (earlier === undefined) byIdentity.set(identity, { inputs: [input], cluster })
    else if (isSameSpec(earlier.cluster, cluster))
      byIdentity.set(identity, { ...earlier, inputs: [...earlier.inputs, input] })
    else problems.push(...located(input, [duplicateCluster(earlier.inputs[0], cluster)]))
  }
  return [...byIdentity.values()]
}

/** Hosts sort keys and add annotations to one of two copies: only what is expanded counts. */
function isSameSpec(a: ResolvedCluster, b: ResolvedCluster): boolean {
  return canonical(a.config.spec) === canonical(b.config.spec)
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(byKey))
      : part,
  )
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1
}

function duplicateCluster(earlier: ClusterInput, { namespace, name }: ResolvedCluster): Problem {
  const { file } = earlier.locate(['metadata', 'name'], 'value', false)
  return {
    code: 'duplicate-cluster',
    severity: 'error',
    path: ['metadata', 'name'],
    message: `HACluster "${namespace}/${name}" must not be given twice with different content`,
    ...(file === undefined ? {} : { why: `the other one is in ${file}` }),
    fix: 'keep one of them; where a transformer patches the HACluster, give the function a ConfigMap as its functionConfig',
  }
}

function located(input: ClusterInput, problems: readonly Problem[]): readonly Problem[] {
  return problems.map(problem => ({
    ...problem,
    source: problem.source ?? input.locate(problem.path, problem.at ?? 'value', problem.secret ?? false),
  }))
}

/** A problem beside a secret must not show the line that holds it. */
function withoutSecretLines(problems: readonly Problem[]): readonly Problem[] {
  const lineOf = ({ source }: Problem) => JSON.stringify([source?.file, source?.line])
  const secret = new Set(problems.filter(problem => problem.secret && problem.source?.line !== undefined).map(lineOf))
  if (secret.size === 0) return problems
  return problems.map(problem => {
    if (problem.secret || problem.source === undefined || !secret.has(lineOf(problem))) return problem
    const { excerpt: _, ...source } = problem.source
    return { ...problem, source }
  })
}
