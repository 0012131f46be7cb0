// How kubeadm runs on a node, and the files that it and the API server find there.

import type { NodeConfig } from '../../config/resolve/resolved.ts'
import type { HAClusterSpec } from '../../config/schema/hacluster.ts'
import { PATCHES_FOLDER } from '../../facts/api-server-files.ts'
import { commandsWithPhase, type PhaseCommand } from '../../facts/kubeadm-phases.ts'
import { parseVersion } from '../../facts/releases.ts'
import { apiServerFiles } from '../api-server-files.ts'
import { planTimeouts, planWorkerTimeouts } from '../cluster-configuration.ts'
import { patchFiles } from '../kubeadm-patches.ts'
import type { NodeFile, NodeSetup, Role } from '../model.ts'

/** Files of kubeadm's and of the API server's: alike on every node of the control plane, since any of them may run init. */
export function kubeadmFiles({ kubeadm = {} }: HAClusterSpec, node: NodeConfig, role: Role): readonly NodeFile[] {
  const files = role === 'control-plane' ? apiServerFiles(kubeadm) : []
  return [...files, ...patchFiles(kubeadm.patches ?? [], node, role)]
}

/** The others do nothing on a worker, and leaving them out must not replace it. */
const PHASES_OF_WORKERS: ReadonlySet<string> = new Set(['preflight', 'kubelet-start', 'kubelet-wait-bootstrap'])

export function planKubeadmRun(
  { kubeadm = {}, kubernetesVersion }: HAClusterSpec,
  node: NodeConfig,
  role: Role,
): Pick<NodeSetup, 'ignorePreflightErrors' | 'patchesFolder' | 'skipPhases' | 'timeouts'> {
  const hasPatches = patchFiles(kubeadm.patches ?? [], node, role).length > 0
  const [, minor] = parseVersion(kubernetesVersion)
  const phases = (kubeadm.skipPhases ?? []).filter(name => role === 'control-plane' || PHASES_OF_WORKERS.has(name))
  const of = (command: PhaseCommand) => phases.filter(name => commandsWithPhase(name, minor).includes(command))
  return {
    ignorePreflightErrors: node.ignorePreflightErrors ?? [],
    ...(hasPatches ? { patchesFolder: PATCHES_FOLDER } : {}),
    skipPhases: { init: role === 'control-plane' ? of('init') : [], join: of('join') },
    timeouts: role === 'control-plane' ? planTimeouts(kubeadm.timeouts) : planWorkerTimeouts(kubeadm.timeouts),
  }
}
