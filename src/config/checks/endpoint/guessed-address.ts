// What a node takes for its own address where it has a choice and nobody can say beforehand.

import { NODE_IP_FLAG } from '../../../facts/node-addresses.ts'
import type { Path, Problem } from '../../../problems/problem.ts'
import { familiesOfCluster, hasChoice } from '../../resolve/own-addresses.ts'
import type { NodeConfig, ResolvedCluster } from '../../resolve/resolved.ts'
import { familiesOf, vmsOf } from '../../resolve/vms.ts'
import type { Rules } from '../rules.ts'
import { field } from '../words.ts'

export const rules = {
  'guessed-address': {
    severity: 'warning',
    meaning:
      'A node with several devices or two address families takes the address of its default route for its own: none is known beforehand.',
    cure: 'keep the default route on the device that the cluster talks by, or use type Machines with `addresses`',
    reads: [
      'spec.controlPlane.type',
      'spec.controlPlane.addresses',
      'spec.network.extraDevices',
      'spec.clusterNetwork.services',
      'spec.cloudProvider.type',
    ],
    source:
      'kubernetes apimachinery pkg/util/net/interface.go (ResolveBindAddress), v1.16 - v1.36; kubelet pkg/kubelet/nodestatus',
  },
} as const satisfies Rules

/** A group of equal machines, or one node. */
interface Choice {
  readonly path: Path
  readonly owner: string
  readonly devices: number
  readonly node: NodeConfig
  readonly isWorker: boolean
}

/** Returns the warning `guessed-address`, once for each role. */
export function checkGuessedAddresses(cluster: ResolvedCluster): readonly Problem[] {
  const found = new Map<string, Problem>()
  for (const choice of [...choicesOfNodes(cluster), ...choicesOfGroups(cluster)]) {
    const guesses = guessesOf(cluster, choice)
    const key = field(choice.path)
    if (guesses.length > 0 && !found.has(key)) found.set(key, problem(choice, guesses))
  }
  return [...found.values()]
}

function choicesOfNodes({ controlPlane }: ResolvedCluster): readonly Choice[] {
  if (controlPlane.type !== 'Machines') return []
  const unknown = controlPlane.nodes.filter(node => hasChoice(node) && node.own.advertised === undefined)
  return unknown.map(node => ({
    path: controlPlane.shape.path,
    owner: `node "${node.name}"`,
    devices: 1 + (node.network.value.extraDevices ?? []).length,
    node: node.node.value,
    isWorker: false,
  }))
}

/** Of machines that a controller makes nobody knows which one gets which address. */
function choicesOfGroups(cluster: ResolvedCluster): readonly Choice[] {
  const { controlPlane, workers } = cluster
  const groups = [...(controlPlane.type === 'Machines' ? [] : [controlPlane.shape]), ...workers]
  const vms = vmsOf(cluster).filter(({ kind }) => kind === 'pool')
  return groups.flatMap(({ path, node }, i) => {
    const vm = vms[i]
    if (vm === undefined || (vm.devices.length < 2 && familiesOf(vm)?.length !== 2)) return []
    const isWorker = path[1] !== 'controlPlane'
    return [{ path, owner: vm.owner, devices: vm.devices.length, node: node.value, isWorker }]
  })
}

/** With one device and IPv4 first there is nothing to guess wrongly. */
function guessesOf(cluster: ResolvedCluster, { devices, node, isWorker }: Choice): readonly string[] {
  const [first, second] = familiesOfCluster(cluster.config.spec)
  const isOpen = devices > 1 || first === 6
  const { cloudProvider } = cluster.config.spec
  const isAlone = cloudProvider?.type === 'None' && node.kubeletExtraArgs?.[NODE_IP_FLAG] === undefined
  return [
    ...(isOpen && !isWorker ? ['its API server advertises the address of the default route, IPv4 before IPv6'] : []),
    ...(first === 6 && !isWorker
      ? ['it does not start with one that is not of the family of the first service network']
      : []),
    ...(isAlone && (isOpen || second !== undefined)
      ? ['without a cloud provider its kubelet knows that address alone']
      : []),
  ]
}

function problem({ path, owner, devices, isWorker }: Choice, guesses: readonly string[]): Problem {
  const reason = devices > 1 ? `${devices} devices` : 'two address families'
  return {
    code: 'guessed-address',
    severity: 'warning',
    path,
    message: `${field(path)} must not be left to a guess: ${owner} has ${reason}, and its addresses are not known beforehand`,
    why: guesses.join(', and '),
    fix: `see that the default route is on the right device${isWorker ? '' : ', or use type Machines with `addresses`'}; then add "guessed-address" to \`spec.acknowledge\``,
  }
}
