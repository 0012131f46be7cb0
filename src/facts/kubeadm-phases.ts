// The phases of `kubeadm init` and `kubeadm join`, by which `skipPhases` names them. kubeadm compares whole names and refuses others.
// Source: kubernetes cmd/kubeadm/app/cmd/{init,join}.go and phases/{init,join}/, the last release of every minor from 1.22 to 1.37.

export type PhaseCommand = 'init' | 'join'

/** Minors that have the phase: from the first on, below the second. */
interface Span {
  readonly since?: number
  readonly until?: number
}

const ALWAYS: Span = {}

const INIT: ReadonlyMap<string, Span> = new Map([
  ...always(
    'preflight',
    'kubelet-start',
    'wait-control-plane',
    'upload-certs',
    'mark-control-plane',
    'bootstrap-token',
  ),
  ...always('certs', ...below('certs', 'ca', 'apiserver', 'apiserver-kubelet-client', 'front-proxy-ca')),
  ...always(...below('certs', 'front-proxy-client', 'etcd-ca', 'etcd-server', 'etcd-peer', 'etcd-healthcheck-client')),
  ...always(...below('certs', 'apiserver-etcd-client', 'sa', 'all')),
  ...always('kubeconfig', ...below('kubeconfig', 'admin', 'kubelet', 'controller-manager', 'scheduler', 'all')),
  ['kubeconfig/super-admin', { since: 29 }],
  ...always('etcd', 'etcd/local'),
  ...always('control-plane', ...below('control-plane', 'apiserver', 'controller-manager', 'scheduler', 'all')),
  ...always('upload-config', ...below('upload-config', 'kubeadm', 'kubelet', 'all')),
  ...always('kubelet-finalize', 'kubelet-finalize/all'),
  ['kubelet-finalize/experimental-cert-rotation', { until: 32 }],
  ['kubelet-finalize/enable-client-cert-rotation', { since: 31 }],
  ...always('addon', ...below('addon', 'coredns', 'kube-proxy', 'all')),
  ['show-join-command', { since: 26 }],
])

const JOIN: ReadonlyMap<string, Span> = new Map([
  ...always('preflight', 'check-etcd', 'kubelet-start'),
  ...always('control-plane-prepare'),
  ...always(...below('control-plane-prepare', 'download-certs', 'certs', 'kubeconfig', 'control-plane', 'all')),
  ...always('control-plane-join', ...below('control-plane-join', 'mark-control-plane', 'all')),
  ['control-plane-join/etcd', { until: 36 }],
  ['control-plane-join/update-status', { until: 31 }],
  ['etcd-join', { since: 31 }],
  ['kubelet-wait-bootstrap', { since: 31 }],
  ['wait-control-plane', { since: 30 }],
])

const COMMANDS: readonly (readonly [PhaseCommand, ReadonlyMap<string, Span>])[] = [
  ['init', INIT],
  ['join', JOIN],
]

/** The commands that have a phase of this name in a Kubernetes minor; none where kubeadm would refuse it. */
export function commandsWithPhase(name: string, minor: number): readonly PhaseCommand[] {
  return COMMANDS.flatMap(([command, phases]) => {
    const span = phases.get(name)
    if (span === undefined) return []
    const { since = 0, until = Number.POSITIVE_INFINITY } = span
    return minor >= since && minor < until ? [command] : []
  })
}

/** Every name that some minor knows. */
export function phaseNames(): readonly string[] {
  return [...new Set(COMMANDS.flatMap(([, phases]) => [...phases.keys()]))]
}

function below(parent: string, ...names: readonly string[]): readonly string[] {
  return names.map(name => `${parent}/${name}`)
}

function always(...names: readonly string[]): readonly (readonly [string, Span])[] {
  return names.map(name => [name, ALWAYS])
}
