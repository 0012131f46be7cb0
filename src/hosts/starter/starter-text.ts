// The text of an HACluster to start from: complete but for what nobody else can know, which is marked. What is left empty is
// an error in every command, at its line, so that nothing is forgotten.

import type { HAClusterSpec } from '../../config/schema/hacluster.ts'
import { FIRST_RELEASES, hasField } from '../../facts/first-releases.ts'
import { KUBERNETES_RANGES } from '../../facts/kubernetes-ranges.ts'
import { isAtLeast, type Release } from '../../facts/releases.ts'
import { printYaml } from '../../write/yaml.ts'

/** What is asked for, or chosen because the release has it. */
export interface Starter {
  /** Absent where it is still to be filled in. */
  readonly name: string | undefined
  readonly capvVersion: string
  readonly release: Release
  readonly controlPlane: HAClusterSpec['controlPlane']['type']
  readonly loadBalancer: HAClusterSpec['loadBalancer']['type']
  readonly cloudProvider: NonNullable<HAClusterSpec['cloudProvider']>['type']
}

export const MARK = 'FILL IN'

/** Empty in the file; with the sample in its place the file is valid. */
interface Blank {
  /** Indentation and key, or the dash of a list's only entry. */
  readonly at: string
  readonly hint: string
  readonly sample: string
}

type Line = string | Blank

/** The file as the user gets it. `isFilled`: every blank holds a value that fits, so that the checks can judge the rest. */
export function starterText(starter: Starter, { isFilled = false }: { readonly isFilled?: boolean } = {}): string {
  const lines = [
    ...document(starter),
    ...surroundings(starter),
    ...machines(),
    ...network(starter),
    ...controlPlane(starter),
    ...workers(starter),
  ]
  return lines.map(line => `${typeof line === 'string' ? line : fill(line, isFilled)}\n`).join('')
}

function fill({ at, hint, sample }: Blank, isFilled: boolean): string {
  const start = at.endsWith('-') ? at : `${at}:`
  return isFilled ? `${start} ${sample}` : `${start} # ${MARK}: ${hint}`
}

function document(starter: Starter): readonly Line[] {
  const { oldest, newest } = kubernetesRange(starter)
  return [
    '# yaml-language-server: $schema=hacluster.schema.json',
    '# That line is for editors; `capv-ha schema > hacluster.schema.json` makes the file beside this one (docs/editors.md).',
    '#',
    `# An HACluster for capv-ha. What is marked ${MARK} is missing, the rest may stay. Every field: docs/hacluster.md.`,
    '# Then `capv-ha validate` says whether it is sound, and `capv-ha render` prints its manifests.',
    'apiVersion: capv-ha.dev/v1alpha1',
    'kind: HACluster',
    'metadata:',
    name(starter),
    'spec:',
    '  # The release of Cluster API Provider vSphere in the management cluster: it decides every apiVersion.',
    `  ${yamlLine({ capvVersion: starter.capvVersion })}`,
    {
      at: '  kubernetesVersion',
      hint: `that of the machine template; this release is tested with v1.${oldest} to v1.${newest}`,
      sample: `v1.${newest}.0`,
    },
  ]
}

function name(starter: Starter): Line {
  if (starter.name !== undefined) return `  ${yamlLine({ name: starter.name })}`
  return { at: '  name', hint: 'a name for the cluster; nodes are named after it', sample: 'demo' }
}

function yamlLine(value: Readonly<Record<string, string>>): string {
  return printYaml(value, 2).trim()
}

/** The minor releases of Kubernetes that the release of Cluster API was tested with. */
function kubernetesRange({ release }: Starter) {
  const range = KUBERNETES_RANGES.findLast(({ capi }) => {
    const [major = 0, minor = 0] = capi.split('.').map(Number)
    return isAtLeast(release.capi, [major, minor, 0])
  })
  return range ?? { oldest: 13, newest: 16 }
}

const BALANCERS: Readonly<Record<Starter['loadBalancer'], readonly [type: string, endpoint: string]>> = {
  KubeVIP: [
    'kube-vip on the control-plane nodes carries the endpoint: no machine besides.',
    'an unused address in the network of the nodes, such as 192.168.10.18',
  ],
  HAProxy: [
    'Its configuration: `capv-ha loadbalancer`. Or Nginx, or External for a load balancer of your own.',
    'address or DNS name of the machine that runs HAProxy, such as 192.168.10.18',
  ],
  Nginx: [
    'Its configuration: `capv-ha loadbalancer`. Or HAProxy, or External for a load balancer of your own.',
    'address or DNS name of the machine that runs nginx, such as 192.168.10.18',
  ],
  External: [
    'A load balancer of yours, which forwards TCP to port 6443 of the control-plane nodes.',
    'address or DNS name of the load balancer, such as 192.168.10.18',
  ],
}

function surroundings(starter: Starter): readonly Line[] {
  const [type, endpoint] = BALANCERS[starter.loadBalancer]
  const fingerprint = 'openssl s_client -connect VCENTER:443 </dev/null | openssl x509 -noout -fingerprint -sha1'
  return [
    '  # Where the API server is reached, port 6443 unless another one stands behind a colon.',
    { at: '  controlPlaneEndpoint', hint: endpoint, sample: '192.168.10.18' },
    `  # ${type}`,
    `  loadBalancer: {type: ${starter.loadBalancer}}`,
    '  vsphere:',
    { at: '    server', hint: 'host name of the vCenter, such as vcenter.example.com', sample: 'vcenter.example.com' },
    `    # ${fingerprint}`,
    { at: '    thumbprint', hint: 'in quotes, what that prints behind the "="', sample: `"AA${':AA'.repeat(19)}"` },
    { at: '    datacenter', hint: 'datacenter of the VMs', sample: 'lab' },
    '    # Where the vCenter has several: datastore, folder, resourcePool.',
    ...cloudProvider(starter),
    '  # ArgoCD or Flux, where one of them applies the manifests: guards for what must not be pruned.',
    '  gitops: None',
    {
      at: '  sshAuthorizedKeys',
      hint: 'public keys of the user "capv", such as ["ssh-ed25519 AAAA..."]',
      sample: '[ssh-ed25519 AAAA]',
    },
  ]
}

/** Before v0.8 the provider itself installs one. */
function cloudProvider({ release, cloudProvider }: Starter): readonly Line[] {
  if (!isAtLeast(release.capv, [0, 8, 0])) return []
  if (cloudProvider !== 'Managed') {
    return [
      '  # You install the vSphere cloud provider in the new cluster: until it runs, nodes stay uninitialized.',
      `  cloudProvider: {type: ${cloudProvider}}`,
    ]
  }
  return [
    '  # The vSphere cloud provider is installed with the cluster.',
    '  cloudProvider:',
    '    type: Managed',
    {
      at: '    credentialsSecret',
      hint: 'Secret in the management cluster that holds its credentials',
      sample: 'vsphere-credentials',
    },
  ]
}

function machines(): readonly Line[] {
  return [
    '  # Of every machine; `controlPlane.machine` and `workers[].machine` may say otherwise.',
    '  machine:',
    { at: '    template', hint: 'VM template with kubeadm and that Kubernetes version', sample: 'ubuntu-kube' },
    '    numCPUs: 4',
    '    memoryMiB: 8192',
    '    # At least as large as the disk of the template.',
    '    diskGiB: 50',
  ]
}

function network(starter: Starter): readonly Line[] {
  const port: Blank = { at: '    name', hint: 'port group that the machines are connected to', sample: 'management' }
  if (!hasFixedAddresses(starter)) return ['  network:', port, '    dhcp4: true']
  return [
    '  network:',
    port,
    { at: '    gateway', hint: 'such as 192.168.10.1', sample: '192.168.10.1' },
    '    nameservers:',
    {
      at: '      -',
      hint: 'a DNS server, such as 192.168.10.50; one more in each further line',
      sample: '192.168.10.50',
    },
  ]
}

/** Machines have their own; pools of addresses came with a release. */
function hasFixedAddresses(starter: Starter): boolean {
  return starter.controlPlane === 'Machines' || hasPools(starter)
}

function hasPools({ release }: Starter): boolean {
  return POOLS === undefined || hasField(release, POOLS)
}

const POOLS = FIRST_RELEASES.get('workers[].addresses')

function controlPlane(starter: Starter): readonly Line[] {
  if (starter.controlPlane === 'Machines') {
    return [
      '  # One machine for each address, always the same one. KubeadmControlPlane replaces and upgrades machines by itself.',
      '  controlPlane:',
      '    type: Machines',
      { at: '    addresses', hint: 'three or five, such as [192.168.10.31-33/24]', sample: '[192.168.10.31-33/24]' },
    ]
  }
  return ['  controlPlane:', '    type: KubeadmControlPlane', '    replicas: 3', ...pool(starter, '    ', 3)]
}

function workers(starter: Starter): readonly Line[] {
  return ['  workers:', '    - name: workers', '      replicas: 3', ...addressesOfWorkers(starter)]
}

function addressesOfWorkers(starter: Starter): readonly Line[] {
  if (hasPools(starter) || !hasFixedAddresses(starter)) return pool(starter, '      ', 4)
  return ['      # Workers with fixed addresses need v1.9.', '      network: {dhcp4: true}']
}

function pool(starter: Starter, indent: string, tens: number): readonly Line[] {
  if (!hasPools(starter)) return []
  const range = `[192.168.10.${tens}1-${tens}4/24]`
  return [{ at: `${indent}addresses`, hint: `one more than replicas, for rollouts, such as ${range}`, sample: range }]
}
