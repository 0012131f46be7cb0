// What Cluster API refuses of bootstrap data in the ignition format, and of its options in any other.

import type { Path, Problem } from '../../../problems/problem.ts'
import { groupsOf } from '../../resolve/groups.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import type { Rules } from '../rules.ts'
import { field, quoted } from '../words.ts'

export const rules = {
  ignition: {
    severity: 'error',
    meaning: 'A field does not go with the bootstrap format.',
    cure: 'set `format: ignition`, or remove the field',
    reads: ['spec.node.format', 'spec.node.ignition', 'spec.node.files', 'spec.users'],
    source: 'Cluster API api/bootstrap/kubeadm/v1beta2/kubeadmconfig_types.go, v1.13: validateIgnition',
  },
} as const satisfies Rules

/**
 * Returns `ignition`, once per place.
 * Source: kubernetes-sigs/cluster-api api/bootstrap/kubeadm/v1beta2/kubeadmconfig_types.go (validateIgnition), v1.13.
 */
export function checkIgnition(cluster: ResolvedCluster): readonly Problem[] {
  const found = new Map<string, Problem>()
  for (const { node, label } of groupsOf(cluster)) {
    if (node.value.format !== 'ignition') {
      if (!node.value.ignition) continue
      const path = node.origin('ignition')
      const claim = 'must not be set without `format: ignition`'
      found.set(field(path), refused(path, claim, 'set the format, or remove it'))
      continue
    }
    for (const [i, file] of (node.value.files ?? []).entries()) {
      if (file.encoding !== 'gzip' && file.encoding !== 'gzip+base64') continue
      const path = node.origin('files')
      const claim = `must not hold files with encoding ${quoted(file.encoding)} where ${label} uses the ignition format (${quoted(file.path)})`
      found.set(`${field(path)} ${i}`, refused(path, claim, 'use base64, or no encoding'))
    }
    for (const [i, user] of (cluster.config.spec.users ?? []).entries()) {
      const path = ['spec', 'users', i, 'inactive']
      if (user.inactive !== undefined)
        found.set(field(path), refused(path, 'must not be set with the ignition format', 'remove it'))
    }
  }
  return [...found.values()]
}

function refused(path: Path, claim: string, fix: string): Problem {
  return { code: 'ignition', severity: 'error', path, message: `${field(path)} ${claim}`, fix }
}
