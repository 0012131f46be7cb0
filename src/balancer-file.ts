// The configuration file of one balancer for several clusters. Everything in it comes from their HAClusters, so that a file
// which a patch has changed cannot be a part of it.

import type { ExpandedCluster, LoadBalancerFile } from './expand.ts'
import { type Balancers, isSameListener } from './plan/load-balancers/balancer.ts'
import { BALANCERS } from './plan/load-balancers/index.ts'
import type { Path, Problem } from './problems/problem.ts'

export type BalancerFile = { readonly text: string } | { readonly problems: readonly Problem[] }

/**
 * The file for the clusters, in their order; a single one's as its ConfigMap holds it. Problems, with their sources:
 * `no-load-balancer-file` of a cluster that has none, or one of another program than the first, `duplicate-endpoint` of
 * clusters that would listen at the same place.
 */
export function balancerFile(clusters: readonly ExpandedCluster[]): BalancerFile {
  const problems: Problem[] = []
  const parts: Part[] = []
  for (const cluster of clusters) {
    const file = cluster.loadBalancer
    const problem = file === undefined ? noFile(cluster) : faultBeside(parts, { cluster, file }, clusters.length)
    if (problem !== undefined) problems.push(problem)
    if (file !== undefined) parts.push({ cluster, file })
  }
  const [first, ...more] = parts
  if (first === undefined || problems.length > 0) return { problems }
  if (more.length === 0) return { text: first.file.text }
  const balancers: Balancers = [first.file.balancer, ...more.map(({ file }) => file.balancer)]
  return { text: BALANCERS[first.file.type].print(balancers) }
}

interface Part {
  readonly cluster: ExpandedCluster
  readonly file: LoadBalancerFile
}

const TYPE = ['spec', 'loadBalancer', 'type'] as const
const ENDPOINT = ['spec', 'controlPlaneEndpoint'] as const

function faultBeside(earlier: readonly Part[], part: Part, count: number): Problem | undefined {
  const [first] = earlier
  const { cluster, file } = part
  if (count > 1 && file.isPatched) return patched(cluster)
  if (first !== undefined && first.file.type !== file.type) return ofAnotherType(first, part)
  const same = earlier.find(other => isSameListener(other.file.balancer, file.balancer))
  return same && sameListener(same, part)
}

function noFile(cluster: ExpandedCluster): Problem {
  return {
    code: 'no-load-balancer-file',
    severity: 'error',
    path: TYPE,
    message: '`spec.loadBalancer.type` must be "Nginx" or "HAProxy" to have a configuration file',
    ...sourceIn(cluster, TYPE),
  }
}

function ofAnotherType(first: Part, { cluster, file }: Part): Problem {
  return {
    code: 'no-load-balancer-file',
    severity: 'error',
    path: TYPE,
    message: `\`spec.loadBalancer.type\` must be the same in all clusters of one balancer: "${file.type}" is not "${first.file.type}"`,
    why: `one file is for one program, and HACluster "${nameOf(first.cluster)}" has the other`,
    fix: 'name the clusters of one balancer with `--cluster`, once for each',
    ...sourceIn(cluster, TYPE),
  }
}

function patched(cluster: ExpandedCluster): Problem {
  return {
    code: 'no-load-balancer-file',
    severity: 'error',
    path: ['spec', 'patches'],
    message: 'a patch must not change the file of a balancer that serves several clusters',
    why: 'the file for all is made from the HAClusters, and the change would be missing from it',
    fix: `print this one alone with \`--cluster ${nameOf(cluster)}\`, or take the patch back`,
    ...sourceIn(cluster, ['spec', 'patches']),
  }
}

function sameListener(other: Part, { cluster, file }: Part): Problem {
  const { port, bindAddress } = file.balancer
  return {
    code: 'duplicate-endpoint',
    severity: 'error',
    path: ENDPOINT,
    message: `\`spec.controlPlaneEndpoint\` must have a port of its own on the balancer: ${port} is taken`,
    why: `HACluster "${nameOf(other.cluster)}" has it, and ${bindAddress === undefined ? 'without `loadBalancer.bindAddress` the balancer listens on every address' : `its balancer listens on ${bindAddress}, too`}`,
    fix: 'take another port, give each of them a `loadBalancer.bindAddress` of its own, or name other clusters with `--cluster`',
    ...sourceIn(cluster, ENDPOINT),
  }
}

function sourceIn({ inputs: [input] }: ExpandedCluster, path: Path): Pick<Problem, 'source'> {
  return input === undefined ? {} : { source: input.locate(path, 'value', false) }
}

function nameOf({ namespace, name }: ExpandedCluster): string {
  return `${namespace}/${name}`
}
