// The pieces of kubeadm's configuration, in the words of a generation.

import type { JsonObject } from '../../manifest.ts'
import type { ControlPlaneNode, NodeSetup, Plan } from '../../plan/model.ts'
import type { Core } from '../generation.ts'
import { DEFAULT_API_SERVER_PORT } from './cluster-network.ts'
import { omitEmpty } from './omit-empty.ts'

export function initConfiguration(core: Core, plan: Plan, node: ControlPlaneNode): JsonObject {
  return { ...localAPIEndpoint(core, plan, node), ...runOf(core, node.setup, 'init') }
}

/** Of a node that joins the control plane. */
export function joinConfiguration(core: Core, plan: Plan, node: ControlPlaneNode): JsonObject {
  const controlPlane = localAPIEndpoint(core, plan, node)
  return { ...omitEmpty({ controlPlane }), ...runOf(core, node.setup, 'join') }
}

export function workerJoinConfiguration(core: Core, setup: NodeSetup): JsonObject {
  return runOf(core, setup, 'join')
}

/** What init and join have in common. */
function runOf(core: Core, setup: NodeSetup, command: 'init' | 'join'): JsonObject {
  return {
    nodeRegistration: nodeRegistration(core, setup),
    ...omitEmpty({
      patches: omitEmpty({ directory: setup.patchesFolder }),
      skipPhases: setup.skipPhases[command],
      ...core.kubeadmTimeouts(setup.timeouts)[command],
    }),
  }
}

function nodeRegistration({ flags }: Core, setup: NodeSetup): JsonObject {
  const { nodeName, criSocket, kubeletExtraArgs, ignorePreflightErrors, taints } = setup
  return {
    ...omitEmpty({ name: nodeName, criSocket, kubeletExtraArgs: flags(kubeletExtraArgs), ignorePreflightErrors }),
    // An empty list is not an absent one: it takes kubeadm's own taint away.
    ...(taints === undefined ? {} : { taints: taints.map(taint => omitEmpty({ ...taint })) }),
  }
}

/** Only where API servers listen on another port than kubeadm's own. */
function localAPIEndpoint(core: Core, { clusterNetwork }: Plan, node: ControlPlaneNode): JsonObject {
  const bindPort = clusterNetwork.apiServerPort
  return bindPort === DEFAULT_API_SERVER_PORT ? {} : { localAPIEndpoint: core.localAPIEndpoint(bindPort, node) }
}
