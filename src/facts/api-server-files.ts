// What the API server reads from files of its own: where each lies on the nodes, how it is mounted, and which flag names it.
// All of it is frozen: a KubeadmControlPlane rolls when a path or a name of a volume changes.

/** Fields of `spec.kubeadm` whose content becomes a file. */
export type ApiServerFileField = 'auditPolicy' | 'encryption' | 'authentication' | 'authorization' | 'admission'

export interface ApiServerFile {
  readonly field: ApiServerFileField
  /** Name of the volume. */
  readonly volume: string
  /** The folder is mounted, not the file: who replaces a file by renaming leaves a mounted one as it was. */
  readonly folder: string
  readonly path: string
  /** The flag that names the file. */
  readonly flag: string
}

export const API_SERVER_FILES: readonly ApiServerFile[] = [
  file('auditPolicy', 'audit-policy', '/etc/kubernetes/audit', 'policy.yaml', 'audit-policy-file'),
  file('encryption', 'encryption', '/etc/kubernetes/encryption', 'config.yaml', 'encryption-provider-config'),
  file('authentication', 'authentication', '/etc/kubernetes/authentication', 'config.yaml', 'authentication-config'),
  file('authorization', 'authorization', '/etc/kubernetes/authorization', 'config.yaml', 'authorization-config'),
  file('admission', 'admission', '/etc/kubernetes/admission', 'config.yaml', 'admission-control-config-file'),
]

export const AUDIT_LOG_VOLUME = 'audit-log'
export const AUDIT_LOG_PATH = '/var/log/kubernetes/audit/audit.log'
/** How an audit log is kept: what the CIS benchmark for Kubernetes asks for at least, about 1 GiB of disk. */
export const AUDIT_LOG = { maxAge: 30, maxBackup: 10, maxSize: 100 } as const
export const AUDIT_FLAGS = {
  path: 'audit-log-path',
  maxAge: 'audit-log-maxage',
  maxBackup: 'audit-log-maxbackup',
  maxSize: 'audit-log-maxsize',
} as const

/** Where kubeadm finds the patches of `spec.kubeadm.patches` and `node.kubeletConfiguration`. */
export const PATCHES_FOLDER = '/etc/kubernetes/patches'

function file(field: ApiServerFileField, volume: string, folder: string, name: string, flag: string): ApiServerFile {
  return { field, volume, folder, path: `${folder}/${name}`, flag }
}
