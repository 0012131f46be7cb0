// Two parts of a node cannot listen on one port.

import { flagKey } from '../../../facts/flags.ts'
import type { Path, Problem } from '../../../problems/problem.ts'
import { apiServerPort } from '../../resolve/cluster-networks.ts'
import { flagMaps } from '../../resolve/flag-maps.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import type { Rules } from '../rules.ts'
import { field, quoted } from '../words.ts'

export const rules = {
  'port-in-use': {
    severity: 'error',
    meaning: 'A port is given to one part of a node that another part listens on.',
    cure: 'use a free port, such as 6443 for the API server',
    reads: ['spec.clusterNetwork.apiServerPort', 'spec.kubeadm.apiServerExtraArgs', 'spec.node.kubeletExtraArgs'],
    source: 'Kubernetes documentation, ports and protocols; kubernetes pkg/cluster/ports/ports.go, v1.31',
  },
} as const satisfies Rules

interface Listener {
  readonly port: number
  readonly what: string
  /** Absent where it is a default. */
  readonly path?: Path
}

/** Returns `port-in-use` at what the user wrote. */
export function checkPorts(cluster: ResolvedCluster): readonly Problem[] {
  const { clusterNetwork } = cluster.config.spec
  const apiServer: Listener = {
    port: apiServerPort(cluster.config.spec),
    what: 'the API server',
    ...(clusterNetwork?.apiServerPort === undefined ? {} : { path: ['spec', 'clusterNetwork', 'apiServerPort'] }),
  }
  const flags = flagMaps(cluster).flatMap(({ component, flags, path }) =>
    component === 'kubelet' ? kubeletPorts(flags, path) : [],
  )
  const defaults = [...DEFAULTS, ...ofCluster(cluster)].filter(({ what }) => !flags.some(flag => flag.what === what))
  return [
    ...[apiServer, ...flags].flatMap((own, i) => {
      const other = [...defaults, apiServer, ...flags.slice(0, Math.max(0, i - 1))].find(
        each => each.port === own.port && each.what !== own.what,
      )
      return own.path === undefined || other === undefined ? [] : [problem(own.path, own, other)]
    }),
    ...nodePorts(cluster, apiServer),
  ]
}

const DEFAULTS: readonly Listener[] = [
  { port: 22, what: 'the SSH server' },
  { port: 10248, what: "the kubelet's health check" },
  { port: 10249, what: "kube-proxy's metrics" },
  { port: 10250, what: 'the kubelet' },
  { port: 10256, what: "kube-proxy's health check" },
  { port: 10257, what: 'the controller manager' },
  { port: 10259, what: 'the scheduler' },
]

function ofCluster({ config: { spec } }: ResolvedCluster): readonly Listener[] {
  const etcd = [
    { port: 2379, what: 'etcd, for clients' },
    { port: 2380, what: 'etcd, for its members' },
    { port: 2381, what: "etcd's metrics" },
  ]
  return [
    ...(spec.kubeadm?.etcd?.external === undefined ? etcd : []),
    ...(spec.loadBalancer.type === 'KubeVIP' ? [{ port: 2112, what: "kube-vip's metrics" }] : []),
  ]
}

const KUBELET_PORTS: ReadonlyMap<string, string> = new Map([
  ['port', 'the kubelet'],
  ['healthz-port', "the kubelet's health check"],
  ['read-only-port', "the kubelet's read-only port"],
])

/** A port of 0 is switched off. */
function kubeletPorts(flags: Readonly<Record<string, string>>, path: Path): readonly Listener[] {
  return Object.entries(flags).flatMap(([name, value]) => {
    const what = KUBELET_PORTS.get(flagKey(name))
    return what === undefined || !/^[1-9]\d{0,4}$/.test(value)
      ? []
      : [{ port: Number(value), what, path: [...path, name] }]
  })
}

/** kube-proxy takes connections to its range before anything on the node does. */
function nodePorts({ config: { spec } }: ResolvedCluster, apiServer: Listener): readonly Problem[] {
  const flag = spec.kubeadm?.apiServerExtraArgs?.['service-node-port-range']
  const [, from, separator, to] = /^(\d+)([-+])(\d+)$/.exec(flag ?? '30000-32767') ?? []
  const first = Number(from)
  const last = separator === '+' ? first + Number(to) : Number(to)
  if (!(apiServer.port >= first && apiServer.port <= last)) return []
  const range = ['spec', 'kubeadm', 'apiServerExtraArgs', 'service-node-port-range']
  const path = apiServer.path ?? range
  const other = { port: apiServer.port, what: `services of type NodePort, from ${first} to ${last}`, path: range }
  return [problem(path, apiServer, flag === undefined ? { port: other.port, what: other.what } : other)]
}

function problem(path: Path, { port, what }: Listener, other: Listener): Problem {
  const place = other.path === undefined || field(other.path) === field(path) ? '' : ` (${field(other.path)})`
  return {
    code: 'port-in-use',
    severity: 'error',
    path,
    message: `${field(path)} must not give port ${quoted(port)} to ${what}`,
    why: `on the same node it belongs to ${other.what}${place}`,
    fix: 'use a port that is free, such as 6443 for the API server',
  }
}
