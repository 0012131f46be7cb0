// Every rule over fields that the schema alone cannot state. One rule a file; all of them run, whatever the others found.

import type { Problem } from '../../problems/problem.ts'
import { layersOf } from '../resolve/groups.ts'
import type { ResolvedCluster } from '../resolve/resolved.ts'
import { checkAddressesAcross } from './addresses/across-addresses.ts'
import { checkAddressSlots } from './addresses/address-slots.ts'
import { checkAddressSource } from './addresses/address-source.ts'
import { checkAddressSubnet } from './addresses/address-subnet.ts'
import { checkAddressSyntax } from './addresses/address-syntax.ts'
import { checkDuplicateAddress } from './addresses/duplicate-address.ts'
import { checkGateway } from './addresses/gateway.ts'
import { checkPoolNetwork } from './addresses/pool-network.ts'
import { checkPoolSize, checkPoolSizeAcross } from './addresses/pool-size.ts'
import { checkZoneNetworks } from './addresses/zone-networks.ts'
import { checkClusterCa } from './control-plane/cluster-ca.ts'
import { checkControlPlaneSize } from './control-plane/control-plane-size.ts'
import { checkNodeOverrides } from './control-plane/node-overrides.ts'
import { acknowledged, checkAcknowledge } from './document/acknowledge.ts'
import { checkExclusiveFields } from './document/exclusive-fields.ts'
import { checkEndpoint } from './endpoint/endpoint.ts'
import { checkLoadBalancer } from './endpoint/load-balancer.ts'
import { kubeVipProblems } from './kube-vip.ts'
import { checkImageNames } from './kubeadm/image-names.ts'
import { kubeadmProblems } from './kubeadm.ts'
import { checkNamesAcross } from './names/across-names.ts'
import { checkNames } from './names/names.ts'
import { checkReservedAnnotations } from './names/reserved-annotations.ts'
import { checkClusterNetwork } from './networks/cluster-network.ts'
import { nodeSetupProblems } from './node-setup.ts'
import { checkFileEncoding } from './nodes/file-encoding.ts'
import { checkFileSizes } from './nodes/file-size.ts'
import { checkIgnition } from './nodes/ignition.ts'
import { checkJinjaText } from './nodes/jinja-text.ts'
import { checkKubeletConfiguration } from './nodes/kubelet-configuration.ts'
import { checkKubeletNodeLabels } from './nodes/kubelet-node-labels.ts'
import { checkNodeLabels } from './nodes/node-labels.ts'
import { checkPreflightChecks } from './nodes/preflight-checks.ts'
import { checkUnquotedValues } from './nodes/unquoted-value.ts'
import type { ReadText } from './read-text.ts'
import { checkFieldNeedsKubernetes } from './releases/field-needs-kubernetes.ts'
import { checkFieldTooNew } from './releases/field-too-new.ts'
import { checkKubernetesVersion } from './releases/kubernetes-version.ts'
import { checkNotRenderedYet } from './releases/not-rendered-yet.ts'
import { checkRelease } from './releases/release.ts'
import { checkReleaseLimits } from './releases/release-limits.ts'
import { checkCloudProvider } from './vsphere/cloud-provider.ts'
import { checkFailureDomainSelector, checkFailureDomainsAcross } from './vsphere/failure-domain-selector.ts'
import { checkFailureDomains } from './vsphere/failure-domains.ts'
import { checkMachine } from './vsphere/machine.ts'
import { checkThumbprint } from './vsphere/thumbprint.ts'
import { checkHealthCheck } from './workers/health-check.ts'
import { checkMachineNaming } from './workers/machine-naming.ts'
import { checkRollout, checkRolloutAcross } from './workers/rollout.ts'

export { acknowledged }

/** Looks at one cluster; paths are from the root of its document. YAML inside a field is read by what is handed in. */
export type Check = (cluster: ResolvedCluster, readText: ReadText) => readonly Problem[]

/** A problem of one of many clusters: `cluster` is its position in the list. */
export interface ClusterProblem {
  readonly cluster: number
  readonly problem: Problem
}

/** Looks at all clusters of the input. */
export type CheckAcross = (clusters: readonly ResolvedCluster[]) => readonly ClusterProblem[]

export const CHECKS: readonly Check[] = [
  checkRelease,
  checkKubernetesVersion,
  checkFieldTooNew,
  checkFieldNeedsKubernetes,
  checkNotRenderedYet,
  checkReleaseLimits,
  checkNames,
  checkEndpoint,
  checkLoadBalancer,
  checkKubeVip,
  checkClusterNetwork,
  checkCloudProvider,
  checkThumbprint,
  checkFailureDomains,
  checkFailureDomainSelector,
  checkMachine,
  checkAddressSyntax,
  checkAddressSlots,
  checkAddressSource,
  checkZoneNetworks,
  checkAddressSubnet,
  checkDuplicateAddress,
  checkGateway,
  checkControlPlaneSize,
  checkNodeOverrides,
  checkClusterCa,
  checkPoolNetwork,
  checkPoolSize,
  checkRollout,
  checkHealthCheck,
  checkMachineNaming,
  checkNodeLabels,
  checkKubeletNodeLabels,
  checkReservedAnnotations,
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

/** Those of `CHECKS` that judge a field by nothing but itself and the versions: they hold whatever else is missing or wrong. */
export const FIELD_CHECKS: readonly ((cluster: ResolvedCluster) => readonly Problem[])[] = [
  checkRelease,
  checkKubernetesVersion,
  checkFieldTooNew,
  checkNotRenderedYet,
  checkReleaseLimits,
  checkAcknowledge,
]

export const CHECKS_ACROSS: readonly CheckAcross[] = [
  checkAddressesAcross,
  checkPoolSizeAcross,
  checkNamesAcross,
  checkFailureDomainsAcross,
  checkRolloutAcross,
]

/** All problems of one cluster, without the warnings that it acknowledges. */
export function runChecks(cluster: ResolvedCluster, readText: ReadText): readonly Problem[] {
  return acknowledged(
    CHECKS.flatMap(check => check(cluster, readText)),
    cluster.config.spec,
  )
}

/** All problems between clusters, acknowledged ones included; each stands with the cluster that it belongs to. */
export function runChecksAcross(clusters: readonly ResolvedCluster[]): readonly ClusterProblem[] {
  return CHECKS_ACROSS.flatMap(check => check(clusters))
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
