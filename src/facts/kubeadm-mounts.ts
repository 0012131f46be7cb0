// What kubeadm itself mounts into the static pods of the control plane.
// Source: kubernetes cmd/kubeadm/app/phases/controlplane/volumes.go, v1.16 – v1.37.

export interface Mount {
  readonly name: string
  readonly path: string
}

/** On the node and in the pod alike; of those behind the first two only what the image has. */
const CERTIFICATES: readonly Mount[] = [
  { name: 'k8s-certs', path: '/etc/kubernetes/pki' },
  { name: 'ca-certs', path: '/etc/ssl/certs' },
  { name: 'etc-pki-ca-trust', path: '/etc/pki/ca-trust' },
  { name: 'etc-pki-tls-certs', path: '/etc/pki/tls/certs' },
  { name: 'etc-ca-certificates', path: '/etc/ca-certificates' },
  { name: 'usr-share-ca-certificates', path: '/usr/share/ca-certificates' },
  { name: 'usr-local-share-ca-certificates', path: '/usr/local/share/ca-certificates' },
]

export const KUBEADM_MOUNTS = {
  apiServerExtraVolumes: CERTIFICATES,
  controllerManagerExtraVolumes: [
    ...CERTIFICATES,
    { name: 'kubeconfig', path: '/etc/kubernetes/controller-manager.conf' },
  ],
  schedulerExtraVolumes: [{ name: 'kubeconfig', path: '/etc/kubernetes/scheduler.conf' }],
} as const satisfies Readonly<Record<string, readonly Mount[]>>

/** One for each folder that the files of an external etcd lie in. */
export const ETCD_MOUNT = /^etcd-certs-\d+$/
