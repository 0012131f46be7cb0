// VMs of two clusters with one name in one folder: the vSphere provider takes the VM that it finds there for its own.

import type { Path, Problem } from '../../../problems/problem.ts'
import { parseNamingTemplate } from '../../resolve/naming-template.ts'
import { keysOf, type Place } from '../../resolve/places.ts'
import type { ResolvedCluster, ResolvedNode } from '../../resolve/resolved.ts'
import type { ClusterProblem } from '../check.ts'
import type { Rules } from '../rules.ts'
import { clusterNamed, field, quoted } from '../words.ts'
import { vmName } from './naming-template.ts'

export const rules = {
  'vm-name-collision': {
    severity: 'error',
    meaning: 'Nodes of two clusters would be one VM: they have the same name in the same folder of a vCenter.',
    cure: 'rename one of the clusters, or give it a `folder` of its own',
    reads: [
      'metadata.name',
      'metadata.namespace',
      'spec.controlPlane.addresses',
      'spec.controlPlane.nodes[].name',
      'spec.machine.naming.template',
      'spec.machine.datacenter',
      'spec.machine.folder',
      'spec.vsphere.server',
      'spec.vsphere.datacenter',
      'spec.vsphere.folder',
    ],
    source: 'CAPV pkg/services/govmomi/util.go, v1.13: findVM falls back to folder and name',
  },
} as const satisfies Rules

interface Vm {
  readonly cluster: number
  readonly path: Path
  readonly name: string
  readonly place: Place
}

/** Returns `vm-name-collision` at the later cluster, once; within a namespace the names of Machines collide before. */
export function checkVmNamesAcross(clusters: readonly ResolvedCluster[]): readonly ClusterProblem[] {
  if (clusters.length < 2) return []
  const vms = clusters.flatMap(vmsOfNodes)
  const keyOf = keysOf(vms.map(({ place }) => place))
  const taken = new Map<string, Vm>()
  const reported = new Set<number>()
  return vms.flatMap(vm => {
    const key = `${keyOf(vm.place)} ${vm.name}`
    const earlier = taken.get(key)
    if (earlier === undefined) taken.set(key, vm)
    const [other, own] = [clusters[earlier?.cluster ?? vm.cluster], clusters[vm.cluster]]
    if (earlier === undefined || other === undefined || other.namespace === own?.namespace) return []
    if (reported.has(vm.cluster)) return []
    reported.add(vm.cluster)
    return [{ cluster: vm.cluster, problem: collision(vm, other) }]
  })
}

/** Of standalone nodes, whose names are known; the others end in random characters. */
function vmsOfNodes({ controlPlane, config }: ResolvedCluster, cluster: number): readonly Vm[] {
  if (controlPlane.type !== 'Machines') return []
  const { server, datacenter, folder } = config.spec.vsphere
  return controlPlane.nodes.map(node => {
    const { machine } = node
    const place = {
      server,
      datacenter: machine.value.datacenter ?? datacenter,
      network: machine.value.folder ?? folder ?? 'vm',
    }
    const isOwn = node.path.length > controlPlane.shape.path.length
    return { cluster, place, name: nameOf(node), path: isOwn ? [...node.path, 'name'] : ['metadata', 'name'] }
  })
}

function nameOf({ name, machine }: ResolvedNode): string {
  const text = machine.value.naming?.template
  const template = typeof text === 'string' ? parseNamingTemplate(text) : undefined
  return template === undefined ? name : vmName(template, name)
}

function collision({ path, name }: Vm, other: ResolvedCluster): Problem {
  return {
    code: 'vm-name-collision',
    severity: 'error',
    path,
    message: `${field(path)} must not lead to the VM ${quoted(name)} a second time`,
    why: `${clusterNamed(other)} has one of this name in the same folder, where there can be but one: the vSphere provider would take it for its own`,
    fix: 'rename one of the clusters, or give it a `folder` of its own in `vsphere`',
  }
}
