// Anonymous access to the API server, which two things of every kubeadm cluster live by: the probes of its static pod, and the first
// question of a node that joins.

import { isJsonList, isJsonObject } from '../../../is-json.ts'
import type { Json } from '../../../manifest.ts'
import type { Path, Problem } from '../../../problems/problem.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import type { ReadText } from '../read-text.ts'
import type { Rules } from '../rules.ts'
import { field, quoted } from '../words.ts'

export const rules = {
  'no-anonymous-access': {
    severity: 'warning',
    meaning:
      "Anonymous access is off where kubeadm needs it: for the probes of the API server's pod, which would be started anew for ever, and for the ConfigMap by which nodes that join find the cluster.",
    cure: 'restrict anonymous access to /livez, /readyz and that ConfigMap in `authentication` instead (Kubernetes 1.32 on)',
    reads: ['spec.kubeadm.apiServerExtraArgs', 'spec.kubeadm.authentication.config'],
    source:
      'kubernetes cmd/kubeadm/app/phases/controlplane/manifests.go and app/phases/bootstraptoken/clusterinfo/clusterinfo.go, v1.36.3',
  },
} as const satisfies Rules

const NEEDED = ['/livez', '/readyz', '/api/v1/namespaces/kube-public/configmaps/cluster-info'] as const

/** Returns the warning `no-anonymous-access`, and `exclusive-fields` where a flag and the configuration both decide it. */
export function checkAnonymousAccess({ config }: ResolvedCluster, readText: ReadText): readonly Problem[] {
  const { apiServerExtraArgs = {}, authentication } = config.spec.kubeadm ?? {}
  const flag = ['spec', 'kubeadm', 'apiServerExtraArgs', 'anonymous-auth']
  const read = authentication === undefined ? undefined : readText(authentication.config)
  const anonymous = read !== undefined && 'value' in read && isJsonObject(read.value) ? read.value.anonymous : undefined
  if (anonymous !== undefined && apiServerExtraArgs['anonymous-auth'] !== undefined) return [twice(flag)]
  if (isFalse(apiServerExtraArgs['anonymous-auth'])) return [problem(flag, 'it switches all of it off')]
  const why = closedBy(anonymous)
  return why === undefined ? [] : [problem(['spec', 'kubeadm', 'authentication', 'config'], why)]
}

function twice(path: Path): Problem {
  const message = `${field(path)} must not be set where the text of \`authentication\` has \`anonymous\``
  const why = 'the API server does not start with both'
  return { code: 'exclusive-fields', severity: 'error', path, message, why, fix: 'remove one of the two' }
}

/** As Go reads it. */
function isFalse(value: string | undefined): boolean {
  return value !== undefined && ['false', 'False', 'FALSE', 'f', 'F', '0'].includes(value)
}

function closedBy(anonymous: Json | undefined): string | undefined {
  if (!isJsonObject(anonymous)) return undefined
  if (anonymous.enabled === false) return '`anonymous.enabled` is false'
  const conditions = isJsonList(anonymous.conditions) ? anonymous.conditions.filter(isJsonObject) : []
  if (conditions.length === 0) return undefined
  const open = new Set(conditions.map(({ path }) => path))
  const missing = NEEDED.filter(path => !open.has(path))
  return missing.length === 0 ? undefined : `\`anonymous.conditions\` lacks ${missing.map(quoted).join(', ')}`
}

function problem(path: Path, why: string): Problem {
  return {
    code: 'no-anonymous-access',
    severity: 'warning',
    path,
    message: `${field(path)} must leave anonymous access to what kubeadm needs it for`,
    why: `${why}: the probes of the API server's pod and nodes that join ask without a name`,
    fix: `leave ${NEEDED.map(quoted).join(', ')} open (\`anonymous.conditions\`, Kubernetes 1.32 on), or add "no-anonymous-access" to \`spec.acknowledge\``,
  }
}
