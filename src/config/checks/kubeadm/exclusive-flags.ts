// Flags and fields of the API server of which only one may be set: a flag would replace what the field says, or the API server
// refuses both together.

import { API_SERVER_FILES, type ApiServerFileField, AUDIT_FLAGS } from '../../../facts/api-server-files.ts'
import type { Path, Problem } from '../../../problems/problem.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import type { Rules } from '../rules.ts'
import { field } from '../words.ts'

/** `exclusive-fields` is described in document/exclusive-fields.ts. */
export const rules = {} as const satisfies Rules

/**
 * Returns `exclusive-fields` at each flag, and at each of `auditPolicy` that says how to keep a log that is not kept.
 * Source: kubernetes pkg/kubeapiserver/options/{authentication,authorization}.go, v1.30 – v1.36; staging/src/k8s.io/apiserver
 * pkg/server/options/{audit,encryptionconfig,admission}.go, v1.36.3.
 */
export function checkExclusiveFlags(cluster: ResolvedCluster): readonly Problem[] {
  return [...apiServerFlags(cluster), ...auditOnStandardOutput(cluster)]
}

const OWN_FLAGS: ReadonlyMap<ApiServerFileField, readonly string[]> = new Map([
  ['auditPolicy', Object.values(AUDIT_FLAGS)],
])

/** Families of flags that the API server refuses beside the file that replaces them. */
const REPLACED: ReadonlyMap<ApiServerFileField, RegExp> = new Map([
  ['authentication', /^oidc-/],
  ['authorization', /^authorization-(mode|policy-file|webhook-.*)$/],
])

const FILE_FLAGS = new Map(API_SERVER_FILES.map(({ field, flag }) => [flag, field]))

function apiServerFlags({ config: { spec } }: ResolvedCluster): readonly Problem[] {
  const { kubeadm } = spec
  const args = kubeadm?.apiServerExtraArgs
  if (kubeadm === undefined || args === undefined) return []
  const set = API_SERVER_FILES.filter(({ field, flag }) => kubeadm[field] !== undefined || flag in args)
  return Object.keys(args).flatMap(flag => {
    const path = ['spec', 'kubeadm', 'apiServerExtraArgs', flag]
    const own = FILE_FLAGS.get(flag)
    const file = set.find(
      ({ field }) =>
        (kubeadm[field] !== undefined && (own === field || OWN_FLAGS.get(field)?.includes(flag))) ||
        REPLACED.get(field)?.test(flag),
    )
    if (file === undefined) return []
    const isField = kubeadm[file.field] !== undefined
    const other = isField ? ['spec', 'kubeadm', file.field] : ['spec', 'kubeadm', 'apiServerExtraArgs', file.flag]
    const isReplaced = own !== file.field && REPLACED.get(file.field)?.test(flag)
    return [problem(path, other, isReplaced ? REFUSED : 'the flag would replace what the field sets')]
  })
}

const REFUSED = 'the API server does not start with both'

function auditOnStandardOutput({ config }: ResolvedCluster): readonly Problem[] {
  const { auditPolicy } = config.spec.kubeadm ?? {}
  if (auditPolicy?.logPath !== '-') return []
  const path = ['spec', 'kubeadm', 'auditPolicy']
  return (['maxAge', 'maxBackup', 'maxSize'] as const)
    .filter(name => auditPolicy[name] !== undefined)
    .map(name => problem([...path, name], [...path, 'logPath'], 'a log on standard output is not kept in files'))
}

function problem(path: Path, other: Path, why: string): Problem {
  const message = `${field(path)} must not be set together with ${field(other)}`
  return { code: 'exclusive-fields', severity: 'error', path, message, why, fix: 'remove one of the two' }
}
