// The pod network holds the networks of the nodes: it is not smaller than one of them, not too large for kubeadm, and has enough.

import { formatNetwork } from '../../../addresses.ts'
import type { Path, Problem } from '../../../problems/problem.ts'
import { type ClusterNetwork, clusterNetworks } from '../../resolve/cluster-networks.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import type { Rules } from '../rules.ts'
import { field, quoted } from '../words.ts'

/** `network-size` is described in cluster-network.ts. */
export const rules = {
  'pod-network-full': {
    severity: 'warning',
    meaning: 'The cluster may get more nodes than the pod network has node networks.',
    cure: 'write a larger `clusterNetwork.pods`, or smaller node networks with the flag `node-cidr-mask-size`',
    reads: [
      'spec.clusterNetwork.pods',
      'spec.kubeadm.controllerManagerExtraArgs',
      'spec.controlPlane.replicas',
      'spec.workers[].replicas',
      'spec.workers[].autoscale',
      'spec.workers[].rollout',
    ],
    source: 'kube-controller-manager reference, --node-cidr-mask-size: one network for each node',
  },
} as const satisfies Rules

/** What kubeadm allows between a pod network and the networks of its nodes, in bits. */
const MOST_BITS = 16

/**
 * Returns `network-size` and the warning `pod-network-full`.
 * Source: kubernetes cmd/kubeadm/app/apis/kubeadm/validation/validation.go, v1.35: ValidatePodSubnetNodeMask, which reads the
 * flags of one family only, and does not look where `allocate-node-cidrs` is false.
 */
export function checkPodNetwork(cluster: ResolvedCluster): readonly Problem[] {
  const flags = cluster.config.spec.kubeadm?.controllerManagerExtraArgs ?? {}
  if (flags['allocate-node-cidrs'] === 'false') return []
  return clusterNetworks(cluster).pods.flatMap(pods => {
    const own = maskOf(flags, pods)
    return own === undefined ? [] : (sizeProblem(pods, own) ?? full(cluster, pods, flags))
  })
}

interface Mask {
  readonly length: number
  /** Absent where it is the default. */
  readonly path?: Path
}

type Flags = Readonly<Record<string, string>>

/** The length of a node's network; `undefined` where its flag holds no number, which kubeadm refuses for that. */
function maskOf(flags: Flags, { network }: ClusterNetwork): Mask | undefined {
  const { family } = network.base
  const name = `node-cidr-mask-size-ipv${family}`
  const text = Object.hasOwn(flags, name) ? flags[name] : undefined
  if (text === undefined || text === '0') return { length: family === 4 ? 24 : 64 }
  const path = ['spec', 'kubeadm', 'controllerManagerExtraArgs', name]
  return /^\d{1,3}$/.test(text) ? { length: Number(text), path } : undefined
}

function sizeProblem(
  { network, path, isDefault }: ClusterNetwork,
  { length, path: flag }: Mask,
): readonly Problem[] | undefined {
  const bits = length - network.prefix
  if (bits >= 0 && bits <= MOST_BITS) return undefined
  const of = `${flag === undefined ? 'a node gets' : `${field(flag)} gives a node`} a "/${length}" of it`
  const claim = bits < 0 ? `at most ${length}` : `at least ${length - MOST_BITS}`
  const why =
    bits < 0
      ? `${of}, which it does not hold`
      : `${of}, and kubeadm takes no pod network that holds more than 65536 of them`
  const name = `node-cidr-mask-size-ipv${network.base.family}`
  return [
    {
      code: 'network-size',
      severity: 'error',
      path: isDefault && flag !== undefined ? flag : path,
      message: `${field(path)} ${quoted(formatNetwork(network))} must have a prefix length of ${claim}`,
      why,
      fix: `write ${network.base.family === 4 ? '"10.244.0.0/16"' : '"fd00:10:244::/56"'}, or set the flag \`${name}\` in ${field(['spec', 'kubeadm', 'controllerManagerExtraArgs'])}`,
    },
  ]
}

/** CNIs with address pools of their own do without the network of a node: a warning. */
function full(cluster: ResolvedCluster, { network, path }: ClusterNetwork, flags: Flags): readonly Problem[] {
  const { length } = maskOf(flags, { network, path, list: 'pods', isDefault: false }) ?? { length: 0 }
  const single = Object.hasOwn(flags, 'node-cidr-mask-size') ? Number(flags['node-cidr-mask-size']) : Number.NaN
  const mask = Number.isInteger(single) && single > 0 && network.base.family === 4 ? single : length
  const room = 2 ** (mask - network.prefix)
  const nodes = cluster.controlPlane.addresses.tooLarge ? 0 : mostNodes(cluster)
  if (nodes <= room || mask < network.prefix) return []
  return [
    {
      code: 'pod-network-full',
      severity: 'warning',
      path,
      message: `${field(path)} ${quoted(formatNetwork(network))} must hold a network of "/${mask}" for each of ${nodes} nodes; it holds ${room}`,
      why: `so many nodes can there be, with those that a rolling update adds; a node without a network runs no pods, unless the CNI has address pools of its own`,
      fix: 'write a larger network, or add "pod-network-full" to `spec.acknowledge`',
    },
  ]
}

function mostNodes({ controlPlane, workers, rollouts }: ResolvedCluster): number {
  const ofControlPlane =
    controlPlane.type === 'Machines' ? controlPlane.nodes.length : controlPlane.replicas + rollouts.maxSurge
  return workers.reduce(
    (sum, { mostMachines }, i) => sum + mostMachines + surge(rollouts.workers[i]?.maxSurge ?? 0, mostMachines),
    ofControlPlane,
  )
}

/** A percentage is rounded up (k8s.io/apimachinery pkg/util/intstr). */
function surge(count: number | string, machines: number): number {
  return typeof count === 'number' ? count : Math.ceil((Number.parseInt(count, 10) * machines) / 100)
}
