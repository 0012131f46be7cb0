// The pieces of kubeadm's configuration that every generation words alike. How flags are written (a map, or from v1beta2 on a
// list) and where API servers listen is told by the generation.

import type { Json, JsonObject } from '../../manifest.ts'
import type { NodeSetup, Plan, StringMap } from '../../plan/model.ts'
import { DEFAULT_API_SERVER_PORT } from './cluster-network.ts'
import { omitEmpty } from './omit-empty.ts'

/** Prints the flags of one component in the form of a generation. */
export type ExtraArgs = (args: StringMap) => Json

/** Cluster name, Kubernetes version and networking are left out: the controller takes them from Cluster and Machine. */
export function clusterConfiguration({ kubeadm }: Plan, extraArgs: ExtraArgs): JsonObject {
  return omitEmpty({
    apiServer: omitEmpty({ certSANs: kubeadm.certSANs, extraArgs: extraArgs(kubeadm.apiServerExtraArgs) }),
    controllerManager: omitEmpty({ extraArgs: extraArgs(kubeadm.controllerManagerExtraArgs) }),
    scheduler: omitEmpty({ extraArgs: extraArgs(kubeadm.schedulerExtraArgs) }),
    controlPlaneEndpoint: kubeadm.controlPlaneEndpoint,
    imageRepository: kubeadm.imageRepository,
  })
}

export function nodeRegistration(setup: NodeSetup, extraArgs: ExtraArgs): JsonObject {
  const { nodeName, criSocket, kubeletExtraArgs, taints } = setup
  return {
    ...omitEmpty({ name: nodeName, criSocket, kubeletExtraArgs: extraArgs(kubeletExtraArgs) }),
    // An empty list is not an absent one: it takes kubeadm's own taint away.
    ...(taints === undefined ? {} : { taints: taints.map(taint => omitEmpty({ ...taint })) }),
  }
}

/** `localAPIEndpoint`, only where API servers listen on another port than kubeadm's own. */
export function localAPIEndpoint({ clusterNetwork }: Plan, advertiseAddress?: string): JsonObject {
  const bindPort = clusterNetwork.apiServerPort
  if (bindPort === DEFAULT_API_SERVER_PORT) return {}
  return { localAPIEndpoint: omitEmpty({ advertiseAddress, bindPort }) }
}
