// Every rule over flags of components; a chunk of its own in the bundle, for clusters that set some.

import type { Problem } from '../../problems/problem.ts'
import type { ResolvedCluster } from '../resolve/resolved.ts'
import { checkKnownFlags } from './flags/known-flags.ts'
import { checkOwnedFlags } from './flags/owned-flags.ts'
import { checkPerNodeFlags } from './flags/per-node-flags.ts'
import { checkAdmissionPlugins } from './kubeadm/admission-plugins.ts'
import { checkAnonymousAccess } from './kubeadm/anonymous-access.ts'
import { checkExclusiveFlags } from './kubeadm/exclusive-flags.ts'
import { checkMountedFiles } from './kubeadm/mounted-files.ts'
import { checkKubeletConfiguration } from './nodes/kubelet-configuration.ts'
import { checkKubeletNodeLabels } from './nodes/kubelet-node-labels.ts'
import type { ReadText } from './read-text.ts'

/** Problems of all of them. */
export function flagProblems(cluster: ResolvedCluster, readText: ReadText): readonly Problem[] {
  return [
    ...checkKnownFlags(cluster),
    ...checkOwnedFlags(cluster),
    ...checkPerNodeFlags(cluster),
    ...checkKubeletNodeLabels(cluster),
    ...checkKubeletConfiguration(cluster),
    ...checkExclusiveFlags(cluster),
    ...checkMountedFiles(cluster),
    ...checkAdmissionPlugins(cluster),
    ...checkAnonymousAccess(cluster, readText),
  ]
}
