// The chain on one screen: config, plan, render, patch for every HACluster of the input, all problems together.

import { append } from './append.ts'
import { expansionProblem } from './config/checks/expansion-limit.ts'
import { acknowledged, runChecks, runChecksAcross } from './config/checks/index.ts'
import { type UsablePart, usablePart, wholeOf, withoutUnread } from './config/checks/usable-part.ts'
import { resolve } from './config/resolve/resolve.ts'
import type { ResolvedCluster } from './config/resolve/resolved.ts'
import { parseCluster } from './config/shape/parse-cluster.ts'
import type { Release } from './facts/releases.ts'
import { isEqual } from './is-equal.ts'
import type { Json, JsonObject, Manifest } from './manifest.ts'
import { applyPatches, type Patched } from './patch/apply-patches.ts'
import { type ParsedPatches, parsePatches } from './patch/parse-patches.ts'
import { effectOf, type Patch } from './patch/patch.ts'
import type { Balancer } from './plan/load-balancers/balancer.ts'
import type { BALANCERS } from './plan/load-balancers/index.ts'
import type { Plan } from './plan/model.ts'
import { plan } from './plan/plan.ts'
import { templateNames } from './plan/template-names.ts'
import { checkUserData } from './plan/user-data.ts'
import type { Problem } from './problems/problem.ts'
import { quoted } from './problems/quoted.ts'
import { hasErrors, sortProblems } from './problems/sort.ts'
import type { ClusterInput } from './read/cluster-input.ts'
import { readYamlValue } from './read/documents/yaml-value.ts'
import { render } from './render/index.ts'
import { nameTemplates } from './render/name-templates.ts'
import { charactersIn } from './value-size.ts'
import { printYaml } from './write/yaml.ts'

export interface ExpandedCluster {
  /** Every input that holds this cluster (a kustomize generator hands its config twice). */
  readonly inputs: readonly ClusterInput[]
  readonly namespace: string
  readonly name: string
  /** Of the controllers in the management cluster. */
  readonly release: Release
  /** In apply order. */
  readonly manifests: readonly Manifest[]
  /** The load balancer's configuration file, where one is generated. */
  readonly loadBalancer?: LoadBalancerFile
}

export interface LoadBalancerFile {
  readonly type: keyof typeof BALANCERS
  /** What it is made from. */
  readonly balancer: Balancer
  readonly text: string
  readonly isPatched: boolean
}

export interface Expansion<Kept = ExpandedCluster> {
  /** Empty where any problem is an error: output is complete or absent. */
  readonly clusters: readonly Kept[]
  /** Sorted, each with its `source`. */
  readonly problems: readonly Problem[]
}

interface Candidate {
  readonly inputs: readonly [ClusterInput, ...ClusterInput[]]
  readonly cluster: ResolvedCluster
  readonly patches: readonly Patch[]
}

/** What of a cluster is compared with others. */
interface Compared extends UsablePart {
  readonly input: ClusterInput
}

/** Expands every HACluster: what is the same cluster twice is expanded once, and any error leaves no cluster at all. */
export function expand(inputs: readonly ClusterInput[]): Expansion {
  return expandTo(inputs, cluster => cluster)
}

/** The same, but of each cluster only what `keep` makes of it stays in memory: the objects of thousands are many. */
export function expandTo<Kept>(
  inputs: readonly ClusterInput[],
  keep: (cluster: ExpandedCluster) => Kept,
): Expansion<Kept> {
  const problems: Problem[] = []
  const { candidates, compared } = collect(inputs, problems)
  for (const { cluster, problem } of runChecksAcross(compared)) {
    const own = compared[cluster]
    if (own?.stands(problem)) append(problems, located(own.input, acknowledged([problem], own.cluster.config.spec)))
  }
  const expanded = hasErrors(problems) ? [] : expandAll(candidates, problems, keep)
  return {
    clusters: hasErrors(problems) ? [] : expanded,
    problems: sortProblems(withoutSecretLines(problems)),
  }
}

/** Characters of all output: what is printed must fit into memory, and more is no input that anybody meant. */
const MOST_OUTPUT = 256 * 2 ** 20

/** Stops at the cluster with which there would be too much. */
function expandAll<Kept>(
  candidates: readonly Candidate[],
  problems: Problem[],
  keep: (cluster: ExpandedCluster) => Kept,
): readonly Kept[] {
  let size = 0
  return candidates.flatMap(candidate => {
    const expanded = size > MOST_OUTPUT ? undefined : expandOne(candidate, problems)
    if (expanded === undefined) return []
    for (const manifest of expanded.manifests) size += charactersIn(manifest)
    if (size > MOST_OUTPUT) append(problems, located(candidate.inputs[0], [TOO_MUCH_OUTPUT]))
    return [keep(expanded)]
  })
}

const TOO_MUCH_OUTPUT: Problem = {
  code: 'too-large',
  severity: 'error',
  path: ['spec'],
  message: '`spec` must not make the objects of all clusters larger than 256 MiB together',
  fix: 'write less into what many objects hold (`node.files`, patches), or expand fewer clusters at once',
}

/** Patches that do not fit what was rendered go to `problems`. */
function expandOne({ inputs, cluster, patches }: Candidate, problems: Problem[]): ExpandedCluster | undefined {
  const { release } = cluster
  if (release === undefined) return undefined
  const planned = plan({ ...cluster, release }, readText)
  append(problems, located(inputs[0], acknowledged(checkUserData(planned), cluster.config.spec)))
  const { manifests, problems: misfits } = renderPatched(planned, patches)
  append(problems, located(inputs[0], misfits))
  return {
    inputs,
    namespace: cluster.namespace,
    name: cluster.name,
    release,
    manifests,
    ...('configuration' in planned.loadBalancer ? { loadBalancer: fileOf(planned.loadBalancer, manifests) } : {}),
  }
}

/** The value of a text that a field holds; a text with a fault has none. */
function readText(text: string): Json | undefined {
  const read = readYamlValue(text)
  return 'value' in read ? read.value : undefined
}

/** The file as the ConfigMap holds it: a patch may have changed it there. */
function fileOf(
  { type, balancer, configuration }: Extract<Plan['loadBalancer'], { configuration: unknown }>,
  manifests: readonly Manifest[],
): LoadBalancerFile {
  const { fileName, text } = configuration
  const data = manifests.find(({ kind, data }) => kind === 'ConfigMap' && isHolding(data, fileName))?.data
  const held = isHolding(data, fileName) ? data[fileName] : undefined
  const now = typeof held === 'string' ? held : text
  return { type, balancer, text: now, isPatched: now !== text }
}

function isHolding(data: Json | undefined, fileName: string): data is JsonObject {
  return typeof data === 'object' && data !== null && Object.hasOwn(data, fileName)
}

/** Names of templates come last: they depend on the patches, which know the templates by their names without hash. */
function renderPatched(planned: Plan, patches: readonly Patch[]): Omit<Patched, 'applied'> {
  const rendered = render(planned, value => printYaml(value))
  const { manifests, applied, problems } =
    patches.length === 0 ? { manifests: rendered, applied: [], problems: [] } : applyPatches(rendered, patches)
  if (planned.workers.length === 0 && planned.controlPlane.type === 'Machines') return { manifests, problems }
  const positions = new Map(manifests.map(({ kind, metadata }, position) => [`${kind}/${metadata.name}`, position]))
  const names = templateNames(planned, (kind, base) =>
    (applied[positions.get(`${kind}/${base}`) ?? -1] ?? []).flatMap(effectOf),
  )
  return { manifests: nameTemplates(manifests, names), problems }
}

interface Judged {
  readonly part: UsablePart
  readonly problems: readonly Problem[]
}

/** What is wrong in a cluster besides its shape, and what of it is left to compare with others. */
function judge(known: UsablePart, misread: readonly Problem[]): Judged {
  const found = [...runChecks(known.cluster, readYamlValue), ...misread]
  const part = withoutUnread(known, found)
  return { part, problems: found.filter(part.stands) }
}

interface Collected {
  /** The distinct clusters of well-formed inputs. */
  readonly candidates: readonly Candidate[]
  /** These, and what is usable of the others. */
  readonly compared: readonly Compared[]
}

/** Problems of shape, and clusters that are given twice differently, go to `problems`. */
function collect(inputs: readonly ClusterInput[], problems: Problem[]): Collected {
  const byIdentity = new Map<string, Candidate>()
  const compared = new Map<string, Compared>()
  for (const input of inputs) {
    const { config, problems: faults } = parseCluster(input.value, input.raw)
    append(problems, located(input, [...input.problems, ...faults]))
    if (config === undefined) {
      const usable = usablePart(input.value, faults)
      if (usable === undefined) continue
      const { part, problems: found } = judge(usable, patchesOf(usable.cluster).problems)
      append(problems, located(input, found))
      const identity = identityOf(input, usable.cluster)
      if (!compared.has(identity)) compared.set(identity, { input, ...part })
      continue
    }
    const tooLarge = expansionProblem(config)
    if (tooLarge !== undefined) {
      append(problems, located(input, [tooLarge]))
      continue
    }
    const cluster = resolve(config)
    const identity = identityOf(input, cluster)
    const earlier = byIdentity.get(identity)
    if (earlier === undefined) {
      const { patches, problems: misread } = patchesOf(cluster)
      const { part, problems: found } = judge(wholeOf(cluster), misread)
      byIdentity.set(identity, { inputs: [input], cluster, patches })
      compared.set(identity, { input, ...part })
      append(problems, located(input, found))
    } else if (isSameSpec(earlier.cluster, cluster))
      byIdentity.set(identity, { ...earlier, inputs: [...earlier.inputs, input] })
    else append(problems, located(input, [duplicateCluster(earlier.inputs[0], cluster)]))
  }
  return { candidates: [...byIdentity.values()], compared: [...compared.values()] }
}

function identityOf({ scope }: ClusterInput, { namespace, name }: ResolvedCluster): string {
  return JSON.stringify([scope, namespace, name])
}

const NO_PATCHES: ParsedPatches = { patches: [], problems: [] }

function patchesOf({ config }: ResolvedCluster): ParsedPatches {
  const { patches = [] } = config.spec
  return patches.length === 0 ? NO_PATCHES : parsePatches(patches, readYamlValue)
}

/** Hosts sort keys and add annotations to one of two copies: only what is expanded counts. */
function isSameSpec(a: ResolvedCluster, b: ResolvedCluster): boolean {
  return isEqual(a.config.spec, b.config.spec)
}

function duplicateCluster(earlier: ClusterInput, { namespace, name }: ResolvedCluster): Problem {
  const { file } = earlier.locate(['metadata', 'name'], 'value', false)
  return {
    code: 'duplicate-cluster',
    severity: 'error',
    path: ['metadata', 'name'],
    message: `HACluster ${quoted(`${namespace}/${name}`)} must not be given twice with different content`,
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
