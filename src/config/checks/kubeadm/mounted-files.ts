// Flags that name a file: a pod of the control plane sees nothing of the node but what is mounted into it.

import { API_SERVER_FILES } from '../../../facts/api-server-files.ts'
import { KUBEADM_MOUNTS } from '../../../facts/kubeadm-mounts.ts'
import type { Problem } from '../../../problems/problem.ts'
import type { ResolvedCluster } from '../../resolve/resolved.ts'
import type { HAClusterSpec } from '../../schema/hacluster.ts'
import type { Rules } from '../rules.ts'
import { field, quoted } from '../words.ts'

export const rules = {
  'file-not-mounted': {
    severity: 'error',
    meaning: 'A flag names a file that no volume brings into the pod: the component would not start.',
    cure: 'mount its folder with `apiServerExtraVolumes`, or put it below /etc/kubernetes/pki',
    reads: [
      'spec.kubeadm.apiServerExtraArgs',
      'spec.kubeadm.apiServerExtraVolumes',
      'spec.kubeadm.schedulerExtraArgs',
      'spec.kubeadm.schedulerExtraVolumes',
      'spec.kubeadm.etcd.external',
      'spec.kubeadm.patches',
      'spec.patches',
    ],
    source: 'kubernetes cmd/kubeadm/app/phases/controlplane/volumes.go, v1.16 - v1.37',
  },
} as const satisfies Rules

type KubeadmConfig = NonNullable<HAClusterSpec['kubeadm']>

interface Component {
  readonly args: 'apiServerExtraArgs' | 'schedulerExtraArgs'
  readonly volumes: 'apiServerExtraVolumes' | 'schedulerExtraVolumes'
  readonly patch: NonNullable<KubeadmConfig['patches']>[number]['target']
  /** Flags whose value is one file. */
  readonly flags: ReadonlySet<string>
}

const COMPONENTS: readonly Component[] = [
  {
    args: 'apiServerExtraArgs',
    volumes: 'apiServerExtraVolumes',
    patch: 'kube-apiserver',
    flags: new Set([
      ...API_SERVER_FILES.map(({ flag }) => flag),
      ...['audit-webhook-config-file', 'authentication-token-webhook-config-file', 'authorization-policy-file'],
      ...['authorization-webhook-config-file', 'egress-selector-config-file', 'kubelet-certificate-authority'],
      ...['oidc-ca-file', 'token-auth-file', 'tracing-config-file'],
    ]),
  },
  {
    args: 'schedulerExtraArgs',
    volumes: 'schedulerExtraVolumes',
    patch: 'kube-scheduler',
    flags: new Set(['config', 'policy-config-file']),
  },
]

/** Returns `file-not-mounted`; what patches may mount is not known. */
export function checkMountedFiles({ config: { spec } }: ResolvedCluster): readonly Problem[] {
  const { kubeadm, patches = [] } = spec
  if (kubeadm === undefined || patches.length > 0) return []
  return COMPONENTS.flatMap(component => {
    const { args, flags, patch } = component
    if (kubeadm.patches?.some(({ target }) => target === patch)) return []
    const named = Object.entries(kubeadm[args] ?? {}).filter(([flag, file]) => flags.has(flag) && file.startsWith('/'))
    if (named.length === 0) return []
    const mounted = mountsOf(kubeadm, component)
    return named
      .filter(([, file]) => !mounted.some(path => isAtOrBelow(file, path)))
      .map(([flag, file]) => problem(['spec', 'kubeadm', args, flag], file, component.volumes))
  })
}

function mountsOf(kubeadm: KubeadmConfig, { volumes, args }: Component): readonly string[] {
  const own = (kubeadm[volumes] ?? []).map(({ mountPath }) => mountPath)
  const ofKubeadm = KUBEADM_MOUNTS[volumes].map(({ path }) => path)
  if (args === 'schedulerExtraArgs') return [...ofKubeadm, ...own]
  const { external } = kubeadm.etcd ?? {}
  const ofEtcd = external === undefined ? [] : [external.caFile, external.certFile, external.keyFile].map(folderOf)
  const ours = API_SERVER_FILES.filter(({ field }) => kubeadm[field] !== undefined).map(({ folder }) => folder)
  return [...ofKubeadm, '/etc/pki', ...ofEtcd, ...ours, ...own]
}

function folderOf(file: string): string {
  return file.slice(0, file.lastIndexOf('/'))
}

function isAtOrBelow(file: string, path: string): boolean {
  return file === path || file.startsWith(path.endsWith('/') ? path : `${path}/`)
}

function problem(path: Problem['path'], file: string, volumes: string): Problem {
  return {
    code: 'file-not-mounted',
    severity: 'error',
    path,
    message: `${field(path)} must name a file that the pod has, not ${quoted(file)}`,
    why: `nothing mounts it: a pod of the control plane sees of the node only what \`${volumes}\` and kubeadm mount`,
    fix: `add its folder to \`spec.kubeadm.${volumes}\``,
  }
}
