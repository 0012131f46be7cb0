// spec.kubeadm: the cluster configuration of kubeadm, the same for every node.

import * as z from 'zod/mini'
import {
  about,
  absolutePath,
  count,
  dnsLabel,
  hostName,
  httpUrl,
  object,
  optional,
  secretKeyRef,
  text,
} from './scalars.ts'

const extraVolume = object(
  () => ({
    name: about('Name of the volume.', dnsLabel),
    hostPath: about('Path on the node.', absolutePath),
    mountPath: about('Path in the pod.', absolutePath),
    readOnly: optional('Whether the mount is read-only.', z.boolean()),
    pathType: optional(
      'Type of the host path.',
      z.enum(['DirectoryOrCreate', 'Directory', 'FileOrCreate', 'File', 'Socket', 'CharDevice', 'BlockDevice']),
    ),
  }),
  'extraVolume',
)
const extraArgs = z.record(text, z.string())
const imageMeta = {
  imageRepository: optional('Repository of the image.', text),
  imageTag: optional('Tag of the image.', text),
}

const etcd = object(() => ({
  local: optional(
    'Stacked etcd, run by kubeadm.',
    object(() => ({
      dataDir: optional('Data directory (default /var/lib/etcd).', absolutePath),
      ...imageMeta,
      extraArgs: optional('Flags of etcd, without dashes.', extraArgs),
    })),
  ),
  external: optional(
    'An etcd cluster of yours, instead of `local`.',
    object(() => ({
      endpoints: about('URLs of the members.', z.array(httpUrl)),
      caFile: about('CA certificate file on the nodes.', absolutePath),
      certFile: about('Client certificate file on the nodes.', absolutePath),
      keyFile: about('Client key file on the nodes.', absolutePath),
    })),
  ),
}))

const auditPolicy = object(() => ({
  policy: about('The audit policy, as the text of an audit.k8s.io/v1 Policy.', text),
  logPath: optional('Log file on the nodes.', absolutePath),
  maxAge: optional('Days to keep old log files.', count(0)),
  maxBackup: optional('Old log files to keep.', count(0)),
  maxSize: optional('Size in MiB at which the log is rotated.', count(1)),
}))

export const kubeadm = object(() => ({
  imageRepository: optional("Registry of the control plane's images (kubeadm's default where absent).", text),
  certSANs: optional(
    "Further names and addresses in the API server's certificate, beside the endpoint.",
    z.array(hostName),
  ),
  apiServerExtraArgs: optional('Flags of the API server, without dashes.', extraArgs),
  controllerManagerExtraArgs: optional('Flags of the controller manager, without dashes.', extraArgs),
  schedulerExtraArgs: optional('Flags of the scheduler, without dashes.', extraArgs),
  apiServerExtraVolumes: optional('Host paths mounted into the API server.', z.array(extraVolume)),
  controllerManagerExtraVolumes: optional('Host paths mounted into the controller manager.', z.array(extraVolume)),
  schedulerExtraVolumes: optional('Host paths mounted into the scheduler.', z.array(extraVolume)),
  etcd: optional('Where etcd runs.', etcd),
  dns: optional(
    'CoreDNS image.',
    object(() => imageMeta),
  ),
  featureGates: optional('Feature gates of kubeadm.', z.record(text, z.boolean())),
  auditPolicy: optional('Audit log of the API server.', auditPolicy),
  encryption: optional(
    'Encryption at rest.',
    object(() => ({ secretRef: about('Secret key that holds the EncryptionConfiguration.', secretKeyRef) })),
  ),
}))
