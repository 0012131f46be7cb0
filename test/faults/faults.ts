// One fault for each rule over fields: what to write into a sound cluster, and what is said of it, where. Where another rule
// rightly speaks too, it is named beside it.

import type { Json, JsonObject } from '../../src/manifest.ts'
import type { ProblemCode } from '../../src/problems/codes.ts'

export interface Fault {
  readonly code: ProblemCode
  /** Which of the sound clusters it is written into. */
  readonly into: 'machines' | 'pools' | 'zones'
  /** Values by path, such as `spec.workers[0].name`; `undefined` takes the field away. */
  readonly set: Readonly<Record<string, Json | undefined>>
  /** The place that the problem points at. */
  readonly at: string
  /** What else must be said, as `code place`. */
  readonly also: readonly string[]
}

const THUMBPRINT = 'AB:CD:EF:01:23:45:67:89:AB:CD:EF:01:23:45:67:89:AB:CD:EF:01'

/** Nodes and pools with everything that faults are written into, and no word of any rule. */
export const SOUND: Readonly<Record<Fault['into'], JsonObject>> = {
  machines: cluster('machines', 10, {
    type: 'Machines',
    addresses: ['10.1.10.31-33/24'],
  }),
  pools: cluster('pools', 11, {
    type: 'KubeadmControlPlane',
    addresses: ['10.1.11.31-34/24'],
  }),
  zones: inZones(cluster('zones', 12, { type: 'Machines', addresses: ['10.1.12.31-33/24'] })),
}

/** Before CAPV v1.7 no selector keeps the failure domains of clusters apart. */
function inZones({ spec, ...others }: Sound): Sound {
  return {
    ...others,
    spec: {
      ...spec,
      capvVersion: 'v1.6.1',
      kubernetesVersion: 'v1.25.6',
      vsphere: { ...spec.vsphere, identityRef: { kind: 'Secret', name: 'vcenter' } },
      failureDomains: [zone('a'), zone('b')],
      workers: [{ name: 'md-0', replicas: 2, failureDomain: 'a', network: { name: 'workers', dhcp4: true } }],
    },
  }
}

function zone(name: string): JsonObject {
  return {
    name,
    region: { name: 'lab', type: 'Datacenter', tagCategory: 'region' },
    zone: { name, type: 'ComputeCluster', tagCategory: 'zone' },
    ...{ datacenter: 'lab', computeCluster: name },
  }
}

interface Sound extends JsonObject {
  readonly spec: JsonObject & { readonly vsphere: JsonObject }
}

function cluster(name: string, net: number, controlPlane: JsonObject): Sound {
  return {
    apiVersion: 'capv-ha.dev/v1alpha1',
    kind: 'HACluster',
    metadata: { name, namespace: name },
    spec: {
      capvVersion: 'v1.16.1',
      kubernetesVersion: 'v1.34.1',
      controlPlaneEndpoint: `10.1.${net}.10:6443`,
      loadBalancer: { type: 'External' },
      vsphere: { server: 'vcenter.example.test', thumbprint: THUMBPRINT, datacenter: 'lab', folder: name },
      cloudProvider: { type: 'Unmanaged' },
      machine: { template: 'ubuntu-2404', memoryMiB: 4096, diskGiB: 40 },
      network: { name: 'management', gateway: `10.1.${net}.1`, nameservers: ['10.1.0.53'] },
      controlPlane,
      workers: [{ name: 'md-0', replicas: 2, network: { name: 'workers', dhcp4: true } }],
      acknowledge: ['cluster-ca-owned-by-node'],
    },
  }
}

const DHCP: JsonObject = { name: 'management', dhcp4: true }

export const FAULTS: readonly Fault[] = [
  // Shape
  fault('unknown-field', 'spec.machine.colour', 'red'),
  fault('wrong-type', 'spec.machine.diskGiB', 'forty'),
  fault('invalid-value', 'spec.machine.memoryMiB', -1),
  fault('invalid-value', 'spec.vsphere.datacenter', 'a\nb'),
  fault('invalid-value', 'spec.vsphere.server', 'https://vcenter.example.test'),
  fault('invalid-value', 'spec.vsphere.thumbprint', 'AB:CD'),
  fault('invalid-value', 'spec.network.searchDomains', ['10.0.0.1'], 'spec.network.searchDomains[0]'),
  fault('invalid-value', 'spec.machine.diskGiB', 2 ** 31),
  fault('missing-field', 'spec.machine.memoryMiB', undefined),
  fault('wrong-api-version', 'apiVersion', 'capv-ha.dev/v1', 'apiVersion'),
  fault('secret-in-input', 'spec.node.preKubeadmCommands', ['mysql -phunter2 -e 1'], 'spec.node.preKubeadmCommands[0]'),
  fault(
    'secret-in-input',
    'spec.node.files',
    [{ path: '/etc/a', content: Buffer.from('PGPASSWORD=hunter22hunter').toString('base64'), encoding: 'base64' }],
    'spec.node.files[0].content',
  ),
  // Releases
  fault('kubernetes-version-too-new', 'spec.kubernetesVersion', 'v1.37.0', 'spec.kubernetesVersion', {
    set: { 'spec.capvVersion': 'v1.10.0' },
  }),
  fault(
    'field-needs-kubernetes',
    'spec.kubeadm.certificateValidityPeriodDays',
    400,
    'spec.kubeadm.certificateValidityPeriodDays',
    { set: { 'spec.kubernetesVersion': 'v1.30.1' } },
  ),
  fault('field-too-new', 'spec.machine.dataDisks', [{ name: 'a', sizeGiB: 5 }], 'spec.machine.dataDisks', {
    set: { 'spec.capvVersion': 'v1.10.0', 'spec.kubernetesVersion': 'v1.29.1' },
  }),
  fault('kubernetes-version-too-old', 'spec.kubernetesVersion', 'v1.20.1'),
  fault('kubernetes-version-skew', 'spec.workers[0].kubernetesVersion', 'v1.35.0'),
  fault('release-too-old', 'spec.capvVersion', 'v0.5.3'),
  fault('release-pairing', 'spec.capiVersion', 'v1.2.0'),
  // Names
  fault(
    'bootstrap-secret',
    'spec.vsphere.identityRef',
    { kind: 'Secret', name: 'machines-controlplane-0' },
    'spec.vsphere.identityRef.name',
  ),
  fault(
    'name-collision',
    'spec.controlPlane.nodes',
    [{ index: 0, name: 'machines-controlplane-1' }],
    'spec.controlPlane.nodes[0].name',
  ),
  fault('annotations-too-large', 'spec.annotations', { note: 'x'.repeat(262_145) }, 'spec.annotations'),
  fault('name-too-long', 'metadata.name', 'm'.repeat(60), 'metadata.name', {
    also: ['name-too-long spec.workers[0].name'],
  }),
  fault('reserved-name', 'spec.workers[0].name', 'controlplane'),
  fault('naming-template', 'spec.machine.naming', { template: 'cp' }, 'spec.machine.naming.template'),
  fault(
    'reserved-label',
    'spec.labels',
    { 'cluster.x-k8s.io/cluster-name': 'other' },
    'spec.labels["cluster.x-k8s.io/cluster-name"]',
  ),
  fault(
    'reserved-annotation',
    'spec.annotations',
    { 'capv-ha.dev/owner': 'a' },
    'spec.annotations["capv-ha.dev/owner"]',
  ),
  // Endpoint
  fault('duplicate-endpoint', 'spec.controlPlaneEndpoint', '10.1.11.10:6443'),
  fault('balancer-without-backends', 'spec.loadBalancer.type', 'Nginx', 'spec.loadBalancer.type', {
    into: 'pools',
    set: { 'spec.controlPlane.addresses': undefined, 'spec.network': { name: 'management', dhcp4: true } },
  }),
  fault('invalid-endpoint', 'spec.controlPlaneEndpoint', 'localhost:6443'),
  fault('endpoint-is-node', 'spec.controlPlaneEndpoint', '10.1.10.32:6443'),
  fault('endpoint-is-gateway', 'spec.controlPlaneEndpoint', '10.1.10.1:6443'),
  fault('endpoint-family', 'spec.controlPlaneEndpoint', '[2001:db8::10]:6443'),
  fault(
    'balancer-family',
    'spec.loadBalancer',
    { type: 'Nginx', bindAddress: '2001:db8::5' },
    'spec.loadBalancer.bindAddress',
  ),
  fault('address-is-taken', 'spec.network.nameservers', ['10.1.10.33'], 'spec.controlPlane.addresses[0]'),
  // Networks of the cluster
  fault('networks-overlap', 'spec.clusterNetwork', { pods: ['10.1.0.0/16'] }, 'spec.clusterNetwork.pods[0]'),
  fault(
    'network-families',
    'spec.clusterNetwork',
    { pods: ['10.200.0.0/16', '10.201.0.0/16'] },
    'spec.clusterNetwork.pods[1]',
  ),
  fault('network-size', 'spec.clusterNetwork', { pods: ['10.200.0.0/25'] }, 'spec.clusterNetwork.pods[0]'),
  fault(
    'node-families',
    'spec.clusterNetwork',
    { services: ['fd00:10:96::/112'], pods: ['fd00:10:244::/56'] },
    'spec.clusterNetwork.services[0]',
  ),
  // Addresses
  fault(
    'retired-in-one-family',
    'spec.controlPlane.addresses',
    ['10.1.10.31-33/24', '2001:db8::31/64', null, '2001:db8::33/64'],
    'spec.controlPlane.addresses[0]',
    { set: { 'spec.network.gateway6': 'fe80::1' } },
  ),
  fault('duplicate-address', 'spec.controlPlane.addresses', ['10.1.11.31-33/24'], 'spec.controlPlane.addresses[0]', {
    set: { 'spec.network.gateway': '10.1.11.1' },
  }),
  fault(
    'unequal-families',
    'spec.controlPlane.addresses',
    ['10.1.10.31-33/24', '2001:db8::31-32/64'],
    'spec.controlPlane.addresses',
    { set: { 'spec.network.gateway6': 'fe80::1' } },
  ),
  fault(
    'retired-in-a-pool',
    'spec.controlPlane.addresses',
    ['10.1.11.31-34/24', null],
    'spec.controlPlane.addresses[1]',
    { into: 'pools' },
  ),
  fault('replicas-differ', 'spec.controlPlane.replicas', 5),
  fault('no-address-source', 'spec.workers[0].network', { name: 'workers' }, 'spec.workers[0].addresses'),
  fault('two-address-sources', 'spec.network.dhcp4', true),
  fault('shared-mac-address', 'spec.network.macAddr', '00:50:56:00:00:01'),
  fault('reserved-address', 'spec.controlPlane.addresses', ['10.1.10.253-255/24'], 'spec.controlPlane.addresses[0]'),
  fault('reserved-address', 'spec.network.nameservers', ['224.0.0.5'], 'spec.network.nameservers[0]'),
  fault('reserved-address', 'spec.network.nameservers', ['10.1.10.255'], 'spec.network.nameservers[0]'),
  fault('reserved-address', 'spec.network.gateway', '10.1.10.0'),
  fault('reserved-address', 'spec.controlPlaneEndpoint', '10.1.10.255:6443'),
  fault(
    'reserved-address',
    'spec.network.routes',
    [{ to: '10.50.0.0/16', via: '10.1.10.255', metric: 100 }],
    'spec.network.routes[0].via',
  ),
  fault('duplicate-name', 'spec.network.deviceName', 'lo'),
  fault('address-outside-subnet', 'spec.network.gateway', '10.1.99.1', 'spec.controlPlane.addresses[0]'),
  fault('invalid-address', 'spec.controlPlane.addresses', ['10.1.10.331/24'], 'spec.controlPlane.addresses[0]'),
  fault('reversed-range', 'spec.controlPlane.addresses', ['10.1.10.33-31/24'], 'spec.controlPlane.addresses[0]'),
  fault(
    'range-too-large',
    'spec.controlPlane.addresses',
    ['10.2.0.31-10.2.30.31/16'],
    'spec.controlPlane.addresses[0]',
    { set: { 'spec.network.gateway': '10.2.0.1' } },
  ),
  fault(
    'duplicate-address',
    'spec.controlPlane.addresses',
    ['10.1.10.31-33/24', '10.1.10.32/24', '10.1.10.40/24'],
    'spec.controlPlane.addresses[1]',
  ),
  fault('missing-gateway', 'spec.network.gateway', undefined, 'spec.network.gateway'),
  fault('address-is-gateway', 'spec.network.gateway', '10.1.10.32', 'spec.controlPlane.addresses[0]'),
  fault(
    'inherited-addresses',
    'spec.network.extraDevices',
    [{ name: 'storage', addresses: ['10.9.0.31-33/24'] }],
    'spec.workers[0]',
    { set: { 'spec.workers[0].network': undefined, 'spec.workers[0].addresses': ['10.1.10.41-44/24'] } },
  ),
  fault(
    'pool-in-two-networks',
    'spec.controlPlane.addresses',
    ['10.1.11.31-34/24', '10.1.11.41/25'],
    'spec.controlPlane.addresses[1]',
    { into: 'pools' },
  ),
  fault('pool-too-small', 'spec.controlPlane.addresses', ['10.1.11.31-32/24'], 'spec.controlPlane.addresses', {
    into: 'pools',
  }),
  // Devices
  fault('mtu', 'spec.network.mtu', 1000, 'spec.network.mtu', { set: { 'spec.network.dhcp6': true } }),
  fault(
    'next-hop',
    'spec.network.routes',
    [{ to: '10.50.0.0/16', via: '172.16.0.1', metric: 100 }],
    'spec.network.routes[0].via',
  ),
  fault(
    'duplicate-name',
    'spec.network.extraDevices',
    [{ name: 'storage', dhcp4: true, deviceName: 'eth0' }],
    'spec.network.extraDevices[0].deviceName',
  ),
  // Control plane
  fault('retired-slot', 'spec.controlPlane.nodes', [{ index: 1, name: 'a' }], 'spec.controlPlane.nodes[0].index', {
    set: { 'spec.controlPlane.addresses': ['10.1.10.31/24', null, '10.1.10.33-34/24'] },
  }),
  fault('even-control-plane', 'spec.controlPlane.replicas', 2, 'spec.controlPlane.replicas', { into: 'pools' }),
  fault('no-nodes', 'spec.controlPlane.addresses', [null, null, null], 'spec.controlPlane.addresses'),
  fault('unknown-slot', 'spec.controlPlane.nodes', [{ index: 7, name: 'a' }], 'spec.controlPlane.nodes[0].index'),
  fault(
    'duplicate-slot',
    'spec.controlPlane.nodes',
    [
      { index: 1, name: 'a' },
      { index: 1, name: 'b' },
    ],
    'spec.controlPlane.nodes[1].index',
  ),
  // Workers
  fault('no-spare-address', 'spec.controlPlane.rollout', { maxSurge: 1 }, 'spec.controlPlane.rollout.maxSurge', {
    into: 'pools',
    set: { 'spec.controlPlane.addresses': ['10.1.11.31-33/24'] },
  }),
  fault('machine-naming', 'spec.workers[0].machineNaming', { template: 'a' }, 'spec.workers[0].machineNaming.template'),
  fault('impossible-rollout', 'spec.workers[0].rollout', { maxSurge: 0, maxUnavailable: 0 }, 'spec.workers[0].rollout'),
  fault('autoscale-bounds', 'spec.workers[0].autoscale', { min: 3, max: 2 }, 'spec.workers[0].autoscale.min', {
    set: { 'spec.workers[0].replicas': undefined },
  }),
  // Nodes
  fault(
    'file-too-large',
    'spec.node.files',
    [{ path: '/etc/a', content: 'x'.repeat(300_000) }],
    'spec.node.files[0].content',
  ),
  fault(
    'file-of-a-field',
    'spec.node.files',
    [{ path: '/etc/systemd/system/kubelet.service.d/http-proxy.conf', content: 'x' }],
    'spec.node.files[0].path',
    { set: { 'spec.node.proxy': { httpProxy: 'http://10.1.1.1:3128' } } },
  ),
  fault('ignition', 'spec.node.ignition', { strict: true }, 'spec.node.ignition', {
    also: [],
  }),
  fault('invalid-mount', 'spec.node.mounts', [['/dev/sdb1', 'srv']], 'spec.node.mounts[0][1]'),
  fault(
    'node-label',
    'spec.workers[0].labels',
    { 'kubernetes.io/role': 'a' },
    'spec.workers[0].labels["kubernetes.io/role"]',
  ),
  fault('preflight-checks', 'spec.node.ignorePreflightErrors', ['all', 'Swap'], 'spec.node.ignorePreflightErrors'),
  fault('invalid-certificate', 'spec.node.trustedCAs', [{ name: 'a', pem: 'x' }], 'spec.node.trustedCAs[0].pem'),
  fault('command-open', 'spec.node.preKubeadmCommands', ['echo "a'], 'spec.node.preKubeadmCommands[0]'),
  fault('command-exit', 'spec.node.preKubeadmCommands', ['exit 0'], 'spec.node.preKubeadmCommands[0]'),
  fault('file-overwritten', 'spec.node.files', [{ path: '/etc/hosts', content: 'x' }], 'spec.node.files[0].path'),
  fault(
    'file-owner',
    'spec.node.files',
    [{ path: '/etc/a', content: 'x', owner: 'app:app' }],
    'spec.node.files[0].owner',
    { set: { 'spec.users': [{ name: 'app' }] } },
  ),
  fault(
    'file-encoding',
    'spec.node.files',
    [{ path: '/etc/a', content: '%%%', encoding: 'base64' }],
    'spec.node.files[0].content',
  ),
  fault('jinja-text', 'spec.node.preKubeadmCommands', ['echo {{ .Values.a }}'], 'spec.node.preKubeadmCommands[0]'),
  fault('invalid-proxy', 'spec.node.proxy', { noProxy: ['a'] }, 'spec.node.proxy'),
  fault(
    'invalid-mirror',
    'spec.node.registryMirrors',
    [{ registry: 'docker.io', endpoints: [] }],
    'spec.node.registryMirrors[0].endpoints',
  ),
  fault(
    'duplicate-taint',
    'spec.workers[0].taints',
    [
      { key: 'a', effect: 'NoSchedule' },
      { key: 'a', effect: 'NoSchedule' },
    ],
    'spec.workers[0].taints[1]',
  ),
  fault('invalid-time-server', 'spec.node.ntpServers', ['a..b'], 'spec.node.ntpServers[0]'),
  fault('unquoted-value', 'spec.users', [{ name: 'app', sudo: 'ALL=(ALL) NOPASSWD: ALL' }], 'spec.users[0].sudo'),
  // kubeadm and flags
  fault(
    'certificate-validity',
    'spec.kubeadm.certificateValidityPeriodDays',
    1095,
    'spec.kubeadm.certificateValidityPeriodDays',
    { set: { 'spec.kubeadm.caCertificateValidityPeriodDays': 365 } },
  ),
  fault(
    'etcd-endpoint',
    'spec.kubeadm.etcd',
    { external: { endpoints: ['http://10.1.1.1:2379'], caFile: '/a', certFile: '/b', keyFile: '/c' } },
    'spec.kubeadm.etcd.external.endpoints[0]',
  ),
  fault(
    'extra-volume',
    'spec.kubeadm.apiServerExtraVolumes',
    [{ name: 'k8s-certs', hostPath: '/a', mountPath: '/a' }],
    'spec.kubeadm.apiServerExtraVolumes[0].name',
  ),
  fault('image-name', 'spec.kubeadm.imageRepository', 'https://registry.example.test'),
  fault(
    'file-not-mounted',
    'spec.kubeadm.apiServerExtraArgs',
    { 'audit-policy-file': '/etc/a.yaml' },
    'spec.kubeadm.apiServerExtraArgs.audit-policy-file',
  ),
  fault(
    'kubeadm-patch',
    'spec.kubeadm.patches',
    [{ target: 'kube-apiserver', type: 'strategic', patch: '{' }],
    'spec.kubeadm.patches[0].patch',
  ),
  fault(
    'kubeadm-feature-gate',
    'spec.kubeadm.featureGates',
    { EtcdLearnerMode: true },
    'spec.kubeadm.featureGates.EtcdLearnerMode',
  ),
  fault('unknown-phase', 'spec.kubeadm.skipPhases', ['preflite'], 'spec.kubeadm.skipPhases[0]'),
  fault(
    'flag-not-in-version',
    'spec.kubeadm.apiServerExtraArgs',
    { 'insecure-port': '0' },
    'spec.kubeadm.apiServerExtraArgs.insecure-port',
  ),
  fault(
    'flag-owned',
    'spec.kubeadm.apiServerExtraArgs',
    { 'etcd-servers': 'https://10.1.1.1:2379' },
    'spec.kubeadm.apiServerExtraArgs.etcd-servers',
  ),
  fault(
    'flag-contradicts',
    'spec.kubeadm.apiServerExtraArgs',
    { 'secure-port': '8443' },
    'spec.kubeadm.apiServerExtraArgs.secure-port',
  ),
  fault(
    'flag-per-node',
    'spec.node.kubeletExtraArgs',
    { 'node-ip': '10.1.10.31' },
    'spec.node.kubeletExtraArgs.node-ip',
  ),
  fault('port-in-use', 'spec.clusterNetwork.apiServerPort', 10250),
  // vSphere
  fault(
    'pci-device',
    'spec.workers[0].machine',
    { pciDevices: [{ deviceId: 7864 }] },
    'spec.workers[0].machine.pciDevices[0]',
  ),
  fault('no-cloud-provider', 'spec.cloudProvider', undefined),
  fault('machine-size', 'spec.machine.memoryMiB', 4097),
  fault('machine-size', 'spec.machine.numCoresPerSocket', 3),
  fault('release-limit', 'spec.machine.numCPUs', 1),
  fault('snapshot-without-linked-clone', 'spec.machine.snapshot', 'base'),
  fault('timeout-without-try-soft', 'spec.machine.guestSoftPowerOffTimeoutSeconds', 60),
  fault('unknown-failure-domain', 'spec.workers[0].failureDomain', 'nowhere'),
  // What stands in several places
  fault('version-is-a-number', 'spec.kubernetesVersion', 1.34),
  fault(
    'slot-without-address',
    'spec.controlPlane.network',
    { extraDevices: [{ name: 'storage', addresses: ['10.9.0.31-32/24'] }] },
    'spec.controlPlane.network.extraDevices[0].addresses',
  ),
  fault('vip-unknown', 'spec.loadBalancer', { type: 'KubeVIP' }, 'spec.loadBalancer.addresses', {
    set: { 'spec.controlPlaneEndpoint': 'api.example.test:6443' },
  }),
  fault('vip-without-rights', 'spec.loadBalancer', { type: 'KubeVIP' }, 'spec.kubeadm.skipPhases[0]', {
    set: { 'spec.kubeadm.skipPhases': ['kubeconfig/super-admin'] },
  }),
  fault('vip-port', 'spec.loadBalancer', { type: 'KubeVIP' }, 'spec.controlPlaneEndpoint', {
    set: { 'spec.controlPlaneEndpoint': '10.1.10.10:443' },
  }),
  fault(
    'api-server-config',
    'spec.kubeadm.auditPolicy',
    { policy: 'apiVersion: audit.k8s.io/v1\nkind: Policy\nrules: [{level: Everything}]\n' },
    'spec.kubeadm.auditPolicy.policy',
  ),
  fault(
    'dual-stack-too-early',
    'spec.clusterNetwork',
    { pods: ['10.244.0.0/16', 'fd00:10:244::/56'], services: ['10.96.0.0/12', 'fd00:10:96::/112'] },
    'spec.clusterNetwork.pods[1]',
    {
      set: { 'spec.capvVersion': 'v0.8.2', 'spec.kubernetesVersion': 'v1.20.1' },
      also: ['dual-stack-too-early spec.clusterNetwork.services[1]'],
    },
  ),
  fault(
    'invalid-disk-setup',
    'spec.node.diskSetup',
    { partitions: [{ device: '/dev/sda', layout: true, overwrite: true }] },
    'spec.node.diskSetup.partitions[0].overwrite',
  ),
  fault(
    'hidden-by-mount',
    'spec.controlPlane.node',
    { mounts: [['/dev/sdb1', '/etc/kubernetes']] },
    'spec.controlPlane.node.mounts[0][1]',
  ),
  fault(
    'etcd-folder',
    'spec.controlPlane.node',
    { mounts: [['LABEL=data', '/var/lib/etcd', 'ext4']] },
    'spec.controlPlane.node.mounts[0][1]',
  ),
  fault(
    'failure-domain-selector',
    'spec.failureDomains',
    [{ name: 'shared', existing: true }],
    'spec.failureDomainSelector',
    { into: 'pools' },
  ),
  fault('kube-vip-version', 'spec.loadBalancer', { type: 'KubeVIP', version: 'v0.3.0' }, 'spec.loadBalancer.version'),
  fault(
    'vip-families',
    'spec.loadBalancer',
    { type: 'KubeVIP', addresses: ['10.1.10.10', '10.1.10.11'] },
    'spec.loadBalancer.addresses[1]',
  ),
  fault('vip-network', 'spec.loadBalancer', { type: 'KubeVIP' }, 'spec.controlPlaneEndpoint', {
    set: { 'spec.controlPlaneEndpoint': '10.77.0.10:6443' },
  }),
  fault(
    'ignition-config',
    'spec.node',
    { format: 'ignition', ignition: { additionalConfig: 'a: [' } },
    'spec.node.ignition.additionalConfig',
  ),
  fault(
    'cloud-provider-credentials',
    'spec.cloudProvider',
    { type: 'Managed' },
    'spec.cloudProvider.credentialsSecret',
  ),
  fault(
    'cloud-provider-image',
    'spec.cloudProvider',
    { type: 'Managed', credentialsSecret: 'vc' },
    'spec.cloudProvider.image',
    {
      also: ['cloud-provider-image spec.cloudProvider.version'],
      set: { 'spec.capvVersion': 'v1.5', 'spec.kubernetesVersion': 'v1.25.6' },
    },
  ),
  fault(
    'admission-plugin',
    'spec.kubeadm.apiServerExtraArgs',
    { 'enable-admission-plugins': 'NodeRestriction,PodSecurityPolicy' },
    'spec.kubeadm.apiServerExtraArgs.enable-admission-plugins',
  ),
  fault('addon', 'spec.addons', [{ configMap: 'a' }, { configMap: 'a' }], 'spec.addons[1].configMap'),
  fault(
    'vip-is-taken',
    'spec.loadBalancer',
    { type: 'KubeVIP', addresses: ['10.1.0.53'] },
    'spec.loadBalancer.addresses[0]',
    {
      set: {
        'spec.controlPlaneEndpoint': 'api.example.test:6443',
        'spec.controlPlane.addresses': ['10.1.10.31-33/16'],
      },
    },
  ),
  // Between several fields, or clusters
  fault('failure-domain', 'spec.failureDomains[1].zone', undefined, 'spec.failureDomains[1].zone', { into: 'zones' }),
  fault(
    'failure-domain-addresses',
    'spec.failureDomains',
    [{ ...zone('a'), networks: [{ name: 'management', addresses: ['10.1.10.41-44/24'], gateway: '10.1.10.1' }] }],
    'spec.failureDomains[0].networks[0].addresses',
    { set: { 'spec.controlPlane.failureDomains': ['a'] } },
  ),
  fault('failure-domains-of-others', 'spec.capvVersion', 'v1.6.1', 'spec.controlPlane.type', {
    into: 'pools',
    set: { 'spec.kubernetesVersion': 'v1.25.6', 'spec.controlPlane.addresses': undefined, 'spec.network': DHCP },
  }),
  fault(
    'identity-shared',
    'spec.vsphere.identityRef',
    { kind: 'Secret', name: 'vcenter' },
    'spec.vsphere.identityRef.name',
    { set: { 'metadata.namespace': 'zones' } },
  ),
  fault('vm-name-collision', 'spec.vsphere.folder', 'zones', 'metadata.name', { set: { 'metadata.name': 'zones' } }),
  fault('vip-interface', 'spec.loadBalancer', { type: 'KubeVIP' }, 'spec.loadBalancer.interface', {
    set: {
      'spec.network.gateway': undefined,
      'spec.network.extraDevices': [{ name: 'uplink', addresses: ['10.9.0.31-33/24'], gateway: '10.9.0.1' }],
    },
  }),
  fault(
    'ip-families',
    'spec.cloudProvider',
    {
      type: 'Managed',
      credentialsSecret: 'vc',
      ipFamilies: ['ipv4', 'ipv4'],
    },
    'spec.cloudProvider.ipFamilies',
  ),
  fault(
    'zone-categories',
    'spec.failureDomains[1].zone.tagCategory',
    'rack',
    'spec.failureDomains[1].zone.tagCategory',
    {
      into: 'zones',
      set: {
        'spec.cloudProvider': {
          type: 'Managed',
          credentialsSecret: 'vc',
          image: 'registry.example.test/cpi',
          version: 'v1.25.3',
        },
      },
    },
  ),
  // Document
  fault(
    'exclusive-fields',
    'spec.node.files',
    [{ path: '/etc/a', content: 'x', contentFrom: { secret: { name: 'a', key: 'b' } } }],
    'spec.node.files[0].contentFrom',
  ),
  fault('missing-choice', 'spec.node.files', [{ path: '/etc/a' }], 'spec.node.files[0]'),
  fault(
    'patch-does-not-apply',
    'spec.patches',
    [{ patch: '[{op: remove, path: /spec/nothing}]', target: { kind: 'Cluster' } }],
    'spec.patches[0].patch',
  ),
  fault('unknown-code', 'spec.acknowledge', ['cluster-ca-owned-by-node', 'no-thumbprin'], 'spec.acknowledge[1]'),
  fault(
    'cannot-acknowledge',
    'spec.acknowledge',
    ['cluster-ca-owned-by-node', 'duplicate-address'],
    'spec.acknowledge[1]',
  ),
  fault('patch-syntax', 'spec.patches', [{ patch: '{', target: { kind: 'Cluster' } }], 'spec.patches[0].patch'),
  fault(
    'patch-matches-nothing',
    'spec.patches',
    [{ patch: 'metadata: {labels: {a: b}}', target: { kind: 'Deployment' } }],
    'spec.patches[0]',
  ),
  fault(
    'patch-touches-identity',
    'spec.patches',
    [{ patch: '[{op: replace, path: /metadata/name, value: other}]', target: { kind: 'Cluster' } }],
    'spec.patches[0].patch',
  ),
]

interface More {
  readonly into?: Fault['into']
  readonly set?: Fault['set']
  readonly also?: readonly string[]
}

function fault(code: ProblemCode, path: string, value: Json | undefined, at = path, more: More = {}): Fault {
  const { into = 'machines', set = {}, also = [] } = more
  return { code, into, set: { ...set, [path]: value }, at, also }
}
