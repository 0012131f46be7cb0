// Every rule over fields that the schema alone cannot state. One rule a file; all of them run, whatever the others found.

import type { Problem } from '../../problems/problem.ts'
import type { ResolvedCluster } from '../resolve/resolved.ts'
import { checkAddressSlots } from './addresses/address-slots.ts'
import { checkAddressSource } from './addresses/address-source.ts'
import { checkAddressSubnet } from './addresses/address-subnet.ts'
import { checkAddressSyntax } from './addresses/address-syntax.ts'
import { checkDuplicateAddress } from './addresses/duplicate-address.ts'
import { checkGateway } from './addresses/gateway.ts'
import { checkInheritedAddresses } from './addresses/inherited-addresses.ts'
import { checkNetworkEnds } from './addresses/network-ends.ts'
import { checkPoolNetwork } from './addresses/pool-network.ts'
import { checkPoolSize } from './addresses/pool-size.ts'
import { checkSpecialUse } from './addresses/special-use.ts'
import type { Check, ClusterProblem, Comparable } from './check.ts'
import { type Comparison, compare } from './compare.ts'
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
import { checkPorts } from './flags/ports.ts'
import { checkImageNames } from './kubeadm/image-names.ts'
import { checkAnnotationsSize } from './names/annotations-size.ts'
import { checkBootstrapSecrets } from './names/bootstrap-secrets.ts'
import { checkNames } from './names/names.ts'
import { checkNamingTemplate } from './names/naming-template.ts'
import { checkReservedAnnotations } from './names/reserved-annotations.ts'
import { checkReservedLabels } from './names/reserved-labels.ts'
import { checkClusterNetwork } from './networks/cluster-network.ts'
import { checkDualStack } from './networks/dual-stack.ts'
import { checkHostBits } from './networks/host-bits.ts'
import { checkInsideClusterNetworks } from './networks/inside-cluster-networks.ts'
import { checkNodeFamilies } from './networks/node-families.ts'
import { checkPodNetwork } from './networks/pod-network.ts'
import { checkJinjaText } from './nodes/jinja-text.ts'
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
import { checkLinkedClone } from './vsphere/linked-clone.ts'
import { checkMachine } from './vsphere/machine.ts'
import { checkMachineSize } from './vsphere/machine-size.ts'
import { checkServer } from './vsphere/server.ts'
import { checkThumbprint } from './vsphere/thumbprint.ts'
import { checkThumbprintForm } from './vsphere/thumbprint-form.ts'
import { CHECKS_WHERE_MEANT, checkAcross } from './where-meant.ts'
import { checkHealthCheck } from './workers/health-check.ts'
import { checkMachineNaming } from './workers/machine-naming.ts'
import { checkRollout } from './workers/rollout.ts'

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
  checkGuessedAddresses,
  checkClusterNetwork,
  checkNodeFamilies,
  checkDualStack,
  checkInsideClusterNetworks,
  checkHostBits,
  checkPodNetwork,
  checkCloudProvider,
  checkCloudProviderNone,
  checkAddons,
  checkThumbprint,
  checkServer,
  checkThumbprintForm,
  checkMachine,
  checkMachineSize,
  checkLinkedClone,
  checkAddressSyntax,
  checkAddressSlots,
  checkAddressSource,
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
  checkTaints,
  checkSshKeys,
  checkPorts,
  checkReservedAnnotations,
  checkReservedLabels,
  checkAnnotationsSize,
  checkPreflightChecks,
  checkImageNames,
  checkJinjaText,
  checkUnquotedValues,
  checkExclusiveFields,
  checkAcknowledge,
  ...CHECKS_WHERE_MEANT,
]

/** A single cluster can have it too. */
const BOOTSTRAP_SECRETS: Comparison = { check: checkBootstrapSecrets, codes: ['bootstrap-secret'] }

/** All problems of one cluster, without the warnings that it acknowledges. */
export function runChecks(cluster: ResolvedCluster, readText: ReadText): readonly Problem[] {
  return acknowledged(
    CHECKS.flatMap(check => check(cluster, readText)),
    cluster.config.spec,
  )
}

/** All problems between clusters, acknowledged ones included; each stands with the cluster that it belongs to. */
export function runChecksAcross(clusters: readonly Comparable[]): readonly ClusterProblem[] {
  return [...compare(BOOTSTRAP_SECRETS, clusters), ...checkAcross(clusters)]
}
