// Every rule over fields that the schema alone cannot state. One rule a file; all of them run, whatever the others found.

import type { ProblemCode } from '../../problems/codes.ts'
import type { Problem } from '../../problems/problem.ts'
import { isCloudProviderDelivered } from '../resolve/delivered.ts'
import { layersOf } from '../resolve/groups.ts'
import type { ResolvedCluster } from '../resolve/resolved.ts'
import { checkAddressesAcross } from './addresses/across-addresses.ts'
import { checkAddressSlots } from './addresses/address-slots.ts'
import { checkAddressSource } from './addresses/address-source.ts'
import { checkAddressSubnet } from './addresses/address-subnet.ts'
import { checkAddressSyntax } from './addresses/address-syntax.ts'
import { checkDuplicateAddress } from './addresses/duplicate-address.ts'
import { checkGateway } from './addresses/gateway.ts'
import { checkInheritedAddresses } from './addresses/inherited-addresses.ts'
import { checkNetworkEnds } from './addresses/network-ends.ts'
import { checkPoolNetwork } from './addresses/pool-network.ts'
import { checkPoolSize, checkPoolSizeAcross } from './addresses/pool-size.ts'
import { checkSpecialUse } from './addresses/special-use.ts'
import { checkZoneNetworks } from './addresses/zone-networks.ts'
import type { Check, CheckAcross, ClusterProblem, Comparable } from './check.ts'
import { cloudControllerProblems } from './cloud-controller.ts'
import { checkClusterCa } from './control-plane/cluster-ca.ts'
import { checkControlPlaneSize } from './control-plane/control-plane-size.ts'
import { checkNodeOverrides } from './control-plane/node-overrides.ts'
import { checkSingleNode } from './control-plane/single-node.ts'
import { checkDefaultRoutes } from './devices/default-routes.ts'
import { checkInterfaceNames } from './devices/interface-names.ts'
import { checkMtu } from './devices/mtu.ts'
import { checkNameServers } from './devices/name-servers.ts'
import { checkNetworkName } from './devices/network-name.ts'
import { checkNextHop } from './devices/next-hop.ts'
import { checkSetName } from './devices/set-name.ts'
import { acknowledged, checkAcknowledge } from './document/acknowledge.ts'
import { checkExclusiveFields } from './document/exclusive-fields.ts'
import { checkEndpoint } from './endpoint/endpoint.ts'
import { checkGuessedAddresses } from './endpoint/guessed-address.ts'
import { checkLoadBalancer } from './endpoint/load-balancer.ts'
import { checkTakenAddresses } from './endpoint/taken-addresses.ts'
import { checkKnownFlags } from './flags/known-flags.ts'
import { checkOwnedFlags } from './flags/owned-flags.ts'
import { checkPerNodeFlags } from './flags/per-node-flags.ts'
import { checkPorts } from './flags/ports.ts'
import { ignitionProblems } from './ignition.ts'
import { kubeVipProblems } from './kube-vip.ts'
import { checkImageNames } from './kubeadm/image-names.ts'
import { kubeadmProblems } from './kubeadm.ts'
import { checkNamesAcross } from './names/across-names.ts'
import { checkAnnotationsSize } from './names/annotations-size.ts'
import { checkBootstrapSecrets } from './names/bootstrap-secrets.ts'
import { checkNames } from './names/names.ts'
import { checkNamingTemplate } from './names/naming-template.ts'
import { checkReservedAnnotations } from './names/reserved-annotations.ts'
import { checkReservedLabels } from './names/reserved-labels.ts'
import { checkVmNamesAcross } from './names/vm-names.ts'
import { checkClusterNetwork } from './networks/cluster-network.ts'
import { checkDualStack } from './networks/dual-stack.ts'
import { checkHostBits } from './networks/host-bits.ts'
import { checkInsideClusterNetworks } from './networks/inside-cluster-networks.ts'
import { checkNodeFamilies } from './networks/node-families.ts'
import { checkPodNetwork } from './networks/pod-network.ts'
import { nodeSetupProblems } from './node-setup.ts'
import { checkCommands } from './nodes/commands.ts'
import { checkFileEncoding } from './nodes/file-encoding.ts'
import { checkFileSizes } from './nodes/file-size.ts'
import { checkFiles } from './nodes/files.ts'
import { checkJinjaText } from './nodes/jinja-text.ts'
import { checkKubeletConfiguration } from './nodes/kubelet-configuration.ts'
import { checkKubeletNodeLabels } from './nodes/kubelet-node-labels.ts'
import { checkNodeLabels } from './nodes/node-labels.ts'
import { checkPreflightChecks } from './nodes/preflight-checks.ts'
import { checkSshKeys } from './nodes/ssh-keys.ts'
import { checkTaints } from './nodes/taints.ts'
import { checkUnquotedValues } from './nodes/unquoted-value.ts'
import type { ReadText } from './read-text.ts'
import { checkFieldNeedsKubernetes } from './releases/field-needs-kubernetes.ts'
import { checkFieldTooNew } from './releases/field-too-new.ts'
import { checkKubernetesVersion } from './releases/kubernetes-version.ts'
import { checkRelease } from './releases/release.ts'
import { checkReleaseLimits } from './releases/release-limits.ts'
import { checkTemplateVersion } from './releases/template-version.ts'
import { checkAddons } from './vsphere/addons.ts'
import { checkCloudProvider } from './vsphere/cloud-provider.ts'
import { checkCloudProviderNone } from './vsphere/cloud-provider-none.ts'
import { checkFailureDomainSelector, checkFailureDomainsAcross } from './vsphere/failure-domain-selector.ts'
import { checkFailureDomains } from './vsphere/failure-domains.ts'
import { checkLinkedClone } from './vsphere/linked-clone.ts'
import { checkMachine } from './vsphere/machine.ts'
import { checkMachineSize } from './vsphere/machine-size.ts'
import { checkServer } from './vsphere/server.ts'
import { checkSharedIdentity } from './vsphere/shared-identity.ts'
import { checkThumbprint } from './vsphere/thumbprint.ts'
import { checkThumbprintForm } from './vsphere/thumbprint-form.ts'
import { checkHealthCheck } from './workers/health-check.ts'
import { checkMachineNaming } from './workers/machine-naming.ts'
import { checkRollout, checkRolloutAcross } from './workers/rollout.ts'

export { acknowledged }

const CHECKS: readonly Check[] = [
  checkRelease,
  checkKubernetesVersion,
  checkTemplateVersion,
  checkFieldTooNew,
  checkFieldNeedsKubernetes,
  checkReleaseLimits,
  checkNames,
  checkNamingTemplate,
  checkEndpoint,
  checkTakenAddresses,
  checkLoadBalancer,
  checkKubeVip,
  checkGuessedAddresses,
  checkClusterNetwork,
  checkNodeFamilies,
  checkDualStack,
  checkInsideClusterNetworks,
  checkHostBits,
  checkPodNetwork,
  checkCloudProvider,
  checkCloudProviderNone,
  checkCloudController,
  checkAddons,
  checkThumbprint,
  checkServer,
  checkThumbprintForm,
  checkFailureDomains,
  checkFailureDomainSelector,
  checkMachine,
  checkMachineSize,
  checkLinkedClone,
  checkAddressSyntax,
  checkAddressSlots,
  checkAddressSource,
  checkZoneNetworks,
  checkInheritedAddresses,
  checkAddressSubnet,
  checkSpecialUse,
  checkNetworkEnds,
  checkDuplicateAddress,
  checkGateway,
  checkInterfaceNames,
  checkMtu,
  checkNextHop,
  checkDefaultRoutes,
  checkNameServers,
  checkNetworkName,
  checkSetName,
  checkControlPlaneSize,
  checkSingleNode,
  checkNodeOverrides,
  checkClusterCa,
  checkPoolNetwork,
  checkPoolSize,
  checkRollout,
  checkHealthCheck,
  checkMachineNaming,
  checkNodeLabels,
  checkKubeletNodeLabels,
  checkTaints,
  checkFiles,
  checkSshKeys,
  checkCommands,
  checkKnownFlags,
  checkOwnedFlags,
  checkPerNodeFlags,
  checkPorts,
  checkReservedAnnotations,
  checkReservedLabels,
  checkAnnotationsSize,
  checkIgnition,
  checkKubeletConfiguration,
  checkPreflightChecks,
  checkImageNames,
  checkKubeadm,
  checkFileEncoding,
  checkFileSizes,
  checkJinjaText,
  checkUnquotedValues,
  checkNodeSetup,
  checkExclusiveFields,
  checkAcknowledge,
]

interface Comparison {
  readonly check: CheckAcross
  /** What it returns: only clusters take part of which all that decides on these is known. */
  readonly codes: readonly ProblemCode[]
}

const COMPARISONS: readonly Comparison[] = [
  { check: checkAddressesAcross, codes: ['duplicate-address', 'duplicate-endpoint'] },
  { check: checkPoolSizeAcross, codes: ['pool-too-small'] },
  { check: checkNamesAcross, codes: ['name-collision'] },
  { check: checkFailureDomainsAcross, codes: ['failure-domains-of-others'] },
  { check: checkRolloutAcross, codes: ['no-spare-address'] },
  { check: checkVmNamesAcross, codes: ['vm-name-collision'] },
  { check: checkBootstrapSecrets, codes: ['bootstrap-secret'] },
  { check: checkSharedIdentity, codes: ['identity-shared'] },
]

/** All problems of one cluster, without the warnings that it acknowledges. */
export function runChecks(cluster: ResolvedCluster, readText: ReadText): readonly Problem[] {
  return acknowledged(
    CHECKS.flatMap(check => check(cluster, readText)),
    cluster.config.spec,
  )
}

/** All problems between clusters, acknowledged ones included; each stands with the cluster that it belongs to. */
export function runChecksAcross(clusters: readonly Comparable[]): readonly ClusterProblem[] {
  return COMPARISONS.flatMap(({ check, codes }) => {
    const positions = [...clusters.keys()].filter(i => codes.every(code => clusters[i]?.knows(code)))
    const known = positions.flatMap(i => clusters[i]?.cluster ?? [])
    return check(known).map(({ cluster, problem }) => ({ cluster: positions[cluster] ?? cluster, problem }))
  })
}

function checkCloudController(cluster: ResolvedCluster): readonly Problem[] {
  return isCloudProviderDelivered(cluster.config.spec, cluster.release) ? cloudControllerProblems(cluster) : []
}

/** What most clusters say, and no rule of that part is about. */
const PLAIN: ReadonlySet<string> = new Set(['certSANs', 'imageRepository'])

/** What few nodes have set up. */
function checkNodeSetup(cluster: ResolvedCluster): readonly Problem[] {
  const isSetUp = layersOf(cluster).some(
    ({ node }) =>
      node?.ntpServers ?? node?.proxy ?? node?.registryMirrors ?? node?.trustedCAs ?? node?.diskSetup ?? node?.mounts,
  )
  return isSetUp || cluster.config.spec.loadBalancer.type === 'KubeVIP' ? nodeSetupProblems(cluster) : []
}

function checkKubeVip(cluster: ResolvedCluster): readonly Problem[] {
  return cluster.config.spec.loadBalancer.type === 'KubeVIP' ? kubeVipProblems(cluster) : []
}

function checkKubeadm(cluster: ResolvedCluster, readText: ReadText): readonly Problem[] {
  const fields = Object.keys(cluster.config.spec.kubeadm ?? {})
  return fields.every(name => PLAIN.has(name)) ? [] : kubeadmProblems(cluster, readText)
}

/** What few nodes are set up by. */
function checkIgnition(cluster: ResolvedCluster, readText: ReadText): readonly Problem[] {
  const isMeant = layersOf(cluster).some(({ node }) => node?.format === 'ignition' || node?.ignition)
  return isMeant ? ignitionProblems(cluster, readText) : []
}
