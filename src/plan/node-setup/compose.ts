// The order of everything that is set up inside a node. Each concern is a part; what it brings does not depend on the others.

import type { NodeFile } from '../model.ts'
import { carried } from './carry.ts'

export interface SetupPart {
  readonly files?: readonly NodeFile[]
  /** Commands before kubeadm. */
  readonly before?: readonly string[]
  /** Commands after kubeadm. */
  readonly after?: readonly string[]
}

/** A concern that no field asks for is absent. */
export type SetupParts = Partial<Record<(typeof ORDER)[number], SetupPart>>

/**
 * Frozen, since a KubeadmControlPlane rolls when two of its commands change places. What fetches images or talks to
 * others stands behind what makes that possible, and the user's own commands find the node ready.
 */
const ORDER = [
  'profile',
  'timeServers',
  'trustedCAs',
  'containerd',
  'restart',
  'loadBalancer',
  'kubeadm',
  'user',
] as const

/** Files and commands of all parts; what a part did first of all it undoes last. */
export function composeSetup(
  parts: SetupParts,
  format: 'cloud-config' | 'ignition',
): {
  readonly files: readonly NodeFile[]
  readonly preKubeadmCommands: readonly string[]
  readonly postKubeadmCommands: readonly string[]
} {
  const given = ORDER.flatMap(name => parts[name] ?? [])
  return {
    files: given.flatMap(({ files = [] }) => files).map(file => carried(file, format)),
    preKubeadmCommands: given.flatMap(({ before = [] }) => before),
    postKubeadmCommands: given.toReversed().flatMap(({ after = [] }) => after),
  }
}
