// `controlPlane.nodes[]` names slots that exist, are in use, and are named once.

import type { Problem } from '../../../problems/problem.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import type { Rules } from '../rules.ts'
import { field, quoted } from '../words.ts'

export const rules = {
  'unknown-slot': {
    severity: 'error',
    meaning: '`nodes[].index` is no position in `addresses`.',
    cure: 'count from 0',
    reads: ['spec.controlPlane.nodes[].index', 'spec.controlPlane.addresses'],
    source: 'capv-ha: position in `addresses` is identity',
  },
  'retired-slot': {
    severity: 'error',
    meaning: '`nodes[].index` names a node that is retired.',
    cure: 'remove the entry',
    reads: ['spec.controlPlane.nodes[].index', 'spec.controlPlane.addresses'],
    source: 'capv-ha: position in `addresses` is identity',
  },
  'duplicate-slot': {
    severity: 'error',
    meaning: '`nodes[]` names one slot twice.',
    cure: 'merge the two entries',
    reads: ['spec.controlPlane.nodes[].index'],
    source: 'capv-ha: position in `addresses` is identity',
  },
} as const satisfies Rules

/** Returns `unknown-slot`, `retired-slot` and `duplicate-slot` at the `index`. */
export function checkNodeOverrides({ controlPlane }: ResolvedCluster): readonly Problem[] {
  if (controlPlane.type !== 'Machines') return []
  const { slots, addresses } = controlPlane
  const list = field(
    controlPlane.config.addresses === undefined ? ['spec', 'controlPlane', 'replicas'] : addresses.path,
  )
  // Slots behind a range that cannot be read are not known.
  const isKnown = addresses.entries.every(({ range }) => typeof range !== 'string')
  const live = new Set(controlPlane.nodes.map(({ index }) => index))
  const entries = controlPlane.config.nodes ?? []
  const firsts = new Map(entries.map(({ index }, i) => [index, i] as const).reverse())
  return entries.flatMap(({ index }, i): readonly Problem[] => {
    const path = ['spec', 'controlPlane', 'nodes', i, 'index']
    const earlier = firsts.get(index) ?? i
    if (earlier < i) {
      const message = `${field(path)} must not name slot ${quoted(index)} again`
      const why = `${field(['spec', 'controlPlane', 'nodes', earlier, 'index'])} is ${quoted(index)}`
      return [{ code: 'duplicate-slot', severity: 'error', path, message, why, fix: 'merge the two entries' }]
    }
    if (!isKnown) return []
    if (index >= slots) {
      const message = `${field(path)} must be ${slots > 1 ? `a whole number from 0 to ${slots - 1}` : '0'}, not ${quoted(index)}`
      const fix = `use the position of the node in ${list}, counted from 0`
      return [{ code: 'unknown-slot', severity: 'error', path, message, why: `${list} has ${slots} slots`, fix }]
    }
    if (live.has(index)) return []
    const message = `${field(path)} must not be ${quoted(index)}: that node is retired`
    return [
      {
        code: 'retired-slot',
        severity: 'error',
        path,
        message,
        why: `${list} holds null there`,
        fix: 'remove this entry',
      },
    ]
  })
}
