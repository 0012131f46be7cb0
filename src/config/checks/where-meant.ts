// Rules over what few clusters have, each group asked only where a cluster has it: the bundle keeps them in chunks.

import type { Problem } from '../../problems/problem.ts'
import { isCloudProviderDelivered } from '../resolve/delivered.ts'
import { flagMaps } from '../resolve/flag-maps.ts'
import { layersOf } from '../resolve/groups.ts'
import type { NodeConfig, ResolvedCluster } from '../resolve/resolved.ts'
import { problemsAcross } from './across.ts'
import type { Check, ClusterProblem, Comparable } from './check.ts'
import { cloudControllerProblems } from './cloud-controller.ts'
import { flagProblems } from './flags.ts'
import { ignitionProblems } from './ignition.ts'
import { kubeVipProblems } from './kube-vip.ts'
import { kubeadmProblems } from './kubeadm.ts'
import { nodeFileProblems } from './node-files.ts'
import { nodeSetupProblems } from './node-setup.ts'
import type { ReadText } from './read-text.ts'
import { zoneProblems } from './zones.ts'

/** Problems of all groups that one cluster has. */
export const CHECKS_WHERE_MEANT: readonly Check[] = [
  checkKubeVip,
  checkCloudController,
  checkZones,
  checkFlags,
  checkIgnition,
  checkKubeadm,
  checkNodeFiles,
  checkNodeSetup,
]

/** Problems between clusters, if there are several. */
export function checkAcross(clusters: readonly Comparable[]): readonly ClusterProblem[] {
  return clusters.length < 2 ? [] : problemsAcross(clusters)
}

function checkCloudController(cluster: ResolvedCluster): readonly Problem[] {
  return isCloudProviderDelivered(cluster.config.spec, cluster.release) ? cloudControllerProblems(cluster) : []
}

function checkKubeVip(cluster: ResolvedCluster): readonly Problem[] {
  return cluster.config.spec.loadBalancer.type === 'KubeVIP' ? kubeVipProblems(cluster) : []
}

/** Domains of its own, existing ones, or the name of one that there is not. */
function checkZones(cluster: ResolvedCluster): readonly Problem[] {
  const { failureDomains, failureDomainSelector, controlPlane, workers = [] } = cluster.config.spec
  const nodes = controlPlane.type === 'Machines' ? (controlPlane.nodes ?? []) : []
  const isMeant =
    failureDomains ??
    failureDomainSelector ??
    controlPlane.failureDomains ??
    [...nodes, ...workers].find(({ failureDomain }) => failureDomain)
  return isMeant ? zoneProblems(cluster) : []
}

function checkFlags(cluster: ResolvedCluster, readText: ReadText): readonly Problem[] {
  return flagMaps(cluster).length > 0 || hasRareFields(cluster) ? flagProblems(cluster, readText) : []
}

function checkKubeadm(cluster: ResolvedCluster, readText: ReadText): readonly Problem[] {
  return hasRareFields(cluster) ? kubeadmProblems(cluster, readText) : []
}

/** What many clusters say; the rules over flags stand by themselves. */
const USUAL: ReadonlySet<string> = new Set([
  ...['certSANs', 'imageRepository', 'apiServerExtraArgs', 'controllerManagerExtraArgs', 'schedulerExtraArgs'],
])

function hasRareFields({ config }: ResolvedCluster): boolean {
  return Object.keys(config.spec.kubeadm ?? {}).some(name => !USUAL.has(name))
}

function checkIgnition(cluster: ResolvedCluster, readText: ReadText): readonly Problem[] {
  const isMeant = someNode(cluster, node => node.format === 'ignition' || node.ignition)
  return isMeant ? ignitionProblems(cluster, readText) : []
}

function checkNodeFiles(cluster: ResolvedCluster): readonly Problem[] {
  const isMeant = someNode(cluster, node => node.files ?? node.preKubeadmCommands ?? node.postKubeadmCommands)
  return isMeant ? nodeFileProblems(cluster) : []
}

function checkNodeSetup(cluster: ResolvedCluster): readonly Problem[] {
  const isSetUp = someNode(
    cluster,
    node => node.ntpServers ?? node.proxy ?? node.registryMirrors ?? node.trustedCAs ?? node.diskSetup ?? node.mounts,
  )
  return isSetUp || cluster.config.spec.loadBalancer.type === 'KubeVIP' ? nodeSetupProblems(cluster) : []
}

function someNode(cluster: ResolvedCluster, isMeant: (node: NodeConfig) => unknown): boolean {
  return layersOf(cluster).some(({ node }) => node && isMeant(node))
}
