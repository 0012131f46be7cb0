// spec.kubeadm: the cluster configuration of kubeadm, the same for every node.

import * as z from 'zod/mini'
import {
  about,
  absolutePath,
  certSAN,
  count,
  dnsLabel,
  flagName,
  httpUrl,
  line,
  lines,
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
const extraArgs = z.record(flagName, line)
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
      endpoints: about('URLs of the members.', z.array(httpUrl).check(z.minLength(1, { error: 'must not be empty' }))),
      caFile: about('CA certificate file on the nodes.', absolutePath),
      certFile: about('Client certificate file on the nodes.', absolutePath),
      keyFile: about('Client key file on the nodes.', absolutePath),
    })),
  ),
}))

const auditPolicy = object(() => ({
  policy: about('The audit policy, as the text of an audit.k8s.io/v1 Policy.', lines),
  logPath: optional(
    'Log file on the nodes (default /var/log/kubernetes/audit/audit.log), or "-" for the standard output of the API server.',
    z.string().check(z.regex(/^(-|\/[^\t\n\r\u0085\u2028\u2029]*)$/, { error: 'must be an absolute path, or "-"' })),
  ),
  maxAge: optional('Days to keep old log files, 0 for whatever their age (default 30).', count(0)),
  maxBackup: optional('Old log files to keep, 0 for all of them (default 10).', count(0)),
  maxSize: optional('Size in MiB at which the log is rotated (default 100).', count(1)),
}))

const configText = (sentence: string, kind: string) =>
  optional(
    sentence,
    object(() => ({ config: about(`The text of an ${kind}, as the API server reads it.`, lines) })),
  )

const patch = object(() => ({
  target: about(
    'What kubeadm writes and the patch changes.',
    z.enum([
      'etcd',
      'kube-apiserver',
      'kube-controller-manager',
      'kube-scheduler',
      'kubeletconfiguration',
      'corednsdeployment',
    ]),
  ),
  type: optional('Kind of patch (default strategic).', z.enum(['strategic', 'merge', 'json'])),
  patch: about('The patch: a part of the object, or a list of operations where `type` is json.', lines),
}))

const timeouts = object(() => ({
  controlPlaneComponentHealthCheckSeconds: optional('For a component of the control plane to be healthy.', count(0)),
  kubeletHealthCheckSeconds: optional('For the kubelet to be healthy.', count(0)),
  kubernetesAPICallSeconds: optional('For a call of the API server to succeed.', count(0)),
  etcdAPICallSeconds: optional('For a call of etcd to succeed.', count(0)),
  tlsBootstrapSeconds: optional("For the kubelet's TLS bootstrap of a node that joins.", count(0)),
  discoverySeconds: optional('For a node that joins to find the cluster.', count(0)),
}))

const days = (sentence: string, most: number) => {
  const error = `must be a whole number from 1 to ${most}`
  return optional(sentence, z.int({ error }).check(z.gte(1, { error }), z.lte(most, { error })))
}

export const kubeadm = object(() => ({
  imageRepository: optional("Registry of the control plane's images (kubeadm's default where absent).", text),
  certSANs: optional(
    "Further names and addresses in the API server's certificate, beside the endpoint.",
    z.array(certSAN),
  ),
  apiServerExtraArgs: optional('Flags of the API server, without dashes.', extraArgs),
  controllerManagerExtraArgs: optional('Flags of the controller manager, without dashes.', extraArgs),
  schedulerExtraArgs: optional('Flags of the scheduler, without dashes.', extraArgs),
  apiServerExtraVolumes: optional('Host paths mounted into the API server.', z.array(extraVolume)),
  controllerManagerExtraVolumes: optional('Host paths mounted into the controller manager.', z.array(extraVolume)),
  schedulerExtraVolumes: optional('Host paths mounted into the scheduler.', z.array(extraVolume)),
  etcd: optional('Where etcd runs: on the control-plane nodes or elsewhere, which is fixed once running.', etcd),
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
  authentication: configText('Structured authentication of the API server.', 'AuthenticationConfiguration'),
  authorization: configText('Structured authorization of the API server.', 'AuthorizationConfiguration'),
  admission: configText('Configuration of admission plugins.', 'AdmissionConfiguration'),
  patches: optional('Patches for what kubeadm writes on the nodes, laid on in their order.', z.array(patch)),
  skipPhases: optional('Phases of `kubeadm init` and `kubeadm join` to leave out.', z.array(text)),
  timeouts: optional('How long kubeadm waits.', timeouts),
  certificateValidityPeriodDays: days('Days for which the certificates of the nodes are valid.', 1095),
  caCertificateValidityPeriodDays: days('Days for which the CA certificates of the cluster are valid.', 36500),
}))
