// The node objects of the cluster that this project began with, as its author lists them, and the HACluster that must give them.
// One value differs: the name in the API server's certificate stands in `apiServer.certSANs`, the field that kubeadm reads.

import type { Manifest } from '../../src/manifest.ts'
import type { Spec } from './sample-clusters.ts'

export const SEED_SPEC: Spec = {
  kubernetesVersion: '1.16.3',
  controlPlaneEndpoint: '192.168.10.18:6443',
  loadBalancer: { type: 'Nginx' },
  vsphere: { server: 'vcenter.timcarr.net', datacenter: 'lab' },
  machine: { template: 'ubuntu-1804-kube-v1.16.3', numCPUs: 2, memoryMiB: 2048, diskGiB: 50 },
  network: {
    name: 'management',
    gateway: '192.168.10.1',
    nameservers: ['192.168.10.50', '192.168.10.51'],
    searchDomains: ['timcarr.net'],
  },
  controlPlane: { type: 'Machines', addresses: ['192.168.10.31-33/24'] },
  kubeadm: { imageRepository: 'k8s.gcr.io' },
  sshAuthorizedKeys: ['The public side of an SSH key pair.'],
}

const BOOTSTRAP = 'bootstrap.cluster.x-k8s.io/v1alpha2'
const CORE = 'cluster.x-k8s.io/v1alpha2'
const INFRASTRUCTURE = 'infrastructure.cluster.x-k8s.io/v1alpha2'

const labels = { 'cluster.x-k8s.io/cluster-name': 'capv-5', 'cluster.x-k8s.io/control-plane': 'true' }

const nodeRegistration = {
  criSocket: '/var/run/containerd/containerd.sock',
  kubeletExtraArgs: { 'cloud-provider': 'external' },
  name: '{{ ds.meta_data.hostname }}',
}

const initAndCluster = {
  clusterConfiguration: {
    apiServer: { certSANs: ['192.168.10.18'], extraArgs: { 'cloud-provider': 'external' } },
    controllerManager: { extraArgs: { 'cloud-provider': 'external' } },
    controlPlaneEndpoint: '192.168.10.18:6443',
    imageRepository: 'k8s.gcr.io',
  },
  initConfiguration: { nodeRegistration },
}

const join = { joinConfiguration: { nodeRegistration } }

const everyNode = {
  preKubeadmCommands: [
    'hostname "{{ ds.meta_data.hostname }}"',
    'echo "::1         ipv6-localhost ipv6-loopback" >/etc/hosts',
    'echo "127.0.0.1   localhost {{ ds.meta_data.hostname }}" >>/etc/hosts',
    'echo "{{ ds.meta_data.hostname }}" >/etc/hostname',
  ],
  users: [{ name: 'capv', sshAuthorizedKeys: ['The public side of an SSH key pair.'], sudo: 'ALL=(ALL) NOPASSWD:ALL' }],
}

/** KubeadmConfig, Machine and VSphereMachine of each node, in the order of the listing. */
export const SEED_NODES: readonly Manifest[] = [
  ...node('capv-5-controlplane-0', '192.168.10.31/24', initAndCluster),
  ...node('capv-5-controlplane-1', '192.168.10.32/24', join),
  ...node('capv-5-controlplane-2', '192.168.10.33/24', join),
]

function node(name: string, address: string, kubeadm: typeof initAndCluster | typeof join): readonly Manifest[] {
  const namespace = 'default'
  return [
    { apiVersion: BOOTSTRAP, kind: 'KubeadmConfig', metadata: { name, namespace }, spec: { ...kubeadm, ...everyNode } },
    {
      apiVersion: CORE,
      kind: 'Machine',
      metadata: { name, namespace, labels },
      spec: {
        bootstrap: { configRef: { apiVersion: BOOTSTRAP, kind: 'KubeadmConfig', name, namespace } },
        infrastructureRef: { apiVersion: INFRASTRUCTURE, kind: 'VSphereMachine', name, namespace },
        version: '1.16.3',
      },
    },
    {
      apiVersion: INFRASTRUCTURE,
      kind: 'VSphereMachine',
      metadata: { name, namespace, labels },
      spec: {
        datacenter: 'lab',
        diskGiB: 50,
        memoryMiB: 2048,
        network: {
          devices: [
            {
              dhcp4: false,
              dhcp6: false,
              gateway4: '192.168.10.1',
              ipAddrs: [address],
              nameservers: ['192.168.10.50', '192.168.10.51'],
              networkName: 'management',
              searchDomains: ['timcarr.net'],
            },
          ],
        },
        numCPUs: 2,
        template: 'ubuntu-1804-kube-v1.16.3',
      },
    },
  ]
}
