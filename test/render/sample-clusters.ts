// HAClusters for the tests of the printers, from small to rich, and the shortest way from one to its manifests.

import { resolve } from '../../src/config/resolve/resolve.ts'
import type { HACluster, HAClusterSpec } from '../../src/config/schema/hacluster.ts'
import type { Profile } from '../../src/facts/releases.ts'
import type { Manifest } from '../../src/manifest.ts'
import type { Plan } from '../../src/plan/model.ts'
import { plan } from '../../src/plan/plan.ts'
import { render } from '../../src/render/index.ts'
import { printYaml } from '../../src/write/yaml.ts'

export type Spec = Partial<HAClusterSpec>

/** The newest release of each profile that the schemas in use were taken from. */
export const RELEASE_OF: Readonly<Record<Profile, string>> = {
  v1alpha2: 'v0.5.4',
  v1alpha3: 'v0.7.12',
  v1alpha4: 'v0.8.2',
  v1beta1: 'v1.13.1',
  mixed: 'v1.15.3',
  v1beta2: 'v1.16.1',
}

/** Without checks: what a test renders must be valid by itself. */
export function renderSpec(capvVersion: string, spec: Spec = {}, metadata = METADATA): readonly Manifest[] {
  return render(planSpec(capvVersion, spec, metadata), value => printYaml(value))
}

export function planSpec(capvVersion: string, spec: Spec = {}, metadata = METADATA): Plan {
  const resolved = resolve({ ...haCluster(capvVersion, spec), metadata })
  const { release } = resolved
  if (release === undefined) throw new Error(`${capvVersion} is no release`)
  return plan({ ...resolved, release })
}

export function haCluster(capvVersion: string, spec: Spec = {}): HACluster {
  return {
    apiVersion: 'capv-ha.dev/v1alpha1',
    kind: 'HACluster',
    metadata: METADATA,
    spec: { ...SMALL, capvVersion, ...spec },
  }
}

const METADATA: HACluster['metadata'] = { name: 'alpha', namespace: 'clusters' }

const SMALL: Omit<HAClusterSpec, 'capvVersion'> = {
  kubernetesVersion: '1.32.4',
  controlPlaneEndpoint: '10.0.0.10:6443',
  loadBalancer: { type: 'External' },
  vsphere: { server: 'vcenter.example.test', datacenter: 'lab', datastore: 'ds1' },
  machine: { template: 'ubuntu', memoryMiB: 4096, diskGiB: 40 },
  network: { name: 'management', gateway: '10.0.0.1', nameservers: ['10.0.0.2'] },
  controlPlane: { type: 'Machines', addresses: ['10.0.0.11-13/24'] },
  sshAuthorizedKeys: ['ssh-ed25519 AAAA admin'],
}

/** Everything that all releases can carry. */
export const RICH: Spec = {
  clusterNetwork: {
    pods: ['10.1.0.0/16'],
    services: ['10.2.0.0/16'],
    serviceDomain: 'alpha.local',
    apiServerPort: 6444,
  },
  loadBalancer: { type: 'HAProxy' },
  labels: { team: 'platform' },
  annotations: { 'example.test/note': 'yes' },
  cloudProvider: { type: 'Unmanaged' },
  kubeadm: {
    imageRepository: 'registry.example.test/k8s',
    certSANs: ['api.example.test'],
    apiServerExtraArgs: { v: '2', 'audit-log-path': '-' },
    schedulerExtraArgs: { 'bind-address': '0.0.0.0' },
    apiServerExtraVolumes: [
      { name: 'keys', hostPath: '/etc/keys', mountPath: '/etc/keys', readOnly: true, pathType: 'Directory' },
      { name: 'cache', hostPath: '/var/cache/api', mountPath: '/cache', readOnly: false },
    ],
    etcd: { local: { imageTag: '3.5.1-0', extraArgs: { 'quota-backend-bytes': '8589934592' } } },
    dns: { imageRepository: 'registry.example.test/coredns', imageTag: 'v1.9.3' },
    featureGates: { RootlessControlPlane: false },
    timeouts: { controlPlaneComponentHealthCheckSeconds: 300, tlsBootstrapSeconds: 600 },
  },
  users: [{ name: 'ops', sudo: 'ALL=(ALL) ALL', lockPassword: true, sshAuthorizedKeys: ['ssh-ed25519 AAAA ops'] }],
  node: {
    files: [
      { path: '/etc/motd', content: 'hello\n', owner: 'root:root', permissions: '0644' },
      { path: '/etc/empty', content: '' },
    ],
    preKubeadmCommands: ['true'],
    postKubeadmCommands: ['false || true'],
    kubeletExtraArgs: { 'max-pods': '200', 'allowed-unsafe-sysctls': 'net.*' },
  },
  network: {
    name: 'management',
    gateway: '10.0.0.1',
    gateway6: '2001:0DB8:0000:0000:0000:0000:0000:0001',
    nameservers: ['10.0.0.2', '2001:0db8::0002'],
    searchDomains: ['example.test'],
    mtu: 9000,
    routes: [
      { to: '172.16.0.0/12', via: '10.0.0.254', metric: 100 },
      { to: '2001:0db8:ffff:0000:0000:0000:0000:0000/64', via: '2001:0db8:0000:0000:0000:0000:0000:00fe', metric: 5 },
    ],
    extraDevices: [{ name: 'storage', addresses: ['10.9.0.11-13/24'], mtu: 9000 }],
  },
  controlPlane: {
    type: 'Machines',
    addresses: ['10.0.0.11-13/24', '2001:db8::11-13/64'],
    labels: { 'example.test/role': 'control-plane' },
    taints: [],
    nodes: [{ index: 1, kubernetesVersion: 'v1.32.5', machine: { numCPUs: 8, numCoresPerSocket: 4 } }],
  },
  workers: [
    {
      name: 'small',
      labels: { 'example.test/tier': 'small' },
      network: { name: 'workers', dhcp4: true, extraDevices: null, routes: null },
    },
    {
      name: 'large',
      autoscale: { min: 0, max: 5 },
      kubernetesVersion: '1.32.3',
      machine: { memoryMiB: 65536 },
      network: { name: 'workers', dhcp4: true, dhcp6: true, extraDevices: null },
      taints: [{ key: 'dedicated', value: 'batch', effect: 'NoSchedule' }],
      rollout: { maxSurge: '25%', maxUnavailable: 1 },
    },
  ],
}

/** What v1alpha3 and later add. */
export const RICH_V1ALPHA3: Spec = {
  ...RICH,
  addons: [{ configMap: 'calico' }, { secret: 'registry' }],
  vsphere: {
    server: 'vcenter.example.test',
    thumbprint: 'AB:CD',
    datacenter: 'lab',
    datastore: 'ds1',
    folder: 'vm',
    resourcePool: '*/Resources',
    storagePolicyName: 'gold',
    identityRef: { kind: 'VSphereClusterIdentity', name: 'shared' },
  },
  machine: {
    template: 'ubuntu',
    memoryMiB: 4096,
    diskGiB: 40,
    cloneMode: 'linkedClone',
    snapshot: 'base',
    customVMXKeys: { 'disk.EnableUUID': 'TRUE' },
  },
  controlPlane: {
    type: 'Machines',
    addresses: ['10.0.0.11-13/24', '2001:db8::11-13/64'],
    nodeDrainTimeoutSeconds: 600,
    labels: { 'example.test/role': 'control-plane' },
    taints: [],
    nodes: [
      { index: 1, kubernetesVersion: 'v1.32.5', machine: { numCPUs: 8, numCoresPerSocket: 4, folder: 'vm/big' } },
    ],
  },
  workers: (RICH.workers ?? []).map(pool => ({ ...pool, nodeDrainTimeoutSeconds: 90 })),
}

/** What CAPV v1.13 and later add. */
export const RICH_V1BETA1: Spec = {
  ...RICH_V1ALPHA3,
  machine: {
    ...RICH_V1ALPHA3.machine,
    additionalDisksGiB: [10, 20],
    dataDisks: [
      { name: 'data', sizeGiB: 100, provisioningMode: 'Thin' },
      { name: 'logs', sizeGiB: 10 },
    ],
    tagIDs: ['urn:vmomi:InventoryServiceTag:5736bf56-49f5-4667-b38c-b97e09dc9578:GLOBAL'],
    pciDevices: [{ deviceId: 4660, vendorId: 4318, customLabel: 'fast' }, { vGPUProfile: 'grid_v100-4q' }],
    hardwareVersion: 'vmx-19',
    powerOffMode: 'trySoft',
    guestSoftPowerOffTimeoutSeconds: 300,
    naming: { template: '{{ .machine.name }}-vm' },
  },
  workers: [
    ...(RICH_V1ALPHA3.workers ?? []),
    {
      name: 'pooled',
      labels: { 'node-role.kubernetes.io/worker': '' },
      network: {
        name: 'workers',
        extraDevices: [
          { name: 'spare', skipIPAllocation: true },
          { name: 'dhcp', dhcp4: true, dhcp4Overrides: { useDNS: false, useRoutes: 'gateway', routeMetric: 200 } },
        ],
        addressesFromPools: [{ apiGroup: 'ipam.cluster.x-k8s.io', kind: 'InClusterIPPool', name: 'workers' }],
      },
    },
  ],
}

/** What CAPV v1.16 and later add. */
export const RICH_V1BETA2: Spec = {
  ...RICH_V1BETA1,
  machine: {
    ...RICH_V1BETA1.machine,
    cryptoKeyID: 'kms-1',
    cryptoProfile: 'encrypted',
    migrateEncryption: 'required',
    ftEncryptionMode: 'ftEncryptionRequired',
    nestedHV: true,
  },
}

/** The richest cluster of each profile with a standalone control plane. */
export const RICHEST: Readonly<Record<Profile, Spec>> = {
  v1alpha2: RICH,
  v1alpha3: RICH_V1ALPHA3,
  v1alpha4: RICH_V1ALPHA3,
  v1beta1: RICH_V1BETA1,
  mixed: RICH_V1BETA1,
  v1beta2: RICH_V1BETA2,
}

const REGION = { name: 'dc1', type: 'Datacenter', tagCategory: 'k8s-region' } as const
const RACK_A = { name: 'rack-a', type: 'ComputeCluster', tagCategory: 'k8s-zone' } as const
const RACK_B = { name: 'rack-b', type: 'HostGroup', tagCategory: 'k8s-zone' } as const

/** A KubeadmControlPlane with everything that v1alpha3 and later can carry, over failure domains. */
export const REPLICATED_V1ALPHA3: Spec = {
  ...RICH_V1ALPHA3,
  loadBalancer: { type: 'External' },
  network: {
    name: 'management',
    dhcp4: true,
    nameservers: ['10.0.0.2'],
    extraDevices: [{ name: 'storage', dhcp4: true }],
  },
  failureDomains: [
    {
      ...{ name: 'rack-a', region: REGION, zone: RACK_A, datacenter: 'lab', computeCluster: 'cl-a', datastore: 'ds-a' },
      ...{ folder: 'vm/a', resourcePool: 'rp-a', networks: ['management-a', 'storage-a'] },
    },
    {
      ...{
        name: 'rack-b',
        controlPlane: false,
        region: REGION,
        zone: RACK_B,
        datacenter: 'lab-b',
        computeCluster: 'cl',
      },
      hosts: { vmGroupName: 'vms-b', hostGroupName: 'hosts-b' },
    },
  ],
  controlPlane: {
    type: 'KubeadmControlPlane',
    replicas: 5,
    labels: { 'example.test/role': 'control-plane' },
    taints: [],
    nodeDrainTimeoutSeconds: 600,
    healthCheck: {},
    rollout: { maxSurge: 0, after: '2027-01-31T04:00:00+02:00' },
  },
  workers: [
    {
      name: 'small',
      replicas: 3,
      failureDomain: 'rack-b',
      nodeDrainTimeoutSeconds: 90,
      healthCheck: {
        nodeStartupTimeoutSeconds: 600,
        maxUnhealthy: 1,
        unhealthyNodeConditions: [{ type: 'DiskPressure', status: 'True', timeoutSeconds: 3600 }],
      },
    },
  ],
}

/** The same with fixed addresses, and with what CAPV v1.13 and later add. */
export const REPLICATED_V1BETA1: Spec = {
  ...REPLICATED_V1ALPHA3,
  cloudProvider: { type: 'Managed', credentialsSecret: 'vsphere' },
  machine: { ...RICH_V1BETA1.machine },
  loadBalancer: { type: 'HAProxy' },
  network: {
    name: 'management',
    nameservers: ['10.0.0.2'],
    extraDevices: [{ name: 'storage', addresses: ['10.9.0.11-16/24', '2001:db8:9::11-16/64'] }],
  },
  failureDomains: [
    {
      ...{ name: 'rack-a', region: REGION, zone: RACK_A, datacenter: 'lab', computeCluster: 'cl-a', datastore: 'ds-a' },
      networks: [
        {
          name: 'management-a',
          addresses: ['2001:0db8:0:a::11-1a/64', '10.0.1.11-20/24'],
          gateway: '10.0.1.1',
          gateway6: '2001:0db8:0:a::1',
          nameservers: ['2001:0db8::0002'],
          searchDomains: ['a.example.test'],
        },
      ],
    },
    {
      ...{ name: 'rack-b', region: REGION, zone: RACK_B, datacenter: 'lab-b', computeCluster: 'cl', folder: 'vm/b' },
      hosts: { vmGroupName: 'vms-b', hostGroupName: 'hosts-b' },
      networks: [
        { name: 'management-b', addresses: ['10.0.2.11-20/24'], gateway: '10.0.2.1', dhcp4: false, dhcp6: true },
      ],
    },
  ],
  controlPlane: {
    ...{ type: 'KubeadmControlPlane', replicas: 5, taints: [], healthCheck: {}, nodeDrainTimeoutSeconds: 600 },
    labels: { 'example.test/role': 'control-plane', 'node-role.kubernetes.io/etcd': '' },
    nodeVolumeDetachTimeoutSeconds: 300,
    nodeDeletionTimeoutSeconds: 0,
    rollout: { after: '2027-01-31T04:00:00.5+02:00' },
    remediation: { maxRetry: 3, retryPeriodSeconds: 600, minHealthyPeriodSeconds: 3600 },
    machineNaming: { template: '{{ .cluster.name }}-cp-{{ .random }}' },
  },
  workers: [
    {
      ...{ name: 'small', replicas: 3, failureDomain: 'rack-b', healthCheck: { maxUnhealthy: 1 } },
      network: { extraDevices: null },
      nodeVolumeDetachTimeoutSeconds: 300,
      nodeDeletionTimeoutSeconds: 0,
      rollout: { after: '2027-01-31T04:00:00Z' },
      machineNaming: { template: '{{ .machineSet.name }}-{{ .random }}' },
    },
    {
      name: 'large',
      network: { name: 'workers', gateway: '10.0.3.1', extraDevices: null },
      addresses: ['10.0.3.11/24', '10.0.3.13-15/24'],
      autoscale: { min: 1, max: 4 },
    },
  ],
}

/** The richest cluster of each profile with a KubeadmControlPlane. */
export const REPLICATED: Readonly<Record<Exclude<Profile, 'v1alpha2'>, Spec>> = {
  v1alpha3: REPLICATED_V1ALPHA3,
  v1alpha4: REPLICATED_V1ALPHA3,
  v1beta1: REPLICATED_V1BETA1,
  mixed: REPLICATED_V1BETA1,
  v1beta2: REPLICATED_V1BETA1,
}

/** From small to rich, with every type of control plane that the profile has. */
export function samplesOf(profile: Profile): readonly Spec[] {
  // With one address a node leaves out what it advertises, and says the port all the same.
  const otherPort: Spec = { clusterNetwork: { apiServerPort: 6444 } }
  return [{}, RICHEST[profile], ...(profile === 'v1alpha2' ? [] : [REPLICATED[profile]]), otherPort]
}
