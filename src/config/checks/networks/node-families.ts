// The address families of the nodes, of the networks inside the cluster and of its endpoint go together.

import { type Ip, parseIp } from '../../../addresses.ts'
import { specialUse } from '../../../facts/special-use.ts'
import type { Path, Problem } from '../../../problems/problem.ts'
import { type ClusterNetwork, clusterNetworks } from '../../resolve/cluster-networks.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import { familiesOf, type Vm, vmsOf } from '../../resolve/vms.ts'
import type { Rules } from '../rules.ts'
import { field, quoted } from '../words.ts'

export const rules = {
  'node-families': {
    severity: 'error',
    meaning: 'The nodes have no address of the family that services come first in.',
    cure: 'write `clusterNetwork` with networks of the family that the nodes have',
    reads: ['spec.clusterNetwork', 'spec.controlPlane.addresses', 'spec.workers[].addresses', 'spec.network'],
    source:
      'kubernetes pkg/controlplane/apiserver/options/validation.go, v1.31: the advertised address is of that family',
  },
  'second-family': {
    severity: 'warning',
    meaning: 'Services have two families, but nothing says that the nodes have an address of the second one.',
    cure: 'give the nodes addresses of both families, or acknowledge the warning where routers announce the second one',
    reads: ['spec.clusterNetwork', 'spec.controlPlane.addresses', 'spec.workers[].addresses', 'spec.network'],
    source: 'Kubernetes documentation, IPv4/IPv6 dual-stack: prerequisites',
  },
  'endpoint-family': {
    severity: 'error',
    meaning: 'The endpoint is of an address family that nodes do not have, so that they cannot reach it.',
    cure: 'use an endpoint of the family of the nodes, or a DNS name',
    reads: ['spec.controlPlaneEndpoint', 'spec.controlPlane.addresses', 'spec.workers[].addresses', 'spec.network'],
    source: 'RFC 4213: IPv4 and IPv6 do not talk to each other',
  },
} as const satisfies Rules

/** Returns `node-families`, `endpoint-family` and the warning `second-family`, each once. */
export function checkNodeFamilies(cluster: ResolvedCluster): readonly Problem[] {
  const { pods, services } = clusterNetworks(cluster)
  const [first, second] = services
  const ip = endpointIp(cluster)
  const known = vmsOf(cluster).flatMap(vm => {
    const families = familiesOf(vm)
    return families === undefined ? [] : [{ vm, families }]
  })
  const without = (family: 4 | 6 | undefined) =>
    family === undefined ? undefined : known.find(({ families }) => !families.includes(family))
  const primary = without(first?.network.base.family)
  const secondary = without(second?.network.base.family)
  const unreached = without(ip?.family)
  return [
    ...(first && primary ? [ofServices(first, primary, pods)] : []),
    ...(second && secondary && !primary && cluster.release?.profile !== 'v1alpha2'
      ? [ofSecond(second, secondary.vm)]
      : []),
    // A group of the other family altogether is one fault.
    ...(ip && unreached && !(primary && ip.family === first?.network.base.family)
      ? [ofEndpoint(cluster.endpoint.path, ip.family, unreached)]
      : []),
  ]
}

/** What is no endpoint is reported as that: IPv6 without brackets, an address of no host. */
function endpointIp({ config, endpoint }: ResolvedCluster): Ip | undefined {
  const written = config.spec.controlPlaneEndpoint
  const ip = parseIp(endpoint.host)
  if (ip === undefined || specialUse(ip)) return undefined
  return typeof written === 'string' && ip.family === 6 && !written.startsWith('[') ? undefined : ip
}

interface Known {
  readonly vm: Vm
  readonly families: readonly (4 | 6)[]
}

function ofServices(services: ClusterNetwork, { vm, families }: Known, pods: readonly ClusterNetwork[]): Problem {
  const { family } = services.network.base
  const path = ['spec', 'clusterNetwork', 'services']
  const networks = families.includes(6)
    ? 'pods: ["fd00:10:244::/56"], services: ["fd00:10:96::/112"]'
    : 'pods: [10.244.0.0/16], services: [10.96.0.0/12]'
  const also = pods.some(each => each.network.base.family !== family) ? ' first' : ''
  return {
    code: 'node-families',
    severity: 'error',
    path: services.isDefault ? path : services.path,
    message: `${field(path)} must begin with an IPv${families[0]} network, as ${vm.owner} has ${inWords(families)} alone`,
    why: `${services.isDefault ? 'the default is' : 'it begins with'} IPv${family}, and the API server starts only where its own address is of that family`,
    fix: `write \`clusterNetwork: {${networks}}\`, those of the nodes${also}, or give the nodes addresses of both families`,
  }
}

function ofSecond({ network, path }: ClusterNetwork, vm: Vm): Problem {
  const { family } = network.base
  return {
    code: 'second-family',
    severity: 'warning',
    path,
    message: `${field(path)} must not be an IPv${family} network where nothing gives ${vm.owner} an IPv${family} address`,
    why: 'in a dual-stack cluster every node needs an address of each family, or kube-proxy serves one family only',
    fix: `give the nodes IPv${family} addresses, or add "second-family" to \`spec.acknowledge\` where routers announce them`,
  }
}

function ofEndpoint(path: Path, family: 4 | 6, { vm, families }: Known): Problem {
  return {
    code: 'endpoint-family',
    severity: 'error',
    path,
    message: `${field(path)} must not be an IPv${family} address where ${vm.owner} has ${inWords(families)} alone`,
    why: `nodes join through the endpoint, and no packet goes from ${quoted(inWords(families))} to ${quoted(`IPv${family}`)}`,
    fix: `use an IPv${families[0]} address, or a DNS name that has one`,
  }
}

function inWords(families: readonly (4 | 6)[]): string {
  return families.map(family => `IPv${family}`).join(' and ')
}
