// What webhooks and controllers write outside `status`, as observed on Cluster API v1.13 with CAPV v1.16 (v1beta2) and on
// Cluster API v1.10 with CAPV v1.13 (v1beta1). One entry a line of that observation.

import type { JsonObject } from '../../src/manifest.ts'

/** What the server writes into every object of these kinds. */
export interface Write {
  readonly kinds: readonly string[]
  readonly patch: JsonObject
}

const INSTANCES = ['Cluster', 'VSphereCluster', 'KubeadmConfig', 'Machine', 'VSphereMachine', 'MachineDeployment']
const MADE = ['KubeadmControlPlane', 'MachineHealthCheck', 'InClusterIPPool']
const OWNER = {
  ownerReferences: [{ apiVersion: 'cluster.x-k8s.io/v1beta2', kind: 'Cluster', name: 'alpha', uid: '1' }],
}
const TEMPLATE_LABELS = { 'cluster.x-k8s.io/cluster-name': 'alpha', 'cluster.x-k8s.io/deployment-name': 'alpha-small' }

export const V1BETA2: readonly (readonly [string, Write])[] = [
  [
    'the endpoint of the Cluster',
    { kinds: ['Cluster'], patch: { spec: { controlPlaneEndpoint: { host: '10.0.0.10', port: 6443 } } } },
  ],
  [
    'the deletion timeout of a Machine',
    { kinds: ['Machine'], patch: { spec: { deletion: { nodeDeletionTimeoutSeconds: 10 } } } },
  ],
  [
    'bootstrap data, provider ID and host label of a Machine',
    {
      kinds: ['Machine'],
      patch: {
        metadata: { labels: { 'node.cluster.x-k8s.io/esxi-host': 'esx1' } },
        spec: { bootstrap: { dataSecretName: 'alpha-controlplane-0' }, providerID: 'vsphere://1' },
      },
    },
  ],
  [
    'the provider ID of a VSphereMachine',
    { kinds: ['VSphereMachine'], patch: { spec: { providerID: 'vsphere://1' } } },
  ],
  [
    'the discovery of joining nodes, token included',
    {
      kinds: ['KubeadmConfig'],
      patch: {
        spec: {
          joinConfiguration: {
            controlPlane: {},
            discovery: {
              bootstrapToken: {
                token: 'abcdef.0123456789abcdef',
                apiServerEndpoint: '10.0.0.10:6443',
                caCertHashes: ['sha256:1'],
              },
            },
          },
        },
      },
    },
  ],
  [
    'labels and revision of a MachineDeployment',
    {
      kinds: ['MachineDeployment'],
      patch: {
        metadata: {
          labels: { 'cluster.x-k8s.io/cluster-name': 'alpha' },
          annotations: { 'machinedeployment.clusters.x-k8s.io/revision': '1' },
        },
        spec: { selector: { matchLabels: TEMPLATE_LABELS }, template: { metadata: { labels: TEMPLATE_LABELS } } },
      },
    },
  ],
  [
    'the cluster label of a VSphereCluster and a KubeadmConfig',
    {
      kinds: ['VSphereCluster', 'KubeadmConfig'],
      patch: { metadata: { labels: { 'cluster.x-k8s.io/cluster-name': 'alpha' } } },
    },
  ],
  [
    'owners and finalizers',
    { kinds: INSTANCES, patch: { metadata: { ...OWNER, finalizers: ['machine.cluster.x-k8s.io'] } } },
  ],
  [
    'the owners of templates',
    { kinds: ['KubeadmConfigTemplate', 'VSphereMachineTemplate'], patch: { metadata: OWNER } },
  ],
  [
    'the cluster label, owners and finalizers of what controls machines',
    {
      kinds: MADE,
      patch: { metadata: { labels: { 'cluster.x-k8s.io/cluster-name': 'alpha' }, ...OWNER, finalizers: ['a/b'] } },
    },
  ],
  [
    'the owner of a failure domain, and the finalizer of its zone',
    {
      kinds: ['VSphereFailureDomain', 'VSphereDeploymentZone'],
      patch: { metadata: { ...OWNER, finalizers: ['a/b'] } },
    },
  ],
  [
    'the strategy of a KubeadmControlPlane',
    { kinds: ['KubeadmControlPlane'], patch: { spec: { rollout: { strategy: { type: 'RollingUpdate' } } } } },
  ],
]

export const V1BETA1: readonly (readonly [string, Write])[] = [
  [
    'the namespace of references',
    {
      kinds: ['Machine'],
      patch: {
        spec: { infrastructureRef: { namespace: 'clusters' }, bootstrap: { configRef: { namespace: 'clusters' } } },
      },
    },
  ],
  [
    'the namespace of the cluster reference',
    { kinds: ['Cluster'], patch: { spec: { infrastructureRef: { namespace: 'clusters' } } } },
  ],
  ['the format of a KubeadmConfig', { kinds: ['KubeadmConfig'], patch: { spec: { format: 'cloud-config' } } }],
  [
    'the pull policy of images',
    {
      kinds: ['KubeadmConfig'],
      patch: {
        spec: {
          initConfiguration: { nodeRegistration: { imagePullPolicy: 'IfNotPresent' } },
          joinConfiguration: { nodeRegistration: { imagePullPolicy: 'IfNotPresent' } },
        },
      },
    },
  ],
  [
    'empty parts of kubeadm',
    {
      kinds: ['KubeadmConfig'],
      patch: {
        spec: {
          clusterConfiguration: { dns: {}, etcd: {}, networking: {}, scheduler: {} },
          initConfiguration: { localAPIEndpoint: {} },
          joinConfiguration: { discovery: {} },
        },
      },
    },
  ],
  [
    'the same parts and metadata in a template',
    {
      kinds: ['KubeadmConfigTemplate'],
      patch: {
        spec: { template: { metadata: {}, spec: { format: 'cloud-config', joinConfiguration: { discovery: {} } } } },
      },
    },
  ],
  [
    'limits of a MachineDeployment',
    {
      kinds: ['MachineDeployment'],
      patch: { spec: { minReadySeconds: 0, progressDeadlineSeconds: 600, revisionHistoryLimit: 1 } },
    },
  ],
  ['the deletion timeout of a Machine', { kinds: ['Machine'], patch: { spec: { nodeDeletionTimeout: '10s' } } }],
  [
    'names and networks on the node that ran init',
    {
      kinds: ['KubeadmConfig'],
      patch: {
        spec: {
          clusterConfiguration: {
            clusterName: 'alpha',
            kubernetesVersion: 'v1.32.4',
            networking: { podSubnet: '10.1.0.0/16', serviceSubnet: '10.2.0.0/16', dnsDomain: 'alpha.local' },
          },
        },
      },
    },
  ],
  [
    'the namespace of the references of a control plane',
    {
      kinds: ['KubeadmControlPlane'],
      patch: { spec: { machineTemplate: { infrastructureRef: { namespace: 'clusters' } } } },
    },
  ],
  [
    'the format, empty parts and pull policy of a control plane',
    {
      kinds: ['KubeadmControlPlane'],
      patch: {
        spec: {
          kubeadmConfigSpec: {
            format: 'cloud-config',
            clusterConfiguration: { dns: {}, etcd: {}, networking: {}, scheduler: {} },
            initConfiguration: { localAPIEndpoint: {}, nodeRegistration: { imagePullPolicy: 'IfNotPresent' } },
            joinConfiguration: { discovery: {}, nodeRegistration: { imagePullPolicy: 'IfNotPresent' } },
          },
        },
      },
    },
  ],
  [
    'that no region or zone is configured by itself',
    {
      kinds: ['VSphereFailureDomain'],
      patch: { spec: { region: { autoConfigure: false }, zone: { autoConfigure: false } } },
    },
  ],
]
