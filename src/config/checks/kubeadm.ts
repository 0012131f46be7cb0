// Every rule over `spec.kubeadm`; a chunk of its own in the bundle, since most clusters say little there.

import type { Problem } from '../../problems/problem.ts'
import type { ResolvedCluster } from '../resolve/resolved.ts'
import { checkApiServerConfig } from './kubeadm/api-server-config.ts'
import { checkCertificateValidity } from './kubeadm/certificate-validity.ts'
import { checkEtcdEndpoints } from './kubeadm/etcd-endpoints.ts'
import { checkExtraVolumes } from './kubeadm/extra-volumes.ts'
import { checkFeatureGates } from './kubeadm/feature-gates.ts'
import { checkKubeProxy } from './kubeadm/kube-proxy.ts'
import { checkKubeadmPatches } from './kubeadm/patches.ts'
import { checkPhases } from './kubeadm/phases.ts'
import { checkPinnedTags } from './kubeadm/pinned-tags.ts'
import type { ReadText } from './read-text.ts'

const CHECKS: readonly ((cluster: ResolvedCluster, readText: ReadText) => readonly Problem[])[] = [
  checkEtcdEndpoints,
  checkPinnedTags,
  checkFeatureGates,
  checkExtraVolumes,
  checkApiServerConfig,
  checkKubeadmPatches,
  checkPhases,
  checkKubeProxy,
  checkCertificateValidity,
]

/** Problems of all of them. */
export function kubeadmProblems(cluster: ResolvedCluster, readText: ReadText): readonly Problem[] {
  return CHECKS.flatMap(check => check(cluster, readText))
}
