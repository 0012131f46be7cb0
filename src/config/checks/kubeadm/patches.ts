// Patches for what kubeadm writes: one that is no patch, or that does not fit, stops kubeadm on the node.

import { isJsonList, isJsonObject } from '../../../is-json.ts'
import type { Json } from '../../../manifest.ts'
import type { Path, Problem } from '../../../problems/problem.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import type { HAClusterSpec } from '../../schema/hacluster.ts'
import type { ReadText } from '../read-text.ts'
import type { Rules } from '../rules.ts'
import { field, quoted } from '../words.ts'

export const rules = {
  'kubeadm-patch': {
    severity: 'error',
    meaning: 'A patch of kubeadm is no patch of its type, or is for another kind of object than its target.',
    cure: 'write a part of the object, or with `type: json` a list of operations',
    reads: ['spec.kubeadm.patches'],
    source: 'kubernetes cmd/kubeadm/app/util/patches/patches.go, v1.22 - v1.36; RFC 6902, RFC 7386',
  },
} as const satisfies Rules

/** Their order is in the names of their files, with two digits. */
const MOST_PATCHES = 100

/** Returns `kubeadm-patch`, at most one for each patch. */
export function checkKubeadmPatches({ config }: ResolvedCluster, readText: ReadText): readonly Problem[] {
  const patches = config.spec.kubeadm?.patches ?? []
  const path = ['spec', 'kubeadm', 'patches']
  if (patches.length > MOST_PATCHES)
    return [
      problem(
        path,
        `must not have more than ${MOST_PATCHES} entries`,
        'their files are numbered with two digits',
        'join patches of one target',
      ),
    ]
  return patches.flatMap((patch, i) => {
    const at = [...path, i, 'patch']
    const fault = faultOf(patch, readText)
    return fault === undefined
      ? []
      : [problem(at, CLAIMS[patch.type ?? 'strategic'], fault, 'see docs/kubeadm.md for the three types')]
  })
}

type PatchConfig = NonNullable<NonNullable<HAClusterSpec['kubeadm']>['patches']>[number]

const CLAIMS = {
  strategic: 'must be a part of the object, as a strategic merge patch',
  merge: 'must be a part of the object, as a merge patch',
  json: 'must be a list of JSON patch operations',
} as const

function faultOf({ target, type = 'strategic', patch }: PatchConfig, readText: ReadText): string | undefined {
  const read = readText(patch)
  if ('fault' in read)
    return `${read.fault.line === undefined ? '' : `line ${read.fault.line} of it: `}${read.fault.message}`
  return type === 'json' ? operationsFault(read.value) : partFault(read.value, target)
}

function partFault(value: Json, target: PatchConfig['target']): string | undefined {
  if (!isJsonObject(value))
    return isJsonList(value) ? 'it is a list: is it one of `type: json`?' : 'it is a single value'
  if ('op' in value && 'path' in value)
    return 'it is an operation: write `type: json`, and the operation as an entry of a list'
  const kind = KINDS[target]
  if (value.kind === undefined || value.kind === kind) return undefined
  return `its \`kind\` is ${quoted(value.kind)}, and ${quoted(target)} is a ${kind}`
}

const KINDS: Readonly<Record<PatchConfig['target'], string>> = {
  etcd: 'Pod',
  'kube-apiserver': 'Pod',
  'kube-controller-manager': 'Pod',
  'kube-scheduler': 'Pod',
  kubeletconfiguration: 'KubeletConfiguration',
  corednsdeployment: 'Deployment',
}

const OPERATIONS = new Set<Json>(['add', 'remove', 'replace', 'move', 'copy', 'test'])

function operationsFault(value: Json): string | undefined {
  if (!isJsonList(value)) return 'it is no list'
  for (const [i, operation] of value.entries()) {
    if (!isJsonObject(operation)) return `entry ${i} is no object`
    const { op = '', path } = operation
    if (!OPERATIONS.has(op)) return `\`[${i}].op\` must be add, remove, replace, move, copy or test, not ${quoted(op)}`
    if (!isPointer(path)) return `\`[${i}].path\` must be a JSON pointer such as "/spec/containers/0"`
    if ((op === 'move' || op === 'copy') && !isPointer(operation.from)) return `\`[${i}].from\` must be a JSON pointer`
    if ((op === 'add' || op === 'replace' || op === 'test') && operation.value === undefined)
      return `\`[${i}].value\` is missing`
  }
  return undefined
}

function isPointer(value: Json | undefined): boolean {
  return typeof value === 'string' && /^(\/([^~/]|~[01])*)*$/.test(value)
}

function problem(path: Path, claim: string, why: string, fix: string): Problem {
  return { code: 'kubeadm-patch', severity: 'error', path, message: `${field(path)} ${claim}`, why, fix }
}
