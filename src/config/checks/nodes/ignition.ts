// What Cluster API refuses of bootstrap data in the ignition format, and of its options in any other.

import { jinjaIn } from '../../../facts/jinja.ts'
import type { Path, Problem } from '../../../problems/problem.ts'
import { type Group, groupsOf } from '../../resolve/groups.ts'
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
      'spec.node.kubeletExtraArgs',
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
  const groups = groupsOf(cluster)
  // An override of the format leaves options behind that others use.
  const used = new Set(groups.filter(isByIgnition).map(({ node }) => field(node.origin('ignition'))))
  for (const group of groups) {
    const { node } = group
    if (!isByIgnition(group)) {
      const path = node.origin('ignition')
      if (!node.value.ignition || used.has(field(path))) continue
      const claim = 'must not be set without `format: ignition`'
      found.set(field(path), refused(path, claim, 'set the format, or remove it'))
      continue
    }
    for (const problem of [...fileProblems(node), ...commandProblems(node), ...flagProblems(node)])
      found.set(`${field(problem.path)} ${problem.message}`, problem)
    for (const [i, user] of (cluster.config.spec.users ?? []).entries()) {
      const path = ['spec', 'users', i, 'inactive']
      if (user.inactive !== undefined)
        found.set(field(path), refused(path, 'must not be set with the ignition format', 'remove it'))
    }
  }
  return [...found.values()]
}

function isByIgnition({ node }: Group): boolean {
  return node.value.format === 'ignition'
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
    if (OWN_FILE.test(file.path))
      return [refused(path, `must not hold the file that capv-ha writes ${where}`, 'use another name')]
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

function flagProblems(node: Merged<NodeConfig>): readonly Problem[] {
  return Object.entries(node.value.kubeletExtraArgs ?? {}).flatMap(([name, value]) => {
    if (!isFilledIn(value)) return []
    const path = [...node.origin('kubeletExtraArgs'), name]
    const claim = `must not be ${quoted(value)} with the ignition format: nothing fills it in`
    return [refused(path, claim, 'write the value itself for single nodes, or remove the flag')]
  })
}

/** Units of ours, and the script that asks for the name; files of fields are told apart elsewhere. */
const OWN_FILE = /^\/etc\/(systemd\/(network|system\/kubeadm\.service\.d)\/10-capv-ha[^/]*|capv-ha\/host-name\.sh)$/

function isFilledIn(text = ''): boolean {
  return text.includes('{{') && jinjaIn(text).meant
}

const FILLED_IN = 'ask on the node, such as by `$(hostname)`'

function refused(path: Path, claim: string, fix: string): Problem {
  return { code: 'ignition', severity: 'error', path, message: `${field(path)} ${claim}`, fix }
}
