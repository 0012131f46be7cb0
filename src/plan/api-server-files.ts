// Features of the API server that are a file on every control-plane node, a volume and flags: audit log, encryption at rest,
// structured authentication and authorization, admission configuration.

import type { HAClusterSpec } from '../config/schema/hacluster.ts'
import {
  API_SERVER_FILES,
  type ApiServerFile,
  AUDIT_FLAGS,
  AUDIT_LOG,
  AUDIT_LOG_PATH,
  AUDIT_LOG_VOLUME,
} from '../facts/api-server-files.ts'
import type { Component, HostPathMount } from './kubeadm-model.ts'
import type { NodeFile, StringMap } from './model.ts'

type KubeadmConfig = NonNullable<HAClusterSpec['kubeadm']>

/** The files, for every node that may run an API server. */
export function apiServerFiles(kubeadm: KubeadmConfig): readonly NodeFile[] {
  return API_SERVER_FILES.flatMap(({ field, path }) => {
    const content = contentOf(kubeadm, field)
    return content === undefined
      ? []
      : [{ path, content, owner: 'root:root', permissions: '0600', append: false } as const]
  })
}

/** Their flags and volumes. */
export function apiServerFileMounts(kubeadm: KubeadmConfig): Component {
  const used = API_SERVER_FILES.filter(({ field }) => kubeadm[field] !== undefined)
  return {
    extraArgs: { ...Object.fromEntries(used.map(({ flag, path }) => [flag, path])), ...auditFlags(kubeadm) },
    extraVolumes: [...used.map(folderMount), ...auditLogMount(kubeadm)],
  }
}

function contentOf(kubeadm: KubeadmConfig, field: ApiServerFile['field']): NodeFile['content'] | undefined {
  if (field === 'encryption') return kubeadm.encryption && { secret: kubeadm.encryption.secretRef }
  const text = field === 'auditPolicy' ? kubeadm.auditPolicy?.policy : kubeadm[field]?.config
  return text === undefined ? undefined : { text }
}

/** A folder that is missing keeps the pod from starting, and the kubelet says so. */
function folderMount({ volume, folder }: ApiServerFile): HostPathMount {
  return { name: volume, hostPath: folder, mountPath: folder, readOnly: true, pathType: 'Directory' }
}

/** Nothing is kept of a log that goes to standard output. */
function auditFlags({ auditPolicy }: KubeadmConfig): StringMap {
  if (auditPolicy === undefined) return {}
  const { logPath = AUDIT_LOG_PATH, maxAge, maxBackup, maxSize } = auditPolicy
  if (logPath === '-') return { [AUDIT_FLAGS.path]: logPath }
  return {
    [AUDIT_FLAGS.path]: logPath,
    [AUDIT_FLAGS.maxAge]: String(maxAge ?? AUDIT_LOG.maxAge),
    [AUDIT_FLAGS.maxBackup]: String(maxBackup ?? AUDIT_LOG.maxBackup),
    [AUDIT_FLAGS.maxSize]: String(maxSize ?? AUDIT_LOG.maxSize),
  }
}

function auditLogMount({ auditPolicy }: KubeadmConfig): readonly HostPathMount[] {
  const { logPath = AUDIT_LOG_PATH } = auditPolicy ?? { logPath: '-' }
  if (logPath === '-') return []
  const folder = logPath.slice(0, logPath.lastIndexOf('/'))
  const name = AUDIT_LOG_VOLUME
  return [{ name, hostPath: folder, mountPath: folder, readOnly: false, pathType: 'DirectoryOrCreate' }]
}
