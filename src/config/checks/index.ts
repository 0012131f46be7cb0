// Every rule over fields that the schema alone cannot state. One rule a file; all of them run, whatever the others found.

import type { Problem } from '../../problems/problem.ts'
import type { ResolvedCluster } from '../resolved.ts'
import { acknowledged, checkAcknowledge } from './acknowledge.ts'
import { checkAddressesAcross } from './across-addresses.ts'
import { checkNamesAcross } from './across-names.ts'
import { checkAddressSlots } from './address-slots.ts'
import { checkAddressSource } from './address-source.ts'
import { checkAddressSubnet } from './address-subnet.ts'
import { checkAddressSyntax } from './address-syntax.ts'
import { checkCloudProvider } from './cloud-provider.ts'
import { checkClusterCa } from './cluster-ca.ts'
import { checkClusterNetwork } from './cluster-network.ts'
import { checkControlPlaneSize } from './control-plane-size.ts'
import { checkDuplicateAddress } from './duplicate-address.ts'
import { checkEndpoint } from './endpoint.ts'
import { checkExclusiveFields } from './exclusive-fields.ts'
import { checkFailureDomains } from './failure-domains.ts'
import { checkFieldTooNew } from './field-too-new.ts'
import { checkGateway } from './gateway.ts'
import { checkIgnition } from './ignition.ts'
import { checkKubeletNodeLabels } from './kubelet-node-labels.ts'
import { checkKubernetesVersion } from './kubernetes-version.ts'
import { checkLoadBalancer } from './load-balancer.ts'
import { checkMachine } from './machine.ts'
import { checkNames } from './names.ts'
import { checkNodeLabels } from './node-labels.ts'
import { checkNodeOverrides } from './node-overrides.ts'
import { checkNotRenderedYet } from './not-rendered-yet.ts'
import { checkRelease } from './release.ts'
import { checkReleaseLimits } from './release-limits.ts'
import { checkReservedAnnotations } from './reserved-annotations.ts'
import { checkRollout } from './rollout.ts'
import { checkThumbprint } from './thumbprint.ts'

export { acknowledged }

/** Looks at one cluster; paths are from the root of its document. */
export type Check = (cluster: ResolvedCluster) => readonly Problem[]

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
  checkNotRenderedYet,
  checkReleaseLimits,
  checkNames,
  checkEndpoint,
  checkLoadBalancer,
  checkClusterNetwork,
  checkCloudProvider,
  checkThumbprint,
  checkFailureDomains,
  checkMachine,
  checkAddressSyntax,
  checkAddressSlots,
  checkAddressSource,
  checkAddressSubnet,
  checkDuplicateAddress,
  checkGateway,
  checkControlPlaneSize,
  checkNodeOverrides,
  checkClusterCa,
  checkRollout,
  checkNodeLabels,
  checkKubeletNodeLabels,
  checkReservedAnnotations,
  checkIgnition,
  checkExclusiveFields,
  checkAcknowledge,
]

/** Those of `CHECKS` that judge a field by nothing but itself and the versions: they hold whatever else is missing or wrong. */
export const FIELD_CHECKS: readonly Check[] = [
  checkRelease,
  checkKubernetesVersion,
  checkFieldTooNew,
  checkNotRenderedYet,
  checkReleaseLimits,
  checkAcknowledge,
]

export const CHECKS_ACROSS: readonly CheckAcross[] = [checkAddressesAcross, checkNamesAcross]

/** All problems of one cluster, without the warnings that it acknowledges. */
export function runChecks(cluster: ResolvedCluster): readonly Problem[] {
  return acknowledged(
    CHECKS.flatMap(check => check(cluster)),
    cluster.config.spec,
  )
}

/** All problems between clusters, acknowledged ones included; each stands with the cluster that it belongs to. */
export function runChecksAcross(clusters: readonly ResolvedCluster[]): readonly ClusterProblem[] {
  return CHECKS_ACROSS.flatMap(check => check(clusters))
}
