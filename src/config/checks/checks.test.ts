// One line per rule and edge: what is changed of a good cluster, and which problems stand where.

import { expect, test } from 'vitest'
import { PROBLEM_CODES } from '../../problems/codes.ts'
import { formatPath } from '../../problems/problem.ts'
import { WARNING_CODES } from '../../problems/warnings.ts'
import { readYamlValue } from '../../read/documents/yaml-value.ts'
import { resolve } from '../resolve/resolve.ts'
import type { ResolvedCluster } from '../resolve/resolved.ts'
import { haclusterSchema } from '../schema/hacluster.ts'
import { runChecks, runChecksAcross } from './index.ts'
import { wholeOf, withoutUnread } from './usable-part.ts'

type Tree = { readonly [key: string]: unknown }

const THUMBPRINT = 'AB:CD:EF:01:23:45:67:89:AB:CD:EF:01:23:45:67:89:AB:CD:EF:01'
const GOOD: Tree = {
  capvVersion: 'v0.5.4',
  kubernetesVersion: '1.16.3',
  controlPlaneEndpoint: '192.168.10.18:6443',
  loadBalancer: { type: 'Nginx' },
  vsphere: { server: 'vcenter.example.com', thumbprint: THUMBPRINT, datacenter: 'lab' },
  cloudProvider: { type: 'Managed', image: 'registry.example.test/cloud-provider-vsphere' },
  machine: { template: 'ubuntu-1804', memoryMiB: 2048, diskGiB: 50 },
  network: { name: 'management', gateway: '192.168.10.1', nameservers: ['192.168.10.50'] },
  controlPlane: { type: 'Machines', addresses: ['192.168.10.31-33/24'] },
}
const NEW = { capvVersion: 'v1.16.1', kubernetesVersion: 'v1.34.1', cloudProvider: { type: 'Unmanaged' } }
const ACK = { acknowledge: ['cluster-ca-owned-by-node'] }
const KCP = { ...NEW, controlPlane: { type: 'KubeadmControlPlane', addresses: ['192.168.10.31-34/24'] } }
const POOL = { ...NEW, ...ACK, workers: [{ name: 'md-0', addresses: ['192.168.10.41-42/24'] }] }
const V6 = { gateway: null, gateway6: '2001:db8::1', nameservers: ['2001:db8::53'] }
const V6_CLUSTER = {
  network: V6,
  clusterNetwork: { pods: ['fd00:10:244::/56'], services: ['fd00:10:96::/112'] },
  controlPlane: { type: 'Machines', addresses: ['2001:db8::31-33/64'] },
}

function merge(below: Tree, above: Tree): Tree {
  const merged: Record<string, unknown> = { ...below }
  for (const [key, value] of Object.entries(above)) {
    const old = merged[key]
    const replaces = ['controlPlane', 'cloudProvider'].includes(key) && isTree(value) && 'type' in value
    merged[key] = isTree(old) && isTree(value) && !replaces ? merge(old, value) : value
  }
  return merged
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function cluster(change: Tree, metadata: Tree = { name: 'capv-5' }): ResolvedCluster {
  return resolve(
    haclusterSchema.parse({
      apiVersion: 'capv-ha.dev/v1alpha1',
      kind: 'HACluster',
      metadata,
      spec: merge(GOOD, change),
    }),
  )
}

function found(change: Tree, metadata?: Tree): readonly string[] {
  const resolved = cluster(change, metadata)
  const all = runChecks(resolved, readYamlValue)
  const problems = all.filter(withoutUnread(wholeOf(resolved), all).stands)
  for (const { code, severity, message, why, fix } of problems) {
    expect(PROBLEM_CODES).toContain(code)
    expect(severity === 'warning').toBe(WARNING_CODES.some(warning => warning === code))
    expect(`${message}${why}${fix}`).not.toMatch(/\n|\[object|NaN|Infinity/)
    expect(fix).toBeDefined()
  }
  return problems.map(({ code, path }) => `${code} ${formatPath(path)}`)
}

const CASES: readonly (readonly [string, Tree, readonly string[]])[] = [
  ['the good cluster', {}, []],
  ['a new release', { ...NEW, ...ACK }, []],
  ['pools', KCP, []],
  ['a worker pool', POOL, []],

  ['too old', { capvVersion: 'v0.5.3' }, ['release-too-old spec.capvVersion']],
  ['no such pair', { capvVersion: 'v0.5.4', capiVersion: 'v1.13' }, ['release-pairing spec.capiVersion']],
  ['newer than known', { ...NEW, ...ACK, capvVersion: 'v1.18.0' }, ['release-unknown spec.capvVersion']],
  ['patch of the newest', { ...NEW, ...ACK, capvVersion: 'v1.17.9' }, []],
  ['kubernetes untested', { kubernetesVersion: '1.17.0' }, ['kubernetes-version-untested spec.kubernetesVersion']],
  [
    'kubernetes too old',
    { ...NEW, ...ACK, kubernetesVersion: 'v1.21.1' },
    ['kubernetes-version-too-old spec.kubernetesVersion'],
  ],
  [
    'worker newer than control plane',
    { ...POOL, workers: [{ name: 'a', addresses: ['192.168.10.41-42/24'], kubernetesVersion: 'v1.35.0' }] },
    ['kubernetes-version-skew spec.workers[0].kubernetesVersion'],
  ],
  ['no cloud provider', { ...NEW, ...ACK, cloudProvider: undefined }, ['no-cloud-provider spec.cloudProvider']],
  ['no thumbprint', { vsphere: { thumbprint: undefined } }, ['no-thumbprint spec.vsphere.thumbprint']],
  ['acknowledged', { vsphere: { thumbprint: undefined }, acknowledge: ['no-thumbprint'] }, []],
  ['the CA of standalone nodes', NEW, ['cluster-ca-owned-by-node spec.controlPlane.type']],
  ['unknown code', { acknowledge: ['no-thumprint'] }, ['unknown-code spec.acknowledge[0]']],
  ['code of an error', { acknowledge: ['duplicate-address'] }, ['cannot-acknowledge spec.acknowledge[0]']],

  ['field too new', { machine: { dataDisks: [{ name: 'a', sizeGiB: 1 }] } }, ['field-too-new spec.machine.dataDisks']],
  [
    'field too new in an override',
    { controlPlane: { nodes: [{ index: 1, machine: { cloneMode: 'linkedClone' } }] } },
    ['field-too-new spec.controlPlane.nodes[0].machine.cloneMode'],
  ],
  [
    'field of an extra device',
    { network: { extraDevices: [{ name: 'b', dhcp4: true, deviceName: 'ens5' }] } },
    [
      'field-too-new spec.network.extraDevices[0].deviceName',
      'several-default-routes spec.network.extraDevices[0].dhcp4',
    ],
  ],
  ['backported field', { capvVersion: 'v0.5.5', network: { deviceName: 'ens3' } }, []],
  [
    'and gone again',
    { capvVersion: 'v0.6.0', network: { deviceName: 'a' }, ...ACK },
    ['field-too-new spec.network.deviceName'],
  ],
  [
    'kind too new',
    {
      loadBalancer: { type: 'External' },
      controlPlane: { type: 'KubeadmControlPlane' },
      network: { gateway: null, dhcp4: true },
    },
    ['field-too-new spec.controlPlane.type'],
  ],
  [
    'static addresses in a pool',
    { ...KCP, capvVersion: 'v1.8.0', kubernetesVersion: 'v1.27.1' },
    ['field-too-new spec.controlPlane.addresses'],
  ],
  [
    'a pairing stands for all patches of its minor',
    { capvVersion: 'v0.7.12', ...ACK, kubernetesVersion: 'v1.20.1', addons: [{ configMap: 'cni' }] },
    [],
  ],
  [
    'a release that is said does not',
    {
      capvVersion: 'v0.7.12',
      capiVersion: 'v0.3.3',
      ...ACK,
      kubernetesVersion: 'v1.20.1',
      addons: [{ configMap: 'cni' }],
    },
    ['field-too-new spec.addons'],
  ],
  ['unset fields are not used', { machine: { dataDisks: null } }, []],

  ['one CPU', { ...NEW, ...ACK, machine: { numCPUs: 1 } }, ['release-limit spec.machine.numCPUs']],
  ['one CPU before v1beta2', { machine: { numCPUs: 1 } }, []],
  [
    'long command',
    { ...NEW, ...ACK, node: { preKubeadmCommands: ['x'.repeat(10241)] } },
    ['release-limit spec.node.preKubeadmCommands[0]'],
  ],
  [
    'dual-stack in v1alpha2',
    { clusterNetwork: { pods: ['10.1.0.0/16', 'fd00:1::/56'], services: ['10.2.0.0/16', 'fd00:2::/112'] } },
    ['release-limit spec.clusterNetwork.pods', 'release-limit spec.clusterNetwork.services'],
  ],
  [
    'address of 40 characters',
    {
      ...NEW,
      ...ACK,
      ...V6_CLUSTER,
      controlPlaneEndpoint: 'api.example.com',
      network: { ...V6, gateway6: '2001:db8:1111:2222:3333:4444:5555:1' },
      controlPlane: { type: 'Machines', addresses: ['2001:db8:1111:2222:3333:4444:5555:6661-6663/112'] },
    },
    ['release-limit spec.controlPlane.addresses[0]'],
  ],

  [
    'two pools of a name',
    { ...POOL, workers: [pool('a', 41), pool('a', 51)] },
    ['name-collision spec.workers[1].name'],
  ],
  ['reserved pool', { ...POOL, workers: [pool('controlplane', 41)] }, ['reserved-name spec.workers[0].name']],
  ['pool that is a node', { ...POOL, workers: [pool('controlplane-1', 41)] }, ['name-collision spec.workers[0].name']],
  ['long pool', { ...POOL, workers: [pool('a'.repeat(50), 41)] }, ['name-too-long spec.workers[0].name']],
  [
    'node named as another',
    { controlPlane: { nodes: [{ index: 0, name: 'capv-5-controlplane-2' }] } },
    ['name-collision spec.controlPlane.nodes[0].name'],
  ],

  ['port too high', { controlPlaneEndpoint: '192.168.10.18:99999' }, ['invalid-endpoint spec.controlPlaneEndpoint']],
  ['two ports', { controlPlaneEndpoint: 'host:1:x' }, ['invalid-endpoint spec.controlPlaneEndpoint']],
  ['bare IPv6', { controlPlaneEndpoint: '2001:db8::18' }, ['invalid-endpoint spec.controlPlaneEndpoint']],
  ['IPv6', { ...V6_CLUSTER, controlPlaneEndpoint: '[2001:db8::18]:443' }, []],
  ['IPv6 without port', { ...V6_CLUSTER, controlPlaneEndpoint: '[2001:db8::18]' }, []],
  ['no host', { controlPlaneEndpoint: ':6443' }, ['invalid-endpoint spec.controlPlaneEndpoint']],
  [
    'IPv4 in brackets',
    { controlPlaneEndpoint: '[192.168.10.18]:6443' },
    ['invalid-endpoint spec.controlPlaneEndpoint'],
  ],
  ['half an address', { controlPlaneEndpoint: '192.168.10.300' }, ['invalid-endpoint spec.controlPlaneEndpoint']],
  ['loopback', { controlPlaneEndpoint: '127.0.0.1:6443' }, ['invalid-endpoint spec.controlPlaneEndpoint']],
  ['unspecified', { controlPlaneEndpoint: { host: '::' } }, ['invalid-endpoint spec.controlPlaneEndpoint.host']],
  ['a name', { controlPlaneEndpoint: 'api.example.com' }, []],
  ['endpoint is a node', { controlPlaneEndpoint: '192.168.10.32' }, ['endpoint-is-node spec.controlPlaneEndpoint']],
  [
    'endpoint is the gateway',
    { controlPlaneEndpoint: '192.168.10.1' },
    ['endpoint-is-gateway spec.controlPlaneEndpoint'],
  ],

  [
    'balancer without backends',
    { controlPlane: { type: 'Machines', replicas: 3 }, network: { gateway: null, dhcp4: true } },
    ['balancer-without-backends spec.loadBalancer.type'],
  ],
  [
    'bind of the other family',
    { loadBalancer: { bindAddress: '::' } },
    ['balancer-family spec.loadBalancer.bindAddress'],
  ],
  ['VIP of a name', { ...NEW, ...ACK, ...vip('api.example.com') }, ['vip-unknown spec.loadBalancer.addresses']],
  [
    'VIP elsewhere',
    { ...NEW, ...ACK, ...vip('192.168.10.18', ['192.168.10.19']) },
    ['vip-unknown spec.loadBalancer.addresses'],
  ],
  ['VIP of no host', { ...NEW, ...ACK, ...vip('a b:6443') }, ['invalid-endpoint spec.controlPlaneEndpoint']],
  [
    'VIP elsewhere than the machine itself',
    { ...NEW, ...ACK, ...vip('127.0.0.1', ['192.168.10.19']) },
    ['invalid-endpoint spec.controlPlaneEndpoint'],
  ],
  ['VIP of its endpoint', { ...NEW, ...ACK, ...vip('192.168.10.18') }, []],
  ['VIP on another port', { ...NEW, ...ACK, ...vip('192.168.10.18:443') }, ['vip-port spec.controlPlaneEndpoint']],

  [
    'pods over services',
    { clusterNetwork: { pods: ['10.96.0.0/16'] } },
    ['networks-overlap spec.clusterNetwork.pods[0]'],
  ],
  [
    'pods over nodes',
    { clusterNetwork: { pods: ['192.168.0.0/16'] } },
    ['networks-overlap spec.clusterNetwork.pods[0]'],
  ],
  [
    'pods of another family',
    { clusterNetwork: { pods: ['fd00::/48'] } },
    ['network-families spec.clusterNetwork.pods'],
  ],
  [
    'services too large',
    { clusterNetwork: { services: ['11.0.0.0/8'] } },
    ['network-size spec.clusterNetwork.services[0]'],
  ],
  [
    'services too small',
    { clusterNetwork: { services: ['10.1.0.0/29'] } },
    ['network-size spec.clusterNetwork.services[0]'],
  ],
  ['services just right', { clusterNetwork: { services: ['10.1.0.0/28'] } }, []],
  [
    'two networks of a family',
    { ...NEW, ...ACK, clusterNetwork: { pods: ['10.1.0.0/16', '10.2.0.0/16'] } },
    ['network-families spec.clusterNetwork.pods[1]'],
  ],

  ['no address', addresses('192.168.10.311/24'), ['invalid-address spec.controlPlane.addresses[0]']],
  ['prefix too long', addresses('192.168.10.31-33/33'), ['invalid-address spec.controlPlane.addresses[0]']],
  ['families mixed', addresses('192.168.10.31-2001:db8::1/24'), ['invalid-address spec.controlPlane.addresses[0]']],
  ['reversed', addresses('192.168.10.33-31/24'), ['reversed-range spec.controlPlane.addresses[0]']],
  ['gateway that is none', { network: { gateway: '1.2.3' } }, ['invalid-address spec.network.gateway']],
  ['gateway of the other family', { network: { gateway6: '192.168.10.1' } }, ['invalid-address spec.network.gateway6']],
  [
    'nameserver',
    { network: { nameservers: ['1.2.3.4', '1.2.3.4.5'] } },
    ['invalid-address spec.network.nameservers[1]'],
  ],
  [
    'network that is none',
    { clusterNetwork: { pods: ['10.0.0.0/64'] } },
    ['invalid-address spec.clusterNetwork.pods[0]'],
  ],
  [
    'unequal families',
    { network: { gateway6: '2001:db8::1' }, ...addresses('192.168.10.31-33/24', '2001:db8::31-32/64') },
    ['unequal-families spec.controlPlane.addresses'],
  ],
  [
    'dual-stack',
    { network: { gateway6: '2001:db8::1' }, ...addresses('192.168.10.31-33/24', '2001:db8::31-33/64') },
    [],
  ],
  [
    'retired in one family',
    {
      network: { gateway6: '2001:db8::1' },
      ...addresses('192.168.10.31/24', null, '192.168.10.33-34/24', '2001:db8::31-34/64'),
    },
    ['retired-in-one-family spec.controlPlane.addresses[3]'],
  ],
  [
    'retired in a pool',
    { ...KCP, ...pools('192.168.10.31-34/24', null) },
    ['retired-in-a-pool spec.controlPlane.addresses[1]'],
  ],
  ['replicas that differ', { controlPlane: { replicas: 5 } }, ['replicas-differ spec.controlPlane.replicas']],
  [
    'twice in a list',
    addresses('192.168.10.31-32/24', '192.168.10.32/24'),
    ['duplicate-address spec.controlPlane.addresses[1]'],
  ],
  ['pool over nodes', { ...POOL, workers: [pool('a', 33)] }, ['duplicate-address spec.workers[0].addresses[0]']],
  [
    'the same address on another network',
    { ...POOL, workers: [{ ...pool('a', 33), network: { name: 'other', gateway: '192.168.10.1' } }] },
    [],
  ],
  [
    'an extra device without an address for every node',
    { network: { extraDevices: [{ name: 'storage', addresses: ['10.9.0.1-2/24'] }] } },
    ['slot-without-address spec.network.extraDevices[0].addresses'],
  ],
  [
    'extra devices have addresses of their own',
    { network: { extraDevices: [{ name: 'storage', addresses: ['10.9.0.1-3/24'] }] } },
    [],
  ],
  [
    'network address',
    addresses('192.168.10.0-2/24'),
    ['reserved-address spec.controlPlane.addresses[0]', 'address-is-gateway spec.controlPlane.addresses[0]'],
  ],
  ['broadcast address', addresses('192.168.10.253-255/24'), ['reserved-address spec.controlPlane.addresses[0]']],
  [
    'all of a /31',
    { network: { gateway: '192.168.11.1' }, ...addresses('192.168.11.0/31') },
    ['single-control-plane spec.controlPlane.addresses'],
  ],
  [
    'IPv6 anycast',
    { ...V6_CLUSTER, controlPlaneEndpoint: 'a', ...addresses('2001:db8::/64', '2001:db8::32-33/64') },
    ['reserved-address spec.controlPlane.addresses[0]'],
  ],
  ['outside the subnet', addresses('192.168.11.31-33/24'), ['address-outside-subnet spec.controlPlane.addresses[0]']],
  [
    'partly outside',
    addresses('192.168.10.31/24', '192.168.11.32/24', '192.168.10.33/24'),
    ['address-outside-subnet spec.controlPlane.addresses[1]'],
  ],
  ['no gateway', { network: { gateway: undefined } }, ['missing-gateway spec.network.gateway']],
  [
    'no gateway for a node in another network',
    { controlPlane: { nodes: [{ index: 1, network: { name: 'other' } }] } },
    ['missing-gateway spec.controlPlane.nodes[0].network.gateway'],
  ],
  [
    'no gateway for IPv6',
    addresses('192.168.10.31-33/24', '2001:db8::31-33/64'),
    ['missing-gateway spec.network.gateway6'],
  ],
  [
    'gateway is a node',
    { network: { gateway: '192.168.10.32' } },
    ['address-is-gateway spec.controlPlane.addresses[0]'],
  ],
  [
    'no source',
    { loadBalancer: { type: 'External' }, controlPlane: { type: 'Machines', replicas: 3 } },
    ['no-address-source spec.controlPlane.addresses'],
  ],
  ['two sources', { network: { dhcp4: true } }, ['two-address-sources spec.network.dhcp4']],
  ['static and DHCP of different families', { network: { dhcp6: true } }, []],
  [
    'gateway with DHCP',
    { loadBalancer: { type: 'External' }, controlPlane: { type: 'Machines', replicas: 3 }, network: { dhcp4: true } },
    ['gateway-ignored spec.network.gateway'],
  ],
  ['gateway of the others', { ...POOL, workers: [{ name: 'a', network: { dhcp4: true } }] }, []],
  ['MAC address of all', { network: { macAddr: '00:50:56:00:00:01' } }, ['shared-mac-address spec.network.macAddr']],
  ['MAC address of one', { controlPlane: { nodes: [{ index: 0, network: { macAddr: '00:50:56:00:00:01' } }] } }, []],

  ['two nodes', addresses('192.168.10.31-32/24'), ['even-control-plane spec.controlPlane.addresses']],
  [
    'two nodes, etcd elsewhere',
    { ...NEW, ...ACK, ...addresses('192.168.10.31-32/24'), kubeadm: { etcd: external() } },
    [],
  ],
  [
    'two nodes, etcd elsewhere, before nodes could join that',
    { ...addresses('192.168.10.31-32/24'), kubeadm: { etcd: external() } },
    ['release-limit spec.kubeadm.etcd.external'],
  ],
  [
    'one node, etcd elsewhere',
    { ...addresses('192.168.10.31/24'), kubeadm: { etcd: external() } },
    ['single-control-plane spec.controlPlane.addresses'],
  ],
  [
    'the last release before nodes could join that',
    {
      capvVersion: 'v0.6.6',
      capiVersion: 'v0.3.8',
      ...ACK,
      ...addresses('192.168.10.31-32/24'),
      kubernetesVersion: 'v1.18.2',
      kubeadm: { etcd: external() },
    },
    ['release-limit spec.kubeadm.etcd.external'],
  ],
  [
    'two host paths of a name',
    {
      kubeadm: {
        schedulerExtraVolumes: ['/a', '/b'].map(path => ({ name: 'a', hostPath: path, mountPath: path })),
      },
    },
    ['duplicate-name spec.kubeadm.schedulerExtraVolumes[1].name'],
  ],
  [
    'one of three retired',
    addresses('192.168.10.31/24', null, '192.168.10.33/24'),
    ['even-members spec.controlPlane.addresses'],
  ],
  ['and replaced by a fourth', addresses('192.168.10.31/24', null, '192.168.10.33-34/24'), []],
  ['all retired', addresses(null), ['no-nodes spec.controlPlane.addresses']],
  [
    'even replicas',
    { ...KCP, controlPlane: { type: 'KubeadmControlPlane', replicas: 2, addresses: ['192.168.10.31-34/24'] } },
    ['even-control-plane spec.controlPlane.replicas'],
  ],
  ['slot out of range', { controlPlane: { nodes: [{ index: 3 }] } }, ['unknown-slot spec.controlPlane.nodes[0].index']],
  [
    'slot twice',
    { controlPlane: { nodes: [{ index: 1 }, { index: 1 }] } },
    ['duplicate-slot spec.controlPlane.nodes[1].index'],
  ],
  [
    'slot retired',
    { controlPlane: { addresses: [null, '192.168.10.32-34/24'], nodes: [{ index: 0 }] } },
    ['retired-slot spec.controlPlane.nodes[0].index'],
  ],

  ['pool too small', { ...KCP, ...pools('192.168.10.31-32/24') }, ['pool-too-small spec.controlPlane.addresses']],
  ['pool without spare', { ...KCP, ...pools('192.168.10.31-33/24') }, []],
  [
    'surge without spare',
    {
      ...KCP,
      controlPlane: { type: 'KubeadmControlPlane', addresses: ['192.168.10.31-33/24'], rollout: { maxSurge: 1 } },
    },
    ['no-spare-address spec.controlPlane.rollout.maxSurge'],
  ],
  [
    'no surge with one',
    {
      ...KCP,
      controlPlane: {
        type: 'KubeadmControlPlane',
        replicas: 1,
        addresses: ['192.168.10.31-33/24'],
        rollout: { maxSurge: 0 },
      },
    },
    ['single-control-plane spec.controlPlane.replicas', 'impossible-rollout spec.controlPlane.rollout.maxSurge'],
  ],
  [
    'neither surge nor absence',
    { ...POOL, workers: [{ ...pool('a', 41), rollout: { maxSurge: 0, maxUnavailable: '0%' } }] },
    ['impossible-rollout spec.workers[0].rollout'],
  ],
  [
    'replicas and autoscale',
    { ...POOL, workers: [{ ...pool('a', 41), replicas: 1, autoscale: { min: 1, max: 2 } }] },
    ['autoscale-bounds spec.workers[0].replicas'],
  ],
  [
    'min over max',
    { ...POOL, workers: [{ ...pool('a', 41), autoscale: { min: 3, max: 2 } }] },
    ['autoscale-bounds spec.workers[0].autoscale.min'],
  ],
  [
    'label that stops the kubelet',
    { ...POOL, workers: [{ ...pool('a', 41), labels: { 'kubernetes.io/role': 'x' } }] },
    ['node-label spec.workers[0].labels["kubernetes.io/role"]'],
  ],
  [
    'label that is synced',
    { ...POOL, workers: [{ ...pool('a', 41), labels: { 'node-role.kubernetes.io/worker': '' } }] },
    [],
  ],

  ['no template', { machine: { template: undefined } }, ['missing-field spec.machine.template']],
  [
    'template of the others only',
    { ...POOL, machine: { template: undefined }, workers: [{ ...pool('a', 41), machine: { template: 'x' } }] },
    ['missing-field spec.machine.template'],
  ],
  [
    'unset size',
    { ...POOL, workers: [{ ...pool('a', 41), machine: { diskGiB: null } }] },
    ['missing-field spec.workers[0].machine.diskGiB'],
  ],
  ['no network', { network: { name: undefined } }, ['missing-field spec.network.name']],
  [
    'snapshot of a full clone',
    { ...NEW, ...ACK, machine: { snapshot: 's' } },
    ['snapshot-without-linked-clone spec.machine.snapshot'],
  ],
  [
    'timeout',
    { ...NEW, ...ACK, machine: { guestSoftPowerOffTimeoutSeconds: 9 } },
    ['timeout-without-try-soft spec.machine.guestSoftPowerOffTimeoutSeconds'],
  ],
  [
    'disks of a name',
    {
      ...NEW,
      ...ACK,
      machine: {
        dataDisks: [
          { name: 'a', sizeGiB: 1 },
          { name: 'a', sizeGiB: 1 },
        ],
      },
    },
    ['duplicate-name spec.machine.dataDisks[1].name'],
  ],
  [
    'half a PCI device',
    { ...NEW, ...ACK, machine: { pciDevices: [{ deviceId: 1 }] } },
    ['pci-device spec.machine.pciDevices[0]'],
  ],
  [
    'ignition without its format',
    { ...NEW, ...ACK, node: { ignition: { strict: true } } },
    ['ignition spec.node.ignition'],
  ],
  [
    'keys and users',
    { sshAuthorizedKeys: ['k'], users: [{ name: 'a' }] },
    ['ssh-key spec.sshAuthorizedKeys[0]', 'exclusive-fields spec.users'],
  ],
  ['users of a name', { users: [{ name: 'a' }, { name: 'a' }] }, ['duplicate-name spec.users[1].name']],
  ['file without content', { node: { files: [{ path: '/a' }] } }, ['missing-choice spec.node.files[0]']],
  [
    'files of a path',
    {
      node: {
        files: [
          { path: '/a', content: '' },
          { path: '/a', content: '' },
        ],
      },
    },
    ['duplicate-name spec.node.files[1].path'],
  ],
  [
    'unknown failure domain',
    { ...NEW, ...ACK, controlPlane: { failureDomains: ['a'] } },
    ['unknown-failure-domain spec.controlPlane.failureDomains[0]'],
  ],
  [
    'failure domain of a node',
    { ...NEW, ...ACK, controlPlane: { nodes: [{ index: 0, failureDomain: 'a' }] } },
    ['unknown-failure-domain spec.controlPlane.nodes[0].failureDomain'],
  ],
  [
    'failure domain in part',
    {
      ...NEW,
      ...ACK,
      failureDomains: [{ name: 'a', datacenter: 'lab', zone: { name: 'z', type: 'ComputeCluster', tagCategory: 'c' } }],
    },
    ['failure-domain spec.failureDomains[0].region', 'failure-domain spec.failureDomains[0].computeCluster'],
  ],
]

function addresses(...list: readonly (string | null)[]): Tree {
  return { controlPlane: { addresses: list } }
}
function pools(...list: readonly (string | null)[]): Tree {
  return { controlPlane: { type: 'KubeadmControlPlane', addresses: list } }
}
function pool(name: string, first: number): Tree {
  return { name, addresses: [`192.168.10.${first}-${first + 1}/24`] }
}
function vip(controlPlaneEndpoint: string, list?: readonly string[]): Tree {
  return { controlPlaneEndpoint, loadBalancer: { type: 'KubeVIP', ...(list ? { addresses: list } : {}) } }
}
function external(): Tree {
  return { external: { endpoints: ['https://10.0.0.1:2379'], caFile: '/a', certFile: '/b', keyFile: '/c' } }
}

test.each(CASES)('%s', (_, change, expected) => expect(found(change)).toEqual(expected))

test('a range too large to be shared out', () => {
  expect(found(addresses('10.0.0.1-10.9.0.0/8'))).toContain('range-too-large spec.controlPlane.addresses[0]')
})

test('names that are too long for host names', () => {
  expect(found({}, { name: 'a'.repeat(48) })).toEqual([])
  expect(found({}, { name: 'a'.repeat(49) })).toEqual(['name-too-long metadata.name'])
})

test('messages name both places and suggest an address', () => {
  const [problem] = runChecks(cluster(addresses('192.168.11.31-33/24')), readYamlValue)
  expect(problem).toMatchObject({
    message: '`spec.controlPlane.addresses[0]` must be inside "192.168.10.0/24"; "192.168.11.31" is not',
    why: '`spec.network.gateway` is "192.168.10.1", and a node reaches only its own "/24" directly',
    fix: 'use an unused address such as "192.168.10.31", or another gateway or prefix length',
  })
  const [duplicate] = runChecks(cluster(addresses('192.168.10.31-32/24', '192.168.10.32/24')), readYamlValue)
  expect(duplicate).toMatchObject({
    message:
      '`spec.controlPlane.addresses[1]` must not hold "192.168.10.32" a second time (node "capv-5-controlplane-2")',
    why: '`spec.controlPlane.addresses[0]` gives it to node "capv-5-controlplane-1"',
    fix: 'use an unused address such as "192.168.10.33"',
  })
})

function across(...clusters: readonly (readonly [Tree, Tree])[]): readonly string[] {
  return runChecksAcross(clusters.map(([metadata, change]) => wholeOf(cluster(change, metadata)))).map(
    ({ cluster, problem }) => `${cluster} ${problem.code} ${formatPath(problem.path)}`,
  )
}

const OTHER = { controlPlaneEndpoint: '192.168.10.19', ...addresses('192.168.10.51-53/24') }

test('clusters on one network do not share addresses', () => {
  expect(across([{ name: 'a' }, {}], [{ name: 'b' }, OTHER])).toEqual([])
  expect(across([{ name: 'a' }, {}], [{ name: 'b' }, { ...OTHER, ...addresses('192.168.10.33-35/24') }])).toEqual([
    '1 duplicate-address spec.controlPlane.addresses[0]',
  ])
  const elsewhere = { ...OTHER, ...addresses('192.168.10.33-35/24'), vsphere: { datacenter: 'b' } }
  expect(across([{ name: 'a' }, {}], [{ name: 'b' }, elsewhere])).toEqual([])
  expect(across([{ name: 'a' }, {}], [{ name: 'b' }, { ...OTHER, controlPlaneEndpoint: '192.168.10.31' }])).toEqual([
    '1 duplicate-endpoint spec.controlPlaneEndpoint',
  ])
})

test('clusters may share a balancer, not its port', () => {
  const shared = (port: number) => ({ ...OTHER, controlPlaneEndpoint: `192.168.10.18:${port}` })
  expect(across([{ name: 'a' }, {}], [{ name: 'b' }, shared(6444)])).toEqual([])
  expect(across([{ name: 'a' }, {}], [{ name: 'b' }, shared(6443)])).toEqual([
    '1 duplicate-endpoint spec.controlPlaneEndpoint',
  ])
})

test('names derived from two clusters of a namespace differ', () => {
  const first = { ...POOL, workers: [pool('b-c', 41)] }
  const second = { ...POOL, ...OTHER, workers: [pool('c', 61)] }
  expect(across([{ name: 'a' }, first], [{ name: 'a-b' }, second])).toEqual(['1 name-collision spec.workers[0].name'])
  expect(across([{ name: 'a' }, first], [{ name: 'a-b', namespace: 'x' }, second])).toEqual([])
})
