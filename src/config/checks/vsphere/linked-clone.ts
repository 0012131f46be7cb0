// A linked clone shares the disks of its snapshot, and so their sizes.

import type { Path, Problem } from '../../../problems/problem.ts'
import { type Group, groupsOf } from '../../resolve/groups.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import type { Rules } from '../rules.ts'
import { field, quoted } from '../words.ts'

export const rules = {
  'linked-clone-size': {
    severity: 'warning',
    meaning: 'A size is asked for a disk of a linked clone, which keeps that of the snapshot.',
    cure: 'use `cloneMode: fullClone`, or leave the size as the template has it',
    reads: [
      'spec.machine.cloneMode',
      'spec.machine.diskGiB',
      'spec.machine.additionalDisksGiB',
      'spec.machine.template',
    ],
    source: 'CAPV pkg/services/govmomi/vcenter/clone.go, v1.13: only full clones get disk specs',
  },
} as const satisfies Rules

/** Returns the warning `linked-clone-size` at the size, once per place: where it surely is another one than the template's. */
export function checkLinkedClone(cluster: ResolvedCluster): readonly Problem[] {
  const linked = groupsOf(cluster).filter(({ machine }) => machine.value.cloneMode === 'linkedClone')
  const found = new Map<string, Problem>()
  const sizes = new Map<string, { readonly size: number; readonly path: Path }>()
  for (const group of linked) {
    const problem = furtherDisks(group) ?? otherSize(group, sizes)
    if (problem !== undefined && !found.has(field(problem.path))) found.set(field(problem.path), problem)
  }
  return [...found.values()]
}

function furtherDisks({ machine }: Group): Problem | undefined {
  if (!machine.value.additionalDisksGiB?.length) return undefined
  const path = machine.origin('additionalDisksGiB')
  return ignored(path, `${field(machine.origin('cloneMode'))} is "linkedClone", whose disks are those of the snapshot`)
}

/** One template has one size. */
function otherSize(
  { machine }: Group,
  sizes: Map<string, { readonly size: number; readonly path: Path }>,
): Problem | undefined {
  const { template, snapshot, diskGiB } = machine.value
  if (typeof template !== 'string' || typeof diskGiB !== 'number') return undefined
  const key = JSON.stringify([template, snapshot])
  const path = machine.origin('diskGiB')
  const first = sizes.get(key)
  if (first === undefined) sizes.set(key, { size: diskGiB, path })
  if (first === undefined || first.size === diskGiB) return undefined
  return ignored(
    path,
    `${field(first.path)} asks for ${quoted(first.size)} of the same template, and a linked clone has the size of its snapshot`,
  )
}

function ignored(path: Path, why: string): Problem {
  return {
    code: 'linked-clone-size',
    severity: 'warning',
    path,
    message: `${field(path)} must not be set for a linked clone; it is ignored`,
    why,
    fix: 'use `cloneMode: fullClone`, or leave the size as the template has it',
  }
}
