// The kubelet's configuration beside its flags.

import type { Path, Problem } from '../../../problems/problem.ts'
import { groupsOf } from '../../resolve/groups.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import type { Rules } from '../rules.ts'
import { field } from '../words.ts'

/** `exclusive-fields` is described in document/exclusive-fields.ts. */
export const rules = {} as const satisfies Rules

/**
 * Returns `exclusive-fields` at each flag: it has the last word over the configuration, in silence.
 * Source: kubernetes cmd/kubelet/app/server.go (kubeletConfigFlagPrecedence), v1.36.3.
 */
export function checkKubeletConfiguration(cluster: ResolvedCluster): readonly Problem[] {
  const found = new Map<string, Problem>()
  for (const { node } of groupsOf(cluster)) {
    const { kubeletConfiguration, kubeletExtraArgs } = node.value
    if (!kubeletConfiguration || !kubeletExtraArgs) continue
    for (const [name, value] of Object.entries(kubeletConfiguration)) {
      const flag = flagOf(name)
      if (value === null || !Object.hasOwn(kubeletExtraArgs, flag)) continue
      const path = [...node.origin('kubeletExtraArgs'), flag]
      found.set(field(path), problem(path, [...node.origin('kubeletConfiguration'), name]))
    }
  }
  return [...found.values()]
}

/** `clusterDNS` is the flag `cluster-dns`. */
function flagOf(name: string): string {
  return name.replace(/[A-Z]+(?![a-z])|[A-Z]/g, letters => `-${letters.toLowerCase()}`)
}

function problem(path: Path, other: Path): Problem {
  const message = `${field(path)} must not be set together with ${field(other)}`
  const why = 'the kubelet takes the flag, and leaves the field out in silence'
  return { code: 'exclusive-fields', severity: 'error', path, message, why, fix: 'remove one of the two' }
}
