// Files of a node that others write: what stands there is lost, or keeps kubeadm from starting.
// Source: cluster-api util/secret/certificates.go and bootstrap/kubeadm/internal/cloudinit, v1.10; kubernetes
// cmd/kubeadm/app/preflight/checks.go and app/constants/constants.go, v1.35; plan/defaults.ts for our own commands.

export type FileWriter = 'commands' | 'Cluster API' | 'kubeadm'

const AUTHORITIES = ['ca', 'front-proxy-ca', 'etcd/ca'].flatMap(name => [`pki/${name}.crt`, `pki/${name}.key`])
const KUBECONFIGS = ['admin', 'super-admin', 'kubelet', 'bootstrap-kubelet', 'controller-manager', 'scheduler']
const STATIC_PODS = ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'etcd']

export const WRITTEN_FILES: ReadonlyMap<string, FileWriter> = new Map<string, FileWriter>([
  ['/etc/hosts', 'commands'],
  ['/etc/hostname', 'commands'],
  ...[...AUTHORITIES, 'pki/sa.pub', 'pki/sa.key'].map(name => [`/etc/kubernetes/${name}`, 'Cluster API'] as const),
  ...['/tmp/kubeadm.yaml', '/tmp/kubeadm-node.yaml', '/etc/kubeadm.yml', '/etc/kubeadm.sh'].map(
    path => [path, 'Cluster API'] as const,
  ),
  ...KUBECONFIGS.map(name => [`/etc/kubernetes/${name}.conf`, 'kubeadm'] as const),
  ...STATIC_PODS.map(name => [`/etc/kubernetes/manifests/${name}.yaml`, 'kubeadm'] as const),
  ['/var/lib/kubelet/config.yaml', 'kubeadm'],
  ['/var/lib/kubelet/kubeadm-flags.env', 'kubeadm'],
])

/** Folders of which every file is theirs. */
export const WRITTEN_FOLDERS: ReadonlyMap<string, FileWriter> = new Map([
  ['/run/kubeadm/', 'Cluster API'],
  ['/run/cluster-api/', 'Cluster API'],
])
