// A list of admission plugins replaces kubeadm's own, which has one.

import type { Problem } from '../../../problems/problem.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import type { Rules } from '../rules.ts'
import { field, quoted } from '../words.ts'

export const rules = {
  'no-node-restriction': {
    severity: 'warning',
    meaning:
      'The admission plugin NodeRestriction, which kubeadm switches on, is lost: a kubelet may then change other nodes and their pods.',
    cure: 'add NodeRestriction to the list',
    reads: ['spec.kubeadm.apiServerExtraArgs'],
    source: 'kubernetes cmd/kubeadm/app/phases/controlplane/manifests.go, v1.16 - v1.36',
  },
} as const satisfies Rules

const PLUGIN = 'NodeRestriction'

/** Returns the warning `no-node-restriction`. */
export function checkAdmissionPlugins({ config }: ResolvedCluster): readonly Problem[] {
  const args = config.spec.kubeadm?.apiServerExtraArgs ?? {}
  const on = args['enable-admission-plugins']
  const off = args['disable-admission-plugins']
  const path = ['spec', 'kubeadm', 'apiServerExtraArgs']
  if (off !== undefined && names(off).includes(PLUGIN)) return [lost([...path, 'disable-admission-plugins'], off)]
  if (on === undefined || names(on).includes(PLUGIN)) return []
  return [lost([...path, 'enable-admission-plugins'], on)]
}

function names(list: string): readonly string[] {
  return list.split(',').map(name => name.trim())
}

function lost(path: Problem['path'], value: string): Problem {
  const isList = path.at(-1) === 'enable-admission-plugins'
  return {
    code: 'no-node-restriction',
    severity: 'warning',
    path,
    message: `${field(path)} must leave ${quoted(PLUGIN)} on`,
    why: isList
      ? "the value replaces kubeadm's own, which is NodeRestriction: without it a kubelet may change other nodes and their pods"
      : 'without it a kubelet may change other nodes and their pods',
    fix: isList ? `write ${quoted(`${PLUGIN},${value}`)}` : `take ${PLUGIN} out of the list`,
  }
}
