// What Cluster API refuses of bootstrap data in the ignition format, and of its options in any other.

import { jinjaIn } from '../../../facts/jinja.ts'
import type { Path, Problem } from '../../../problems/problem.ts'
import { groupsOf } from '../../resolve/groups.ts'
import type { Merged, NodeConfig, ResolvedCluster } from '../../resolve/resolved.ts'
import type { Rules } from '../rules.ts'
import { field, quoted } from '../words.ts'

export const rules = {
  ignition: {
    severity: 'error',
    meaning: 'A field does not go with the bootstrap format.',
    cure: 'set `format: ignition`, or remove the field',
    reads: [
      'spec.node.format',
      'spec.node.ignition',
      'spec.node.files',
      'spec.node.preKubeadmCommands',
      'spec.node.postKubeadmCommands',
      'spec.users',
      'spec.network',
      'spec.workers[].addresses',
    ],
    source: 'Cluster API api/bootstrap/kubeadm/v1beta2/kubeadmconfig_types.go, v1.13: validateIgnition',
  },
} as const satisfies Rules

/**
 * Returns `ignition`, once per place.
 * Source: kubernetes-sigs/cluster-api api/bootstrap/kubeadm/v1beta2/kubeadmconfig_types.go (validateIgnition), v1.13.
 */
export function checkIgnition(cluster: ResolvedCluster): readonly Problem[] {
  const found = new Map<string, Problem>()
  for (const { node } of groupsOf(cluster)) {
    if (node.value.format !== 'ignition') {
      if (!node.value.ignition) continue
      const path = node.origin('ignition')
      const claim = 'must not be set without `format: ignition`'
      found.set(field(path), refused(path, claim, 'set the format, or remove it'))
      continue
    }
    for (const problem of [...fileProblems(node), ...commandProblems(node)])
      found.set(`${field(problem.path)} ${problem.message}`, problem)
    for (const [i, user] of (cluster.config.spec.users ?? []).entries()) {
      const path = ['spec', 'users', i, 'inactive']
      if (user.inactive !== undefined)
        found.set(field(path), refused(path, 'must not be set with the ignition format', 'remove it'))
    }
  }
  return [...found.values()]
}

/** Whole files alone can be carried, and nothing is filled in. */
function fileProblems(node: Merged<NodeConfig>): readonly Problem[] {
  const path = node.origin('files')
  return (node.value.files ?? []).flatMap(file => {
    const where = `with the ignition format (${quoted(file.path)})`
    if (file.encoding === 'gzip' || file.encoding === 'gzip+base64') {
      const claim = `must not hold files with encoding ${quoted(file.encoding)} ${where}`
      return [refused(path, claim, 'use base64, or no encoding')]
    }
    if (file.append)
      return [
        refused(path, `must not append to files ${where}: it would replace them in silence`, 'write the whole file'),
      ]
    return isFilledIn(file.content)
      ? [refused(path, `must not hold text that cloud-init fills in ${where}`, FILLED_IN)]
      : []
  })
}

function commandProblems(node: Merged<NodeConfig>): readonly Problem[] {
  return (['preKubeadmCommands', 'postKubeadmCommands'] as const).flatMap(name => {
    const command = (node.value[name] ?? []).find(isFilledIn)
    if (command === undefined) return []
    const claim = `must not hold text that cloud-init fills in with the ignition format (${quoted(command)})`
    return [refused(node.origin(name), claim, FILLED_IN)]
  })
}

function isFilledIn(text = ''): boolean {
  return text.includes('{{') && jinjaIn(text).meant
}

const FILLED_IN = 'ask on the node, such as by `$(hostname)`'

function refused(path: Path, claim: string, fix: string): Problem {
  return { code: 'ignition', severity: 'error', path, message: `${field(path)} ${claim}`, fix }
}
