// Sizes of machines that vSphere can make and kubeadm takes.

import { isAtLeast, parseVersion } from '../../../facts/releases.ts'
import type { Path, Problem } from '../../../problems/problem.ts'
import { type Group, groupsOf } from '../../resolve/groups.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import type { Rules } from '../rules.ts'
import { field, quoted } from '../words.ts'

export const rules = {
  'machine-size': {
    severity: 'error',
    meaning:
      'A machine has cores that do not divide into sockets, memory that is no multiple of 4 MiB, or less than kubeadm takes.',
    cure: 'write `numCPUs: 4` with `numCoresPerSocket: 2`, `memoryMiB: 4096`',
    reads: [
      'spec.machine.numCPUs',
      'spec.machine.numCoresPerSocket',
      'spec.machine.memoryMiB',
      'spec.kubernetesVersion',
    ],
    source:
      'vSphere API reference, VirtualMachineConfigSpec; kubernetes cmd/kubeadm/app/constants/constants.go, v1.20: ControlPlaneMem',
  },
} as const satisfies Rules

/** What kubeadm asks for on control-plane nodes, in MiB, from Kubernetes 1.20 on; two CPUs the vSphere provider gives anyway. */
const LEAST_MEMORY = 1700

/** Returns `machine-size` at the field, once per place. */
export function checkMachineSize(cluster: ResolvedCluster): readonly Problem[] {
  const found = new Map<string, Problem>()
  for (const group of groupsOf(cluster)) {
    const ofControlPlane = group.path[1] === 'controlPlane'
    const problems = [...cores(group), ...memory(group, ofControlPlane && hasMemoryCheck(cluster))]
    for (const problem of problems) if (!found.has(field(problem.path))) found.set(field(problem.path), problem)
  }
  return [...found.values()]
}

function hasMemoryCheck({ config: { spec } }: ResolvedCluster): boolean {
  return isAtLeast(parseVersion(spec.kubernetesVersion), [1, 20, 0])
}

/** Below two CPUs the vSphere provider makes two (pkg/services/govmomi/vcenter/clone.go). */
function cores({ machine, label }: Group): readonly Problem[] {
  const { numCPUs, numCoresPerSocket } = machine.value
  if (typeof numCoresPerSocket !== 'number') return []
  const cpus = Math.max(2, typeof numCPUs === 'number' ? numCPUs : 2)
  if (cpus % numCoresPerSocket === 0) return []
  const path = machine.origin('numCoresPerSocket')
  const claim = `must divide the number of CPUs: ${cpus} of ${label} into sockets of ${numCoresPerSocket}`
  const divisors = [1, 2, 3, 4, 6, 8, 12, 16].filter(each => each <= cpus && cpus % each === 0)
  return [
    problem(
      path,
      claim,
      'every socket of a VM has the same number of cores',
      `use ${divisors.join(', ')}, or another \`numCPUs\``,
    ),
  ]
}

function memory({ machine, label }: Group, isChecked: boolean): readonly Problem[] {
  const { memoryMiB } = machine.value
  if (typeof memoryMiB !== 'number') return []
  const path = machine.origin('memoryMiB')
  if (memoryMiB % 4 !== 0) {
    const near = memoryMiB + 4 - (memoryMiB % 4)
    return [
      problem(
        path,
        `must be a multiple of 4, not ${quoted(memoryMiB)}`,
        'vSphere gives memory in steps of 4 MiB',
        `write ${near}`,
      ),
    ]
  }
  if (!isChecked || memoryMiB >= LEAST_MEMORY) return []
  const claim = `must be at least ${LEAST_MEMORY} for ${label}, not ${quoted(memoryMiB)}`
  return [problem(path, claim, 'kubeadm starts no control plane on a machine with less', 'write 2048 or more')]
}

function problem(path: Path, claim: string, why: string, fix: string): Problem {
  return { code: 'machine-size', severity: 'error', path, message: `${field(path)} ${claim}`, why, fix }
}
