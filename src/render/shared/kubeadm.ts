// The pieces of kubeadm's configuration, in the words of a generation.

import type { JsonObject } from '../../manifest.ts'
import type { ControlPlaneNode, NodeSetup, Plan } from '../../plan/model.ts'
import type { Core } from '../generation.ts'
import { bootstrapFields } from './bootstrap.ts'
import { clusterConfiguration } from './cluster-configuration.ts'
import { DEFAULT_API_SERVER_PORT } from './cluster-network.ts'
import { omitEmpty } from './omit-empty.ts'

/**
 * The spec of a control-plane node that may run init or join: whichever wins the init lock makes the same cluster. Of a
 * KubeadmControlPlane it is that of every node; its endpoint and registrations stay, whatever else is taken away: the webhook
 * lets no section of it vanish.
 */
export function memberSpec(core: Core, plan: Plan, setup: NodeSetup, node?: ControlPlaneNode): JsonObject {
  return {
    clusterConfiguration: clusterConfiguration(core, plan),
    initConfiguration: initConfiguration(core, plan, setup, node),
    joinConfiguration: joinConfiguration(core, plan, setup, node),
    ...bootstrapFields(core, setup),
  }
}

/** `node` is absent where one configuration serves several. */
export function initConfiguration(core: Core, plan: Plan, setup: NodeSetup, node?: ControlPlaneNode): JsonObject {
  return { ...localAPIEndpoint(core, plan, node), ...runOf(core, setup, 'init') }
}

/** Of a node that joins the control plane. */
export function joinConfiguration(core: Core, plan: Plan, setup: NodeSetup, node?: ControlPlaneNode): JsonObject {
  const controlPlane = localAPIEndpoint(core, plan, node)
  return { ...omitEmpty({ controlPlane }), ...runOf(core, setup, 'join') }
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

/** Only where API servers listen on another port than kubeadm's own, or a node has several addresses. */
function localAPIEndpoint(core: Core, { clusterNetwork }: Plan, node: ControlPlaneNode | undefined): JsonObject {
  const bindPort = clusterNetwork.apiServerPort
  if (bindPort === DEFAULT_API_SERVER_PORT && node?.advertiseAddress === undefined) return {}
  return { localAPIEndpoint: core.localAPIEndpoint(bindPort, node) }
}
