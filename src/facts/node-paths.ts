// Where what is set up inside a node lies on it.

/** Scripts, and what they work on. */
export const SETUP_FOLDER = '/etc/capv-ha'

/** Certificates that the node is made to trust. */
export const CA_FOLDER = `${SETUP_FOLDER}/ca`

/** The folder of registries that containerd's documentation names, and most images use. */
export const REGISTRIES_FOLDER = '/etc/containerd/certs.d'

/** The name that image-builder gives the same file, so that ours takes the place of one from the image. */
export function proxyDropIn(unit: 'containerd' | 'kubelet'): string {
  return `/etc/systemd/system/${unit}.service.d/http-proxy.conf`
}

/** Of systemd-timesyncd, which images of the ignition format have. */
export const TIME_SERVERS_FILE = '/etc/systemd/timesyncd.conf.d/10-capv-ha.conf'

/** What the kubelet runs by itself. */
export const KUBE_VIP_MANIFEST = '/etc/kubernetes/manifests/kube-vip.yaml'

/** What kube-vip has for its /etc/hosts; the name of upstream's templates. */
export const KUBE_VIP_HOSTS = '/etc/kube-vip.hosts'

/** Names of the scripts that let it start on the node that runs kubeadm init. */
export const KUBE_VIP_SCRIPTS = { before: 'kube-vip-before-init', after: 'kube-vip-after-init' } as const
