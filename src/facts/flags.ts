// Flags of the components that kubeadm starts: since which Kubernetes minor there are, until which, and who sets them.
//
// To extend it: a flag that came or went is a row of FLAG_SPANS (`since` the first minor that has it, `gone` the first one that
// has not, `instead` what took its place); a flag that somebody else sets is a row of OWNED_FLAGS, by the name of who does. The
// checks in config/checks/flags/ read nothing else; names are written with "-", which components take for "_" as well.
// Source: CHANGELOG-1.<minor>.md of kubernetes ("removed", "flag") and <component> --help at the releases named;
// kubernetes cmd/kubeadm/app/phases/{controlplane,kubelet,etcd}, v1.35, for what kubeadm passes itself.

export type Component = 'kube-apiserver' | 'kube-controller-manager' | 'kube-scheduler' | 'etcd' | 'kubelet'

export interface FlagSpan {
  readonly name: string
  /** Minor of Kubernetes 1. */
  readonly since?: number
  readonly gone?: number
  readonly instead?: string
}

/** Of every component (KEP-2845): a component logs to standard error, and what runs it keeps files. */
const LOG_FILES = gone(
  26,
  ...['add-dir-header', 'alsologtostderr', 'log-backtrace-at', 'log-dir', 'log-file', 'log-file-max-size'],
  ...['logtostderr', 'one-output', 'skip-headers', 'skip-log-headers', 'stderrthreshold'],
)

export const FLAG_SPANS: Readonly<Record<Component, readonly FlagSpan[]>> = {
  'kube-apiserver': [
    ...gone(19, 'basic-auth-file'),
    ...gone(24, 'insecure-port', 'insecure-bind-address', 'address', 'port'),
    ...LOG_FILES,
    ...gone(33, 'cloud-provider', 'cloud-config'),
    ...since(22, 'tracing-config-file'),
    ...since(26, 'encryption-provider-config-automatic-reload'),
    ...since(29, 'authentication-config', 'authorization-config'),
  ],
  'kube-controller-manager': [
    ...gone(24, 'address', 'port'),
    { name: 'experimental-cluster-signing-duration', gone: 25, instead: '`cluster-signing-duration`' },
    ...LOG_FILES,
    ...gone(27, 'pod-eviction-timeout', 'enable-taint-manager'),
  ],
  'kube-scheduler': [
    ...gone(23, 'policy-config-file', 'policy-configmap', 'policy-configmap-namespace', 'use-legacy-policy-config'),
    ...gone(23, 'algorithm-provider'),
    ...gone(24, 'address', 'port'),
    ...LOG_FILES,
  ],
  // etcd 3.6, which kubeadm of 1.34 starts (etcd CHANGELOG-3.5.md, "deprecated"; kubeadm app/constants/constants.go).
  etcd: gone(34, 'enable-v2', 'experimental-enable-v2v3'),
  kubelet: [
    ...gone(24, 'network-plugin', 'network-plugin-mtu', 'cni-bin-dir', 'cni-conf-dir', 'cni-cache-dir'),
    ...gone(24, 'docker-endpoint', 'image-pull-progress-deadline', 'dynamic-config-dir'),
    ...LOG_FILES,
    ...gone(27, 'container-runtime'),
    { name: 'pod-infra-container-image', gone: 35, instead: "the sandbox image of containerd's configuration" },
    ...since(20, 'image-credential-provider-config', 'image-credential-provider-bin-dir'),
    ...since(22, 'seccomp-default'),
    ...since(28, 'config-dir'),
  ],
}

/** Plugins that `enable-admission-plugins` and `disable-admission-plugins` name; of others nothing is known here. */
export const ADMISSION_PLUGIN_SPANS: readonly FlagSpan[] = [
  { name: 'PodSecurityPolicy', gone: 25, instead: 'PodSecurity, by `kubeadm.admission`' },
  { name: 'SecurityContextDeny', gone: 30, instead: 'PodSecurity, by `kubeadm.admission`' },
  ...since(21, 'DenyServiceExternalIPs'),
  ...since(22, 'PodSecurity'),
  ...since(26, 'ValidatingAdmissionPolicy'),
  ...since(32, 'MutatingAdmissionPolicy'),
]

export type FlagOwner = 'kubeadm' | 'Cluster API'

export const OWNED_FLAGS: Readonly<Record<Component, ReadonlyMap<string, FlagOwner>>> = {
  'kube-apiserver': owned(
    'kubeadm',
    ...['allow-privileged', 'client-ca-file', 'enable-bootstrap-token-auth', 'etcd-cafile', 'etcd-certfile'],
    ...['etcd-keyfile', 'etcd-servers', 'kubelet-client-certificate', 'kubelet-client-key', 'proxy-client-cert-file'],
    ...['proxy-client-key-file', 'requestheader-allowed-names', 'requestheader-client-ca-file'],
    ...['requestheader-extra-headers-prefix', 'requestheader-group-headers', 'requestheader-username-headers'],
    ...['service-account-key-file', 'service-account-signing-key-file', 'tls-cert-file', 'tls-private-key-file'],
  ),
  'kube-controller-manager': owned(
    'kubeadm',
    ...['authentication-kubeconfig', 'authorization-kubeconfig', 'client-ca-file', 'kubeconfig', 'root-ca-file'],
    ...['requestheader-client-ca-file', 'secure-port', 'service-account-private-key-file'],
  ),
  'kube-scheduler': owned(
    'kubeadm',
    ...['authentication-kubeconfig', 'authorization-kubeconfig', 'kubeconfig', 'secure-port'],
  ),
  etcd: owned(
    'kubeadm',
    ...['advertise-client-urls', 'cert-file', 'client-cert-auth', 'initial-advertise-peer-urls', 'initial-cluster'],
    ...['initial-cluster-state', 'key-file', 'listen-client-urls', 'listen-peer-urls', 'name', 'peer-cert-file'],
    ...['peer-client-cert-auth', 'peer-key-file', 'peer-trusted-ca-file', 'trusted-ca-file'],
  ),
  kubelet: new Map([
    ...owned(
      'kubeadm',
      'bootstrap-kubeconfig',
      'config',
      'kubeconfig',
      'pod-manifest-path',
      'container-runtime-endpoint',
    ),
    ...owned('Cluster API', 'provider-id'),
  ]),
}

/** Flags whose value is of one node: an address, a name. */
export const PER_NODE_FLAGS: Readonly<Record<Component, readonly string[]>> = {
  'kube-apiserver': ['advertise-address', 'bind-address'],
  'kube-controller-manager': ['bind-address'],
  'kube-scheduler': ['bind-address'],
  etcd: [],
  kubelet: ['address', 'healthz-bind-address', 'hostname-override', 'node-ip'],
}

/** As the components read a name: "_" is "-". */
export function flagKey(name: string): string {
  return name.replaceAll('_', '-')
}

function gone(minor: number, ...names: readonly string[]): readonly FlagSpan[] {
  return names.map(name => ({ name, gone: minor }))
}

function since(minor: number, ...names: readonly string[]): readonly FlagSpan[] {
  return names.map(name => ({ name, since: minor }))
}

function owned(owner: FlagOwner, ...names: readonly string[]): ReadonlyMap<string, FlagOwner> {
  return new Map(names.map(name => [name, owner]))
}
