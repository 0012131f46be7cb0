// The sets of machines that checks look at one by one: a control-plane node with overrides, the other control-plane nodes
// together, a worker pool.

import type { Path } from '../../problems/problem.ts'
import { oncePer } from './once-per.ts'
import type { MachineConfig, NetworkConfig, NodeConfig, ResolvedCluster, ResolvedShape } from './resolved.ts'

export interface Group extends ResolvedShape {
  /** In words, for messages: `the control plane`, `node "capv-5-controlplane-1"`, `worker pool "md-0"`. */
  readonly label: string
}

/** Every different shape once; nodes without overrides of their own are `the control plane`. */
export const groupsOf = oncePer((cluster: ResolvedCluster): readonly Group[] => {
  const pools = cluster.workers.map(pool => ({ ...pool, label: `worker pool "${pool.config.name}"` }))
  return [...controlPlaneGroups(cluster), ...pools]
})

function controlPlaneGroups({ controlPlane }: ResolvedCluster): readonly Group[] {
  const whole = { ...controlPlane.shape, label: 'the control plane' }
  if (controlPlane.type !== 'Machines') return [whole]
  const special = controlPlane.nodes.filter(node => node.path.length > controlPlane.shape.path.length)
  const nodes = special.map(node => ({ ...node, label: `node "${node.name}"` }))
  return special.length === controlPlane.nodes.length && nodes.length > 0 ? nodes : [whole, ...nodes]
}

/** A place of the document that holds `machine`, `network` and `node`, as written. */
export interface Layer {
  readonly path: Path
  readonly machine?: MachineConfig | undefined
  readonly network?: NetworkConfig | undefined
  readonly node?: NodeConfig | undefined
}

/** For checks of what stands in one place, whatever it is merged with. */
export const layersOf = oncePer(({ config: { spec } }: ResolvedCluster): readonly Layer[] => {
  const nodes = spec.controlPlane.type === 'Machines' ? (spec.controlPlane.nodes ?? []) : []
  return [
    layer(spec, ['spec']),
    layer(spec.controlPlane, ['spec', 'controlPlane']),
    ...nodes.map((node, i) => layer(node, ['spec', 'controlPlane', 'nodes', i])),
    ...(spec.workers ?? []).map((pool, i) => layer(pool, ['spec', 'workers', i])),
  ]
})

function layer({ machine, network, node }: Omit<Layer, 'path'>, path: Path): Layer {
  return { path, machine, network, node }
}

/** The groups of nodes that a field, or a layer, reaches: what stands in no role reaches all. */
export function groupsReachedBy(cluster: ResolvedCluster): (field: Path) => readonly Group[] {
  const groups = groupsOf(cluster)
  return field => {
    const role = roleOf(field)
    return groups.filter(group => isPrefix(role, group.path))
  }
}

/** Whether nodes that a field reaches are set up by cloud-init. */
export function byCloudInit(cluster: ResolvedCluster): (field: Path) => boolean {
  const isOther = ({ node }: Group) => node.value.format === 'ignition'
  if (!groupsOf(cluster).some(isOther)) return () => true
  const reached = groupsReachedBy(cluster)
  return field => !reached(field).every(isOther)
}

function roleOf(field: Path): Path {
  if (field[1] === 'controlPlane') return field.slice(0, field[2] === 'nodes' ? 4 : 2)
  return field.slice(0, field[1] === 'workers' ? 3 : 1)
}

/** An override of a node that does not exist reaches nobody, and is judged like the others of its role. */
function isPrefix(role: Path, whole: Path): boolean {
  return role.every((part, i) => i >= whole.length || part === whole[i])
}
