// What every node and pool of a cluster has in common stands in the objects of each of them: a file of a megabyte times a
// thousand pools is a gigabyte. Looked at before anything is merged.

import type { Problem } from '../../problems/problem.ts'
import { formatPath } from '../../problems/problem.ts'
import { MOST_SLOTS, shareOut, slotCount } from '../resolve/slots.ts'
import type { HACluster, HAClusterSpec } from '../schema/hacluster.ts'

/** Single values that may be in what is common, times the nodes and pools that have it. */
const MOST_VALUES = 2_000_000
/** Characters, likewise. */
const MOST_CHARACTERS = 256 * 2 ** 20

/** The problem `too-large` at what there is too much of: nodes or pools. */
export function expansionProblem({ spec }: HACluster): Problem | undefined {
  const { controlPlane, workers = [] } = spec
  const common = [spec.machine, spec.network, spec.node, spec.users, spec.sshAuthorizedKeys]
  const ofNodes = [...common, spec.kubeadm, controlPlane.machine, controlPlane.network, controlPlane.node]
  if (isTooMuch(common, workers.length)) return tooLarge(['spec', 'workers'])
  if (controlPlane.type !== 'Machines' || !isTooMuch(ofNodes, MOST_SLOTS)) return undefined
  return isTooMuch(ofNodes, slotsOf(controlPlane)) ? tooLarge(['spec', 'controlPlane']) : undefined
}

function slotsOf(controlPlane: Extract<HAClusterSpec['controlPlane'], { type: 'Machines' }>): number {
  const { addresses, replicas = 0 } = controlPlane
  return addresses === undefined ? Math.min(replicas, MOST_SLOTS) : slotCount(shareOut(addresses, []))
}

function isTooMuch(parts: readonly unknown[], times: number): boolean {
  let values = 0
  let characters = 0
  for (const part of parts) {
    const size = sizeOf(part)
    values += size.values
    characters += size.characters
  }
  return values * times > MOST_VALUES || characters * times > MOST_CHARACTERS
}

function sizeOf(value: unknown): { readonly values: number; readonly characters: number } {
  if (typeof value === 'string') return { values: 1, characters: value.length }
  if (typeof value !== 'object' || value === null) return { values: 1, characters: 4 }
  let values = 1
  let characters = 0
  for (const [key, inner] of Object.entries(value)) {
    const size = sizeOf(inner)
    values += size.values
    characters += key.length + size.characters
  }
  return { values, characters }
}

function tooLarge(path: Problem['path']): Problem {
  const what = path[1] === 'workers' ? 'pools' : 'nodes'
  return {
    code: 'too-large',
    severity: 'error',
    path,
    message: `\`${formatPath(path)}\` must not make so many ${what} of so much`,
    why: `what is set for the whole cluster stands in the objects of each: ${MOST_VALUES} values or 256 MiB in all are the limit`,
    fix: `write fewer ${what}, or less into \`node\`, \`machine\`, \`network\` and \`kubeadm\``,
  }
}
