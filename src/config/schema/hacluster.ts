// The HACluster resource: the only source of its type, of its JSON Schema and of docs/hacluster.md.
// Field names are those of Cluster API v1beta2 and kubeadm wherever the meaning is the same.

import * as z from 'zod/mini'
import { kubeadm } from './kubeadm.ts'
import { machine } from './machine.ts'
import { addressList, network, poolReferences } from './network.ts'
import { node } from './node.ts'
import { addonReference, kubeadmControlPlane, machines, workerPool } from './roles.ts'
import {
  about,
  absolutePath,
  annotations,
  cidr,
  count,
  dnsLabel,
  dnsSubdomain,
  hostName,
  interfaceName,
  ipAddress,
  kubernetesVersion,
  labels,
  lines,
  object,
  objectName,
  optional,
  port,
  releaseVersion,
  searchDomain,
  secretKeyRef,
  text,
} from './scalars.ts'

const endpoint = z.union([
  text,
  object(() => ({
    host: about('IP address or DNS name.', hostName),
    port: optional('Port (default 6443).', port),
  })),
])

const networkRanges = z
  .array(cidr)
  .check(
    z.minLength(1, { error: 'must hold at least one network' }),
    z.maxLength(2, { error: 'must not hold more than two networks, one per address family' }),
  )

const clusterNetwork = object(() => ({
  pods: optional('Pod networks (default 10.244.0.0/16); two for dual-stack.', networkRanges),
  services: optional('Service networks (default 10.96.0.0/12); two for dual-stack.', networkRanges),
  serviceDomain: optional('DNS domain of services (default cluster.local).', dnsSubdomain),
  apiServerPort: optional('Port on which the API servers listen on the nodes (default 6443).', port),
}))

const generatedBalancer = {
  bindAddress: optional('Address on which the balancer listens (default: all).', ipAddress),
}

const loadBalancer = z.discriminatedUnion('type', [
  object(() => ({ type: about('A load balancer of yours.', z.literal('External')) })),
  object(() => ({ type: about('nginx; its configuration is generated.', z.literal('Nginx')), ...generatedBalancer })),
  object(() => ({
    type: about('HAProxy; its configuration is generated.', z.literal('HAProxy')),
    ...generatedBalancer,
  })),
  object(() => ({
    type: about('kube-vip as a static pod on the control-plane nodes.', z.literal('KubeVIP')),
    addresses: optional('The virtual addresses, where the endpoint is a DNS name or dual-stack.', z.array(ipAddress)),
    interface: optional('Network interface that carries the address (default: found by kube-vip).', interfaceName),
    image: optional('Image without tag.', text),
    version: optional('Version of kube-vip.', releaseVersion),
  })),
])

const vsphere = object(() => ({
  server: about('Host name or address of the vCenter.', text),
  thumbprint: optional(
    'Thumbprint of the vCenter certificate, colon-separated hex.',
    z.string().check(
      z.regex(/^[0-9A-Fa-f]{2}((:[0-9A-Fa-f]{2}){19}|(:[0-9A-Fa-f]{2}){31})$/, {
        error: 'must be 20 bytes (SHA-1) or 32 bytes (SHA-256) in hex, separated by colons',
      }),
    ),
  ),
  datacenter: about('Datacenter of the VMs.', text),
  datastore: optional('Datastore of the VMs.', text),
  folder: optional('VM folder, a name or an inventory path.', text),
  resourcePool: optional('Resource pool, a name or an inventory path.', text),
  storagePolicyName: optional('Storage policy that the datastore must satisfy.', text),
  identityRef: optional(
    "Credentials for this cluster (default: the manager's own).",
    object(() => ({
      kind: about('Kind of the credentials object.', z.enum(['Secret', 'VSphereClusterIdentity'])),
      name: about('Name of the credentials object.', objectName),
    })),
  ),
}))

const cloudProvider = z.discriminatedUnion('type', [
  object(() => ({
    type: about('The vSphere cloud provider is installed with the cluster.', z.literal('Managed')),
    credentialsSecret: optional(
      'Secret with the vCenter credentials of the cloud provider: below CAPV v0.8 in the cluster itself, later one of type addons.cluster.x-k8s.io/resource-set in the management cluster, and required.',
      objectName,
    ),
    version: optional(
      'Version of the cloud provider: the tag of its image (default: that of the Kubernetes minor).',
      releaseVersion,
    ),
    image: optional('Image of the cloud provider, without tag; required below Kubernetes 1.28.', text),
    ca: optional("CA certificates of the vCenter in PEM form, for the cloud provider's connection to it.", lines),
    ipFamilies: optional(
      'Address families of node addresses, in order (default: those of the services).',
      z
        .array(z.enum(['ipv4', 'ipv6']))
        .check(
          z.minLength(1, { error: 'must hold at least one family' }),
          z.maxLength(2, { error: 'must not hold more than two families' }),
        ),
    ),
  })),
  object(() => ({ type: about('You install a cloud provider; nodes wait for it.', z.literal('Unmanaged')) })),
  object(() => ({ type: about('No cloud provider at all.', z.literal('None')) })),
])

const tagged = (what: string) =>
  object(() => ({
    name: about(`Tag of the ${what}.`, text),
    type: about('Inventory object that carries the tag.', z.enum(['Datacenter', 'ComputeCluster', 'HostGroup'])),
    tagCategory: about('Category of the tag.', text),
  }))

const zoneNetwork = z.union([
  text,
  object(() => ({
    name: about('vSphere network.', text),
    addresses: optional('Range that nodes in this zone are drawn from.', addressList),
    addressesFromPools: optional('Existing IPAM pools for this zone, one per address family.', poolReferences),
    gateway: optional('IPv4 gateway in this zone.', ipAddress),
    gateway6: optional('IPv6 gateway in this zone.', ipAddress),
    nameservers: optional('DNS servers in this zone.', z.array(ipAddress)),
    searchDomains: optional('DNS search domains in this zone.', z.array(searchDomain)),
    dhcp4: optional('Whether IPv4 is configured by DHCP in this zone.', z.boolean()),
    dhcp6: optional('Whether IPv6 is configured by DHCP in this zone.', z.boolean()),
  })),
])

const failureDomain = object(() => ({
  name: about('Short name, unique within the cluster; of an existing one its full name.', objectName),
  existing: optional('Whether the VSphereDeploymentZone exists already and is only used.', z.boolean()),
  controlPlane: optional('Whether control-plane nodes may run here (default true).', z.boolean()),
  region: optional('Region tag.', tagged('region')),
  zone: optional('Zone tag.', tagged('zone')),
  datacenter: optional('Datacenter.', text),
  computeCluster: optional('Compute cluster.', text),
  hosts: optional(
    'VM and host groups, for a zone of type HostGroup.',
    object(() => ({ vmGroupName: about('VM group.', text), hostGroupName: about('Host group.', text) })),
  ),
  datastore: optional('Datastore.', text),
  folder: optional('VM folder.', text),
  resourcePool: optional('Resource pool.', text),
  networks: optional('Networks, in the order of the devices.', z.array(zoneNetwork)),
}))

const user = object(() => ({
  name: about('Login name.', text),
  gecos: optional('Full name.', text),
  groups: optional('Further groups, comma-separated.', text),
  homeDir: optional('Home directory.', absolutePath),
  inactive: optional('Whether the account is inactive.', z.boolean()),
  shell: optional('Login shell.', absolutePath),
  passwdFrom: optional(
    'Where the hashed password comes from.',
    object(() => ({ secret: about('A key of a Secret.', secretKeyRef) })),
  ),
  primaryGroup: optional('Primary group.', text),
  lockPassword: optional('Whether password login is locked.', z.boolean()),
  sudo: optional('sudo rule, such as "ALL=(ALL) NOPASSWD:ALL".', text),
  sshAuthorizedKeys: optional('Public SSH keys.', z.array(text)),
}))

const patch = object(() => ({
  target: optional(
    'Which emitted objects are patched; templates by their name without hash.',
    object(() => ({
      group: optional('API group.', text),
      version: optional('API version.', text),
      kind: optional('Kind.', text),
      name: optional('Name, a regular expression anchored at both ends.', text),
      namespace: optional('Namespace, a regular expression anchored at both ends.', text),
      labelSelector: optional('Label selector.', text),
      annotationSelector: optional('Annotation selector.', text),
    })),
  ),
  patch: about('A strategic merge patch or a JSON 6902 patch, as YAML or JSON text.', lines),
}))

const spec = object(() => ({
  capvVersion: about(
    'Release of Cluster API Provider vSphere in the management cluster; it decides every apiVersion.',
    releaseVersion,
  ),
  capiVersion: optional(
    "Release of Cluster API, only where it is not the pairing of `capvVersion`'s release.",
    releaseVersion,
  ),
  kubernetesVersion: about('Kubernetes version of the cluster.', kubernetesVersion),
  controlPlaneEndpoint: about('Where the API server is reached: host[:port] or {host, port}.', endpoint),
  clusterNetwork: optional('Networks inside the cluster.', clusterNetwork),
  loadBalancer: about('What answers at the endpoint.', loadBalancer),
  vsphere: about('The vCenter and the default placement of VMs.', vsphere),
  labels: optional('Labels of the Cluster object.', labels),
  annotations: optional('Annotations of the Cluster object.', annotations),
  cloudProvider: optional('Who sets providerID and addresses of the nodes.', cloudProvider),
  addons: optional('ConfigMaps and Secrets with manifests to install in the cluster.', z.array(addonReference)),
  failureDomains: optional('Regions and zones of the vSphere.', z.array(failureDomain)),
  sshAuthorizedKeys: optional('Public SSH keys of the administrator account.', z.array(text)),
  users: optional('Full user accounts, instead of `sshAuthorizedKeys`.', z.array(user)),
  failureDomainSelector: optional(
    'Which existing failure domains a KubeadmControlPlane spreads over.',
    object(() => ({ matchLabels: about('Labels of their VSphereDeploymentZones.', labels) })),
  ),
  gitops: optional('Guards for a GitOps tool.', z.enum(['None', 'ArgoCD', 'Flux'])),
  patches: optional("Patches of emitted objects, in kustomize's form.", z.array(patch)),
  acknowledge: optional('Codes of warnings that are not to be shown again.', z.array(text)),
  machine: optional('The machines of the cluster.', machine),
  network: optional('The network devices of the machines.', network),
  node: optional('What is set up inside the nodes.', node),
  kubeadm: optional('Configuration of kubeadm.', kubeadm),
  controlPlane: about('The control-plane nodes.', z.discriminatedUnion('type', [machines, kubeadmControlPlane])),
  workers: optional('The worker pools.', z.array(workerPool)),
}))

export const haclusterSchema = object(() => ({
  apiVersion: about('Always capv-ha.dev/v1alpha1.', z.literal('capv-ha.dev/v1alpha1')),
  kind: about('Always HACluster.', z.literal('HACluster')),
  metadata: about(
    'Name and namespace of the cluster.',
    object(() => ({
      name: about('Name of the cluster.', dnsLabel),
      namespace: optional(
        'Namespace of every namespaced object (default default; in the Argo CD plugin that of the Application).',
        dnsLabel,
      ),
      labels: optional('Labels of the HACluster; not copied.', annotations),
      annotations: optional('Annotations of the HACluster; not copied.', annotations),
      creationTimestamp: optional('Tolerated and ignored.', z.nullable(z.string())),
      generation: optional('Tolerated and ignored.', count(0)),
    })),
  ),
  spec: about('The cluster.', spec),
}))

export type HACluster = z.infer<typeof haclusterSchema>
export type HAClusterSpec = HACluster['spec']
