// `capv-ha loadbalancer`: the raw nginx.conf or haproxy.cfg of the clusters of one balancer.

import { balancerFile } from '../../balancer-file.ts'
import type { ExpandedCluster } from '../../expand.ts'
import { expand } from '../../expand.ts'
import { quoted } from '../../problems/quoted.ts'
import { hasErrors } from '../../problems/sort.ts'
import type { Command } from './command.ts'
import { guess, usageError } from './command.ts'
import { report } from './outcome.ts'
import { gatherOverridden, SET } from './set-option.ts'

export const loadBalancer: Command = {
  name: 'loadbalancer',
  usage: 'PATH... [--cluster NAME]... [--set PATH=VALUE]...',
  summary: 'print the nginx.conf or haproxy.cfg of the balancer of one cluster or several',
  options: [
    {
      name: 'cluster',
      value: 'NAME',
      text: 'a cluster that it serves, NAME or NAMESPACE/NAME, once for each; by default all, where their endpoints have one host',
      isRepeatable: true,
    },
    SET,
  ],
  arguments: { min: 1, max: Number.POSITIVE_INFINITY },
  run(world, call) {
    const gathered = gatherOverridden(world, call)
    if (typeof gathered === 'string') return usageError(gathered, 'loadbalancer')
    const { clusters, problems } = expand(gathered.inputs)
    const all = [...gathered.problems, ...problems]
    if (hasErrors(all)) return report(world, all)
    const names = call.repeated.cluster ?? []
    const chosen = names.length === 0 ? chooseByHost(clusters) : chooseByName(clusters, names)
    if (typeof chosen === 'string') return usageError(chosen, 'loadbalancer')
    const file = balancerFile(chosen)
    if ('problems' in file) return report(world, [...all, ...file.problems])
    return report(world, all, [file.text], leftOut(clusters, chosen))
  },
}

/** All clusters with a file, where that can only be one balancer; else a sentence that asks which. */
function chooseByHost(clusters: readonly ExpandedCluster[]): readonly ExpandedCluster[] | string {
  const served = clusters.filter(cluster => cluster.loadBalancer !== undefined)
  // Without any file there is nothing to choose from: every cluster is told so.
  if (served.length === 0) return clusters
  const hosts = new Set(served.map(hostOf))
  return hosts.size === 1 ? served : `"--cluster" must name the clusters of one balancer${choicesOf(served)}`
}

/** The clusters that are named, each once, or a sentence about a name that does not tell which is meant. */
function chooseByName(
  clusters: readonly ExpandedCluster[],
  names: readonly string[],
): readonly ExpandedCluster[] | string {
  const chosen = new Set<ExpandedCluster>()
  for (const name of names) {
    const [cluster, ...others] = clusters.filter(candidate => name === candidate.name || name === fullName(candidate))
    if (cluster === undefined)
      return `no cluster is named ${quoted(name)}${guessOf(name, clusters) || choicesOf(clusters)}`
    if (others.length > 0)
      return `"--cluster" must name one of ${others.length + 1} clusters${choicesOf([cluster, ...others])}`
    chosen.add(cluster)
  }
  return clusters.filter(cluster => chosen.has(cluster))
}

/** Clusters of the same program and host may be meant to be in the file, too. */
function leftOut(clusters: readonly ExpandedCluster[], chosen: readonly ExpandedCluster[]): string {
  const [first] = chosen
  if (first?.loadBalancer === undefined) return ''
  const { type } = first.loadBalancer
  const beside = clusters.filter(
    cluster => !chosen.includes(cluster) && cluster.loadBalancer?.type === type && hostOf(cluster) === hostOf(first),
  )
  return beside
    .map(cluster => `not in the file, though its endpoint has the same host: ${fullName(cluster)}\n`)
    .join('')
}

function hostOf({ loadBalancer }: ExpandedCluster): string | undefined {
  return loadBalancer?.balancer.endpointHost.toLowerCase()
}

function guessOf(name: string, clusters: readonly ExpandedCluster[]): string {
  return guess(name, clusters.map(fullName))
}

function choicesOf(clusters: readonly ExpandedCluster[]): string {
  return clusters.length > 9 ? '' : `: ${clusters.map(cluster => `"${fullName(cluster)}"`).join(', ')}`
}

function fullName({ namespace, name }: ExpandedCluster): string {
  return `${namespace}/${name}`
}
