// The largest and smallest values that a release's schemas take, where the schema of HACluster takes more.
// Source: the CRDs of kubernetes-sigs/cluster-api (maxima of v1beta1 since v1.10.0, v1beta2 since v1.11.0) and of
// kubernetes-sigs/cluster-api-provider-vsphere (v1beta2, since v1.16.0).

import type { Version } from './releases.ts'

/** How much of a value is allowed: characters of a text, entries of a list or map, or the number itself. */
export interface Limit {
  readonly most?: number
  readonly least?: number
  readonly project: 'CAPV' | 'Cluster API'
  readonly since: Version
}

const MOST_INT32 = 2 ** 31 - 1

/** Keys as `usedFields` takes them. */
export const RELEASE_LIMITS: ReadonlyMap<string, Limit> = new Map([
  ...kubeadm({ most: 200 }, 'node.files'),
  ...kubeadm(
    { most: 100 },
    'users',
    'users[].sshAuthorizedKeys',
    'sshAuthorizedKeys',
    'kubeadm.certSANs',
    'node.ntpServers',
  ),
  ...kubeadm({ most: 100 }, 'controlPlane.taints', 'workers[].taints'),
  ...kubeadm(
    { most: 100 },
    'kubeadm.apiServerExtraVolumes',
    'kubeadm.controllerManagerExtraVolumes',
    'kubeadm.schedulerExtraVolumes',
  ),
  // Commands that capv-ha itself adds count as well.
  ...kubeadm({ most: 990 }, 'node.preKubeadmCommands'),
  ...kubeadm({ most: 1000 }, 'node.postKubeadmCommands'),
  // Those of files depend on how they are carried: checks/nodes/file-size.ts.
  ...kubeadm({ most: 10240 }, 'node.preKubeadmCommands[]', 'node.postKubeadmCommands[]'),
  // Each becomes a file.
  ...kubeadm(
    { most: 10240 },
    'kubeadm.auditPolicy.policy',
    ...['authentication', 'authorization', 'admission'].map(name => `kubeadm.${name}.config`),
    'kubeadm.patches[].patch',
  ),
  ...kubeadm({ most: 50 }, 'kubeadm.skipPhases', 'node.ignorePreflightErrors'),
  ...kubeadm({ most: 512 }, 'node.ignorePreflightErrors[]'),
  ...kubeadm({ most: 256 }, 'kubeadm.encryption.secretRef.key'),
  ...kubeadm({ most: 2048 }, 'users[].sshAuthorizedKeys[]', 'sshAuthorizedKeys[]'),
  ...kubeadm({ most: 512 }, 'node.files[].path', 'node.ntpServers[]', 'kubeadm.imageRepository'),
  ...kubeadm(
    { most: 512 },
    'kubeadm.dns.imageRepository',
    'kubeadm.etcd.local.imageRepository',
    'kubeadm.etcd.local.dataDir',
  ),
  ...kubeadm({ most: 512 }, 'kubeadm.etcd.external.endpoints[]', 'kubeadm.etcd.external.caFile'),
  ...kubeadm({ most: 512 }, 'kubeadm.etcd.external.certFile', 'kubeadm.etcd.external.keyFile'),
  ...kubeadm(
    { most: 512 },
    ...['apiServer', 'controllerManager', 'scheduler'].flatMap(part =>
      ['hostPath', 'mountPath', 'name'].map(name => `kubeadm.${part}ExtraVolumes[].${name}`),
    ),
  ),
  ...kubeadm({ most: 256 }, 'kubeadm.dns.imageTag', 'kubeadm.etcd.local.imageTag'),
  ...kubeadm(
    { most: 256 },
    'node.files[].owner',
    'node.files[].contentFrom.secret.key',
    'users[].passwdFrom.secret.key',
  ),
  ...kubeadm(
    { most: 256 },
    'users[].name',
    'users[].gecos',
    'users[].groups',
    'users[].homeDir',
    'users[].primaryGroup',
  ),
  ...kubeadm({ most: 256 }, 'users[].shell', 'users[].sudo', 'kubernetesVersion', 'workers[].kubernetesVersion'),
  ...kubeadm({ most: 253 }, 'kubeadm.certSANs[]'),
  ...kubeadm({ most: 50 }, 'kubeadm.etcd.external.endpoints'),
  ...kubeadm({ most: 32768 }, 'node.ignition.additionalConfig'),
  ...kubeadm({ most: 100 }, 'node.diskSetup.partitions', 'node.diskSetup.filesystems', 'node.mounts'),
  ...kubeadm({ most: 256 }, 'node.diskSetup.partitions[].device', 'node.diskSetup.filesystems[].device'),
  ...kubeadm({ most: 128 }, 'node.diskSetup.filesystems[].filesystem', 'node.diskSetup.filesystems[].partition'),
  ...kubeadm({ most: 128 }, 'node.diskSetup.filesystems[].replaceFS'),
  ...kubeadm({ most: 512 }, 'node.diskSetup.filesystems[].label', 'node.mounts[][]'),
  ...kubeadm({ most: 100 }, 'node.diskSetup.filesystems[].extraOpts', 'node.diskSetup.partitions[].diskLayout'),
  ...kubeadm({ most: 256 }, 'node.diskSetup.filesystems[].extraOpts[]'),
  ...kubeadm({ most: 100 }, 'addons'),
  ...kubeadm(
    { most: 100 },
    'controlPlane.healthCheck.unhealthyNodeConditions',
    'workers[].healthCheck.unhealthyNodeConditions',
  ),

  ...clusterV1beta2(
    { most: 100 },
    'kubeadm.apiServerExtraArgs',
    'kubeadm.controllerManagerExtraArgs',
    'kubeadm.schedulerExtraArgs',
  ),
  ...clusterV1beta2({ most: 100 }, 'node.kubeletExtraArgs', 'kubeadm.etcd.local.extraArgs'),
  ...kubeadm({ most: 256 }, 'controlPlane.machineNaming.template', 'workers[].machineNaming.template'),
  ...clusterV1beta2({ most: 253 }, 'clusterNetwork.serviceDomain'),
  ...clusterV1beta2({ most: 43 }, 'clusterNetwork.pods[]', 'clusterNetwork.services[]'),

  // In v1beta1 these were durations as text.
  ...clusterV1beta2(
    { most: MOST_INT32 },
    ...['controlPlane', 'workers[]'].flatMap(role =>
      ['nodeDrainTimeoutSeconds', 'nodeVolumeDetachTimeoutSeconds', 'nodeDeletionTimeoutSeconds'].map(
        name => `${role}.${name}`,
      ),
    ),
    ...['controlPlane', 'workers[]'].flatMap(role =>
      ['nodeStartupTimeoutSeconds', 'unhealthyNodeConditions[].timeoutSeconds'].map(
        name => `${role}.healthCheck.${name}`,
      ),
    ),
    'controlPlane.remediation.retryPeriodSeconds',
    'controlPlane.remediation.minHealthyPeriodSeconds',
  ),

  // numCPUs below 2 were raised to 2 in silence before.
  ...vsphereV1beta2({ least: 2 }, 'machine.numCPUs'),
  ...vsphereV1beta2({ most: 128 }, 'machine.additionalDisksGiB', 'machine.tagIDs', 'machine.pciDevices'),
  ...vsphereV1beta2({ most: 128 }, 'network.nameservers', 'network.searchDomains'),
  ...vsphereV1beta2({ most: 127 }, 'network.extraDevices'),
  ...vsphereV1beta2({ most: 512 }, 'network.routes'),
  ...vsphereV1beta2({ most: 39 }, 'network.routes[].to', 'network.routes[].via'),
  ...vsphereV1beta2({ most: 1024 }, 'machine.snapshot', 'machine.storagePolicyName', 'vsphere.storagePolicyName'),
  ...vsphereV1beta2(
    { most: 1024 },
    'machine.tagIDs[]',
    'machine.naming.template',
    'network.deviceName',
    'network.searchDomains[]',
  ),
  ...vsphereV1beta2({ most: 1024 }, 'machine.pciDevices[].vGPUProfile', 'machine.pciDevices[].customLabel'),
  ...vsphereV1beta2({ most: 1024 }, 'network.dhcp4Overrides.hostname', 'network.dhcp6Overrides.hostname'),
  ...vsphereV1beta2({ most: 1024 }, 'vsphere.server', 'vsphere.thumbprint'),
  ...vsphereV1beta2({ most: 2048 }, 'machine.template', 'machine.datacenter', 'machine.datastore', 'machine.folder'),
  ...vsphereV1beta2({ most: 2048 }, 'machine.resourcePool', 'network.name', 'vsphere.datacenter', 'vsphere.datastore'),
  ...vsphereV1beta2({ most: 2048 }, 'vsphere.folder', 'vsphere.resourcePool'),
  ...vsphereV1beta2({ most: 128 }, 'machine.cryptoKeyID', 'machine.cryptoProfile'),
  ...vsphereV1beta2({ most: 128 }, 'failureDomains[].networks', 'failureDomains[].networks[].nameservers'),
  ...vsphereV1beta2({ most: 128 }, 'failureDomains[].networks[].searchDomains'),
  ...vsphereV1beta2({ most: 2048 }, 'failureDomains[].networks[]', 'failureDomains[].networks[].name'),
  ...vsphereV1beta2(
    { most: 1024 },
    ...['region', 'zone'].flatMap(part => ['name', 'tagCategory'].map(name => `failureDomains[].${part}.${name}`)),
  ),
  ...vsphereV1beta2(
    { most: 2048 },
    ...[
      'computeCluster',
      'datacenter',
      'datastore',
      'hosts.hostGroupName',
      'hosts.vmGroupName',
      'folder',
      'resourcePool',
    ].map(name => `failureDomains[].${name}`),
  ),
])

/** Of an address with its prefix length, in CAPV v1beta2. */
export const LONGEST_ADDRESS: Limit = { most: 39, project: 'CAPV', since: [1, 16, 0] }

/** Of a flag's value and of its name, in Cluster API v1beta2. */
export const LONGEST_FLAG: Limit = { most: 1024, project: 'Cluster API', since: [1, 11, 0] }
export const LONGEST_FLAG_NAME: Limit = { most: 256, project: 'Cluster API', since: [1, 11, 0] }

type Bounds = Pick<Limit, 'most' | 'least'>
type Rows = readonly (readonly [string, Limit])[]

function kubeadm(bounds: Bounds, ...fields: readonly string[]): Rows {
  return fields.map(field => [field, { ...bounds, project: 'Cluster API', since: [1, 10, 0] }])
}

function clusterV1beta2(bounds: Bounds, ...fields: readonly string[]): Rows {
  return fields.map(field => [field, { ...bounds, project: 'Cluster API', since: [1, 11, 0] }])
}

function vsphereV1beta2(bounds: Bounds, ...fields: readonly string[]): Rows {
  return fields.map(field => [field, { ...bounds, project: 'CAPV', since: [1, 16, 0] }])
}
