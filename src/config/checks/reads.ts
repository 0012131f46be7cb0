// Which fields the rules read, by code: written by `npm run rules` from what each of them says of itself.

const ROWS = `
addon spec.addons spec.cloudProvider.credentialsSecret spec.vsphere.identityRef spec.loadBalancer.type
address-is-gateway spec.network.gateway spec.network.gateway6 spec.controlPlane.addresses
address-is-taken spec.controlPlane.addresses spec.workers[].addresses spec.network.nameservers spec.network.routes[].via spec.vsphere.server spec.loadBalancer
address-outside-subnet spec.controlPlane.addresses spec.network.gateway spec.network.gateway6
admission-plugin spec.kubernetesVersion spec.kubeadm.apiServerExtraArgs
annotations-too-large spec.annotations spec.workers[].annotations
api-server-config spec.kubeadm.auditPolicy.policy spec.kubeadm.authentication.config spec.kubeadm.authorization.config spec.kubeadm.admission.config spec.kubernetesVersion
autoscale-bounds spec.workers[].autoscale spec.workers[].replicas
balancer-family spec.loadBalancer.bindAddress spec.controlPlaneEndpoint
balancer-without-backends spec.loadBalancer.type spec.controlPlane.addresses
bootstrap-secret spec.vsphere.identityRef spec.cloudProvider.credentialsSecret spec.addons spec.node.files[].contentFrom.secret spec.users[].passwdFrom.secret metadata.name spec.controlPlane.nodes[].name spec.controlPlane.addresses
cannot-acknowledge spec.acknowledge
certificate-validity spec.kubeadm.certificateValidityPeriodDays spec.kubeadm.caCertificateValidityPeriodDays
cloud-provider-credentials spec.cloudProvider.type spec.cloudProvider.credentialsSecret spec.vsphere.identityRef spec.capvVersion spec.capiVersion
cloud-provider-image spec.cloudProvider.image spec.cloudProvider.version spec.kubernetesVersion
cloud-provider-image-deleted spec.cloudProvider.image spec.capvVersion
cloud-provider-none spec.cloudProvider.type spec.capvVersion
cloud-provider-untested spec.cloudProvider.version spec.kubernetesVersion
cluster-ca-owned-by-node spec.controlPlane.type spec.capvVersion
command-exit spec.node.preKubeadmCommands spec.node.postKubeadmCommands
command-open spec.node.preKubeadmCommands spec.node.postKubeadmCommands spec.loadBalancer.type
doubtful-certificate spec.node.trustedCAs[].pem spec.node.registryMirrors[].endpoints[].ca spec.cloudProvider.ca
doubtful-mirror spec.node.registryMirrors[].endpoints[].url spec.node.registryMirrors[].endpoints[].overridePath spec.node.registryMirrors[].endpoints[].skipVerify spec.node.registryMirrors[].endpoints[].ca spec.node.registryMirrors[].endpoints[].caSecret
dual-stack-too-early spec.kubernetesVersion spec.clusterNetwork spec.kubeadm.apiServerExtraArgs spec.kubeadm.featureGates
duplicate-address spec.controlPlane.addresses spec.workers[].addresses spec.network.extraDevices[].addresses spec.network.name spec.vsphere.server spec.vsphere.datacenter spec.machine.datacenter
duplicate-endpoint spec.controlPlaneEndpoint spec.loadBalancer.type spec.loadBalancer.addresses spec.vsphere.server spec.vsphere.datacenter spec.machine.datacenter spec.network.name
duplicate-name spec.users[].name spec.kubeadm.apiServerExtraVolumes[].name spec.kubeadm.controllerManagerExtraVolumes[].name spec.kubeadm.schedulerExtraVolumes[].name spec.failureDomains[].name spec.node.files[].path spec.node.trustedCAs[].name spec.node.registryMirrors[].registry spec.machine.dataDisks[].name spec.network.deviceName spec.network.extraDevices spec.controlPlane.addresses
duplicate-slot spec.controlPlane.nodes[].index
duplicate-taint spec.controlPlane.taints spec.workers[].taints
endpoint-family spec.controlPlaneEndpoint spec.controlPlane.addresses spec.workers[].addresses spec.network
endpoint-is-gateway spec.controlPlaneEndpoint spec.controlPlane.addresses spec.network.gateway spec.network.gateway6
endpoint-is-node spec.controlPlaneEndpoint spec.controlPlane.addresses spec.workers[].addresses
etcd-endpoint spec.kubeadm.etcd.external.endpoints
etcd-folder spec.node.mounts spec.node.diskSetup.filesystems spec.kubeadm.etcd.local.dataDir spec.node.ignorePreflightErrors
even-control-plane spec.controlPlane.addresses spec.controlPlane.replicas spec.kubeadm.etcd.external
even-members spec.controlPlane.addresses
every-failure-domain spec.capvVersion spec.failureDomains spec.controlPlane.type
exclusive-fields spec.sshAuthorizedKeys spec.users spec.kubeadm.etcd spec.kubeadm.apiServerExtraArgs spec.kubeadm.auditPolicy spec.kubeadm.encryption spec.kubeadm.authentication spec.kubeadm.authorization spec.kubeadm.admission spec.node.kubeletConfiguration spec.node.kubeletExtraArgs spec.node.files spec.node.trustedCAs spec.node.registryMirrors
extra-volume spec.kubeadm.apiServerExtraVolumes spec.kubeadm.controllerManagerExtraVolumes spec.kubeadm.schedulerExtraVolumes spec.kubeadm.auditPolicy.logPath spec.node.files[].path
failure-domain spec.failureDomains
failure-domain-addresses spec.failureDomains[].networks spec.controlPlane.addresses spec.controlPlane.failureDomains spec.workers[].addresses spec.workers[].failureDomain spec.network
failure-domain-selector spec.failureDomainSelector spec.failureDomains spec.controlPlane.type
failure-domains-of-others spec.capvVersion spec.failureDomains spec.controlPlane.type spec.vsphere.server
family-order spec.clusterNetwork.pods spec.clusterNetwork.services
field-needs-kubernetes spec.kubernetesVersion spec.kubeadm spec.node.kubeletConfiguration
field-too-new spec.capvVersion spec.capiVersion
file-encoding spec.node.files[].content spec.node.files[].encoding
file-not-mounted spec.kubeadm.apiServerExtraArgs spec.kubeadm.apiServerExtraVolumes spec.kubeadm.schedulerExtraArgs spec.kubeadm.schedulerExtraVolumes spec.kubeadm.etcd.external spec.kubeadm.patches spec.patches
file-of-a-field spec.node.files[].path spec.node.proxy spec.node.registryMirrors spec.node.trustedCAs spec.node.ntpServers spec.loadBalancer.type
file-overwritten spec.node.files[].path
file-owner spec.node.files[].owner spec.users[].name spec.sshAuthorizedKeys
file-too-large spec.node.files[].content spec.capvVersion spec.capiVersion
flag-contradicts spec.kubeadm.apiServerExtraArgs spec.kubeadm.controllerManagerExtraArgs spec.node.kubeletExtraArgs spec.clusterNetwork spec.cloudProvider.type spec.kubeadm.etcd.local.dataDir
flag-not-in-version spec.kubernetesVersion spec.kubeadm.apiServerExtraArgs spec.kubeadm.controllerManagerExtraArgs spec.kubeadm.schedulerExtraArgs spec.node.kubeletExtraArgs
flag-owned spec.kubeadm.apiServerExtraArgs spec.kubeadm.controllerManagerExtraArgs spec.kubeadm.schedulerExtraArgs spec.kubeadm.etcd.local.extraArgs spec.node.kubeletExtraArgs
flag-per-node spec.kubeadm.apiServerExtraArgs spec.node.kubeletExtraArgs spec.controlPlane.addresses spec.workers[].replicas
gateway-ignored spec.network.gateway spec.network.gateway6 spec.network.dhcp4 spec.network.dhcp6 spec.network.addressesFromPools spec.controlPlane.addresses spec.workers[].addresses
guessed-address spec.controlPlane.type spec.controlPlane.addresses spec.network.extraDevices spec.clusterNetwork.services spec.cloudProvider.type
hidden-by-mount spec.node.mounts spec.node.files[].path
host-bits spec.clusterNetwork.pods spec.clusterNetwork.services spec.network.routes[].to
identity-shared spec.vsphere.identityRef metadata.namespace
ignition spec.node.format spec.node.ignition spec.node.files spec.node.preKubeadmCommands spec.node.postKubeadmCommands spec.node.kubeletExtraArgs spec.users spec.network spec.workers[].addresses
ignition-config spec.node.ignition.additionalConfig spec.node.ignition.strict
image-name spec.kubeadm.imageRepository spec.kubeadm.dns spec.kubeadm.etcd.local.imageRepository spec.kubeadm.etcd.local.imageTag spec.loadBalancer.image spec.cloudProvider.image
impossible-rollout spec.controlPlane.rollout spec.workers[].rollout
inherited-addresses spec.network.extraDevices[].addresses spec.workers[].network.extraDevices
inside-cluster-networks spec.network.nameservers spec.vsphere.server spec.clusterNetwork
interface-not-named spec.capvVersion spec.controlPlane.addresses spec.machine.template
invalid-address spec.controlPlane.addresses spec.network spec.clusterNetwork spec.loadBalancer.bindAddress spec.loadBalancer.addresses spec.failureDomains[].networks
invalid-certificate spec.node.trustedCAs[].pem spec.node.registryMirrors[].endpoints[].ca spec.cloudProvider.ca
invalid-disk-setup spec.node.diskSetup.partitions spec.node.diskSetup.filesystems spec.capvVersion
invalid-endpoint spec.controlPlaneEndpoint
invalid-mirror spec.node.registryMirrors[].registry spec.node.registryMirrors[].endpoints
invalid-mount spec.node.mounts
invalid-proxy spec.node.proxy.httpProxy spec.node.proxy.httpsProxy spec.node.proxy.noProxy
invalid-time-server spec.node.ntpServers
ip-families spec.cloudProvider.ipFamilies spec.capvVersion spec.capiVersion
jinja-text spec.node.files spec.node.preKubeadmCommands spec.node.postKubeadmCommands spec.node.kubeletExtraArgs spec.users spec.kubeadm
kube-vip-version spec.loadBalancer.version spec.loadBalancer.addresses spec.kubernetesVersion
kubeadm-feature-gate spec.kubeadm.featureGates spec.kubernetesVersion
kubeadm-patch spec.kubeadm.patches
kubernetes-version-skew spec.kubernetesVersion spec.workers[].kubernetesVersion
kubernetes-version-too-new spec.kubernetesVersion spec.workers[].kubernetesVersion spec.controlPlane.nodes[].kubernetesVersion spec.capvVersion
kubernetes-version-too-old spec.kubernetesVersion spec.workers[].kubernetesVersion spec.controlPlane.nodes[].kubernetesVersion spec.capvVersion
kubernetes-version-untested spec.kubernetesVersion spec.workers[].kubernetesVersion spec.controlPlane.nodes[].kubernetesVersion spec.capvVersion
linked-clone-size spec.machine.cloneMode spec.machine.diskGiB spec.machine.additionalDisksGiB spec.machine.template
machine-naming spec.controlPlane.machineNaming spec.workers[].machineNaming
machine-size spec.machine.numCPUs spec.machine.numCoresPerSocket spec.machine.memoryMiB spec.kubernetesVersion
max-unhealthy-is-none spec.controlPlane.healthCheck spec.controlPlane.replicas spec.workers[].healthCheck spec.workers[].replicas spec.workers[].autoscale
missing-choice spec.node.files spec.node.trustedCAs
missing-gateway spec.network.gateway spec.network.gateway6 spec.network.extraDevices spec.network.routes spec.controlPlane.addresses spec.failureDomains[].networks
mtu spec.network.mtu spec.network.dhcp6 spec.controlPlane.addresses spec.workers[].addresses
name-collision metadata.name metadata.namespace spec.controlPlane.addresses spec.controlPlane.nodes[].name spec.workers[].name
name-too-long spec.controlPlane.addresses metadata.name spec.controlPlane.nodes[].name spec.workers[].name
naming-template spec.machine.naming.template metadata.name spec.workers[].name spec.controlPlane.nodes[].name
needed-phase spec.kubeadm.skipPhases
network-families spec.clusterNetwork.pods spec.clusterNetwork.services
network-name spec.network.name spec.network.extraDevices[].name spec.failureDomains[].networks
network-size spec.clusterNetwork.services spec.clusterNetwork.pods spec.kubeadm.controllerManagerExtraArgs
networks-overlap spec.clusterNetwork.pods spec.clusterNetwork.services spec.controlPlane.addresses spec.workers[].addresses
next-hop spec.network.routes spec.controlPlane.addresses spec.workers[].addresses
no-address-source spec.network spec.controlPlane.addresses spec.workers[].addresses
no-anonymous-access spec.kubeadm.apiServerExtraArgs spec.kubeadm.authentication.config
no-cloud-provider spec.cloudProvider spec.capvVersion
no-gitops-guards spec.gitops
no-kube-proxy spec.kubeadm.skipPhases spec.addons
no-name-server spec.network.nameservers spec.controlPlane.addresses spec.workers[].addresses
no-node-restriction spec.kubeadm.apiServerExtraArgs
no-nodes spec.controlPlane.addresses spec.controlPlane.replicas
no-spare-address spec.controlPlane.addresses spec.controlPlane.rollout spec.workers[].addresses spec.workers[].rollout
no-thumbprint spec.vsphere.thumbprint
node-families spec.clusterNetwork spec.controlPlane.addresses spec.workers[].addresses spec.network
node-label spec.controlPlane.labels spec.workers[].labels spec.node.kubeletExtraArgs
node-without-family spec.cloudProvider.ipFamilies spec.clusterNetwork.services spec.controlPlane.addresses spec.workers[].addresses spec.network
nodes-outside-zones spec.failureDomains spec.controlPlane.failureDomains spec.workers[].failureDomain
pci-device spec.machine.pciDevices
pinned-image-tag spec.kubeadm.etcd.local.imageTag spec.kubeadm.dns.imageTag spec.controlPlane.type
pod-network-full spec.clusterNetwork.pods spec.kubeadm.controllerManagerExtraArgs spec.controlPlane.replicas spec.workers[].replicas spec.workers[].autoscale spec.workers[].rollout
pool-in-two-networks spec.controlPlane.addresses spec.workers[].addresses spec.network.extraDevices[].addresses spec.failureDomains[].networks[].addresses
pool-too-small spec.controlPlane.addresses spec.controlPlane.replicas spec.workers[].addresses spec.workers[].replicas spec.workers[].autoscale spec.workers[].failureDomain spec.failureDomains[].networks[].addresses spec.network.addressesFromPools
port-in-use spec.clusterNetwork.apiServerPort spec.kubeadm.apiServerExtraArgs spec.node.kubeletExtraArgs
preflight-checks spec.node.ignorePreflightErrors
range-too-large spec.controlPlane.addresses spec.workers[].addresses
raw-markers spec.node.files[].content
release-limit spec.capvVersion
release-pairing spec.capvVersion spec.capiVersion
release-too-old spec.capvVersion
release-unknown spec.capvVersion
replicas-differ spec.controlPlane.replicas spec.controlPlane.addresses
reserved-address spec.controlPlane.addresses spec.workers[].addresses spec.network.gateway spec.network.gateway6 spec.network.nameservers spec.network.routes spec.controlPlaneEndpoint spec.loadBalancer
reserved-annotation spec.annotations spec.workers[].annotations spec.workers[].autoscale
reserved-label spec.labels spec.controlPlane.labels spec.workers[].labels
reserved-name spec.workers[].name
retired-in-a-pool spec.workers[].addresses
retired-in-one-family spec.controlPlane.addresses
retired-slot spec.controlPlane.nodes[].index spec.controlPlane.addresses
reversed-range spec.controlPlane.addresses spec.workers[].addresses
second-family spec.clusterNetwork spec.controlPlane.addresses spec.workers[].addresses spec.network
several-default-routes spec.network.gateway spec.network.gateway6 spec.network.routes spec.network.dhcp4 spec.network.extraDevices
shared-mac-address spec.network.macAddr spec.controlPlane.addresses
single-control-plane spec.controlPlane.addresses spec.controlPlane.replicas
slot-without-address spec.controlPlane.addresses spec.network.extraDevices[].addresses
snapshot-without-linked-clone spec.machine.snapshot spec.machine.cloneMode
ssh-key spec.sshAuthorizedKeys spec.users[].sshAuthorizedKeys
taints-replaced spec.controlPlane.taints spec.kubernetesVersion
template-version spec.machine.template spec.kubernetesVersion spec.workers[].kubernetesVersion
thumbprint-unmatched spec.vsphere.thumbprint spec.capvVersion
timeout-without-try-soft spec.machine.guestSoftPowerOffTimeoutSeconds spec.machine.powerOffMode
too-many-name-servers spec.network.nameservers spec.network.extraDevices[].nameservers
two-address-sources spec.network.dhcp4 spec.network.dhcp6 spec.network.addressesFromPools spec.network.skipIPAllocation spec.controlPlane.addresses
unequal-families spec.controlPlane.addresses
unknown-code spec.acknowledge
unknown-disk spec.node.diskSetup.partitions[].device spec.node.diskSetup.filesystems[].device spec.node.diskSetup.filesystems[].label spec.node.mounts spec.machine.dataDisks spec.machine.additionalDisksGiB
unknown-failure-domain spec.failureDomains spec.controlPlane.failureDomains spec.controlPlane.nodes[].failureDomain spec.workers[].failureDomain
unknown-interface spec.loadBalancer.interface spec.network.deviceName spec.network.extraDevices
unknown-phase spec.kubeadm.skipPhases spec.kubernetesVersion
unknown-slot spec.controlPlane.nodes[].index spec.controlPlane.addresses
unquoted-value spec.users spec.sshAuthorizedKeys spec.node.files[].path spec.node.files[].owner spec.node.ntpServers
vip-families spec.loadBalancer.addresses
vip-interface spec.loadBalancer.interface spec.loadBalancer.version spec.network.gateway spec.network.gateway6 spec.network.routes spec.network.extraDevices spec.controlPlane.addresses spec.controlPlaneEndpoint spec.loadBalancer.addresses
vip-is-taken spec.controlPlaneEndpoint spec.loadBalancer.addresses spec.network.gateway spec.network.gateway6 spec.network.nameservers spec.network.routes[].via spec.vsphere.server
vip-network spec.controlPlaneEndpoint spec.loadBalancer.addresses spec.loadBalancer.interface spec.controlPlane.addresses spec.network.extraDevices spec.failureDomains[].networks
vip-port spec.controlPlaneEndpoint spec.clusterNetwork.apiServerPort
vip-unknown spec.loadBalancer.addresses spec.controlPlaneEndpoint
vip-without-rights spec.kubeadm.skipPhases spec.loadBalancer.type spec.kubernetesVersion spec.node.preKubeadmCommands spec.node.ignition.additionalConfig
vm-name-collision metadata.name metadata.namespace spec.controlPlane.addresses spec.controlPlane.nodes[].name spec.machine.naming.template spec.machine.datacenter spec.machine.folder spec.vsphere.server spec.vsphere.datacenter spec.vsphere.folder
zone-categories spec.failureDomains[].region.tagCategory spec.failureDomains[].zone.tagCategory
`

/** The fields that decide on a code, as docs/hacluster.md writes them; `undefined` for what is no rule over fields. */
export function readsOf(code: string): readonly string[] | undefined {
  for (const row of ROWS.split('\n')) if (row.startsWith(`${code} `)) return row.split(' ').slice(1)
  return undefined
}
