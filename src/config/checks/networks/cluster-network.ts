// Pod, service and node networks must not overlap, and kubeadm must be able to make addresses from them.

import { formatNetwork, type Network, networkOf, overlaps } from '../../../addresses.ts'
import type { Path, Problem } from '../../../problems/problem.ts'
import { clusterNetworks } from '../../resolve/cluster-networks.ts'
import { devicesOf } from '../../resolve/devices.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import type { Rules } from '../rules.ts'
import { field, quoted } from '../words.ts'

export const rules = {
  'networks-overlap': {
    severity: 'error',
    meaning: 'Pod, service or node networks overlap.',
    cure: 'set `clusterNetwork.pods` to a private network that is free at your site',
    reads: [
      'spec.clusterNetwork.pods',
      'spec.clusterNetwork.services',
      'spec.controlPlane.addresses',
      'spec.workers[].addresses',
    ],
    source: 'Kubernetes documentation, cluster networking: the ranges must not overlap',
  },
  'network-families': {
    severity: 'error',
    meaning: 'Pods and services are not of the same address families, or have two networks of one family.',
    cure: 'write one network of each family in both lists',
    reads: ['spec.clusterNetwork.pods', 'spec.clusterNetwork.services'],
    source: 'kubernetes cmd/kubeadm/app/apis/kubeadm/validation/validation.go, v1.31',
  },
  'network-size': {
    severity: 'error',
    meaning: 'The service network is larger than the API server takes or smaller than kubeadm needs.',
    cure: 'write `services: [10.96.0.0/12]`',
    reads: ['spec.clusterNetwork.services', 'spec.clusterNetwork.pods', 'spec.kubeadm.controllerManagerExtraArgs'],
    source:
      'kubernetes cmd/kube-apiserver/app/options/validation.go and cmd/kubeadm/app/apis/kubeadm/validation/validation.go, v1.31',
  },
} as const satisfies Rules

/** Returns `networks-overlap`, `network-families` and `network-size`. */
export function checkClusterNetwork(cluster: ResolvedCluster): readonly Problem[] {
  const { pods, services } = clusterNetworks(cluster)
  const inside = [...pods, ...services]
  return [
    ...overlapsAmong(inside),
    ...overlapsWithNodes(inside, nodeNetworks(cluster)),
    ...familyProblems(pods, services),
    ...services.flatMap(serviceSize),
  ]
}

interface Named {
  readonly network: Network
  readonly path: Path
  readonly isDefault: boolean
}

/** One per subnet of a node: the nodes of one network share it. */
function nodeNetworks(cluster: ResolvedCluster): readonly Named[] {
  const found = new Map<Path, Named>()
  for (const { ranges } of devicesOf(cluster)) {
    for (const { first, prefix, path } of ranges) {
      if (!found.has(path)) found.set(path, { network: networkOf(first, prefix), path, isDefault: false })
    }
  }
  return [...found.values()]
}

function overlapsAmong(networks: readonly Named[]): readonly Problem[] {
  return networks.flatMap((later, i) => {
    const earlier = networks.slice(0, i).find(({ network }) => overlaps(network, later.network))
    if (earlier === undefined) return []
    // What the user wrote is what can be changed.
    return [later.isDefault ? overlap(earlier, later) : overlap(later, earlier)]
  })
}

function overlapsWithNodes(networks: readonly Named[], nodes: readonly Named[]): readonly Problem[] {
  return networks.flatMap(own => {
    const node = nodes.find(({ network }) => overlaps(network, own.network))
    return node === undefined ? [] : [overlap(own, node)]
  })
}

function overlap(own: Named, other: Named): Problem {
  const of = (each: Named) =>
    `${field(each.path)} ${each.isDefault ? 'is by default' : 'is in'} ${quoted(formatNetwork(each.network))}`
  return {
    code: 'networks-overlap',
    severity: 'error',
    path: own.path,
    message: `${field(own.path)} ${quoted(formatNetwork(own.network))}${own.isDefault ? ', the default,' : ''} must not overlap ${quoted(formatNetwork(other.network))}`,
    why: `${of(other)}; packets for one would go to the other`,
    fix: `set ${field(own.path.slice(0, 3))} to a private network that is free at your site`,
  }
}

/** The API server and the controller manager start only where pods and services have the same families. */
function familyProblems(pods: readonly Named[], services: readonly Named[]): readonly Problem[] {
  const twins = [pods, services].flatMap(list => {
    const [a, b] = list
    return a && b && a.network.base.family === b.network.base.family ? [twin(b, a)] : []
  })
  if (twins.length > 0) return twins
  const families = (list: readonly Named[]) => [...new Set(list.map(({ network }) => network.base.family))]
  const [ofPods, ofServices] = [families(pods), families(services)]
  if (ofPods.length === 0 || ofServices.length === 0) return []
  if (ofPods.length === ofServices.length && ofPods.every(family => ofServices.includes(family))) return []
  const own = services.every(({ isDefault }) => isDefault) ? pods : services
  const path = own[0]?.path.slice(0, 3) ?? []
  const inWords = (list: readonly number[]) => list.map(family => `IPv${family}`).join(' and ')
  return [
    {
      code: 'network-families',
      severity: 'error',
      path,
      message: `${field(['spec', 'clusterNetwork', 'pods'])} and ${field(['spec', 'clusterNetwork', 'services'])} must be of the same address families`,
      why: `pods have ${inWords(ofPods)}, services ${inWords(ofServices)}`,
      fix: 'write one network of each family in both lists, or of one family only',
    },
  ]
}

function twin(later: Named, earlier: Named): Problem {
  const { family } = later.network.base
  const message = `${field(later.path)} must not be a second IPv${family} network`
  const fix = `write one IPv${family} and one IPv${family === 4 ? 6 : 4} network, or one only`
  return {
    code: 'network-families',
    severity: 'error',
    path: later.path,
    message,
    why: `${field(earlier.path)} is one`,
    fix,
  }
}

/** kubeadm wants room for ten services; the API server takes at most 20 bits of addresses (kubernetes, cmd/kube-apiserver/app/options/validation.go). */
function serviceSize({ network, path }: Named): readonly Problem[] {
  const longest = network.base.family === 4 ? 28 : 124
  const shortest = network.base.family === 4 ? 12 : 108
  if (network.prefix >= shortest && network.prefix <= longest) return []
  const message = `${field(path)} must have a prefix length from ${shortest} to ${longest}`
  const why = `${quoted(formatNetwork(network))} has ${network.prefix}; the API server takes no larger service network, and kubeadm no smaller one`
  const fix = `write a network such as ${network.base.family === 4 ? '"10.96.0.0/12"' : '"fd00:10:96::/112"'}`
  return [{ code: 'network-size', severity: 'error', path, message, why, fix }]
}
