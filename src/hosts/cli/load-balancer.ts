// `capv-ha loadbalancer`: the raw nginx.conf or haproxy.cfg of one cluster.

import type { ExpandedCluster } from '../../expand.ts'
import { expand } from '../../expand.ts'
import { hasErrors } from '../../problems/sort.ts'
import type { Outcome, World } from '../world.ts'
import type { Command } from './command.ts'
import { guess, usageError } from './command.ts'
import { gatherClusters } from './gather.ts'
import { report } from './outcome.ts'

export const loadBalancer: Command = {
  name: 'loadbalancer',
  usage: 'PATH [--cluster NAME]',
  summary: "print a cluster's nginx.conf or haproxy.cfg",
  options: [
    { name: 'cluster', value: 'NAME', text: 'which cluster, where PATH holds several: NAME or NAMESPACE/NAME' },
  ],
  arguments: { min: 1, max: 1 },
  run(world, call) {
    const gathered = gatherClusters(world, call.arguments)
    const { clusters, problems } = expand(gathered.inputs)
    const all = [...gathered.problems, ...problems]
    if (hasErrors(all)) return report(world, all)
    const chosen = choose(clusters, call.options.cluster)
    if (typeof chosen === 'string') return usageError(chosen, 'loadbalancer')
    return print(world, chosen, all)
  },
}

/** The cluster that is meant, or a sentence that says why none is. */
function choose(clusters: readonly ExpandedCluster[], name: string | undefined): ExpandedCluster | string {
  const fits =
    name === undefined ? clusters : clusters.filter(cluster => name === cluster.name || name === fullName(cluster))
  const [first, ...more] = fits
  if (first !== undefined && more.length === 0) return first
  const names = (first === undefined ? clusters : fits).map(fullName)
  const choices = names.length > 9 ? '' : `: ${names.map(choice => `"${choice}"`).join(', ')}`
  if (first !== undefined) return `"--cluster" must name one of ${names.length} clusters${choices}`
  return `no cluster is named "${name}"${guess(name ?? '', names) || choices}`
}

function fullName({ namespace, name }: ExpandedCluster): string {
  return `${namespace}/${name}`
}

function print(world: World, cluster: ExpandedCluster, problems: Parameters<typeof report>[1]): Outcome {
  if (cluster.loadBalancer) return report(world, problems, [cluster.loadBalancer.text])
  const path = ['spec', 'loadBalancer', 'type']
  const source = cluster.inputs[0]?.locate(path, 'value', false)
  const missing = {
    code: 'no-load-balancer-file',
    severity: 'error',
    path,
    message: '`spec.loadBalancer.type` must be "Nginx" or "HAProxy" to have a configuration file',
    ...(source ? { source } : {}),
  } as const
  return report(world, [...problems, missing])
}
