// What controllers do with the machines that they make: how they name, watch, replace and delete them.

import type { KubeadmControlPlaneConfig, MachinesConfig, WorkerPoolConfig } from '../config/resolve/resolved.ts'
import { inUtc } from '../moment.ts'
import { HEALTH_CHECK } from './defaults.ts'
import { present } from './present.ts'
import type { HealthCheck, NodeTimeouts } from './upkeep-model.ts'

type ControllerMade = KubeadmControlPlaneConfig | WorkerPoolConfig

/** In UTC, as the server writes it. */
export function rolloutAfter({ rollout }: ControllerMade): { readonly after?: string } {
  return rollout?.after === undefined ? {} : { after: inUtc(rollout.after) }
}

export function machineNaming({ machineNaming }: ControllerMade): { readonly machineNaming?: string } {
  return machineNaming === undefined ? {} : { machineNaming: machineNaming.template }
}

/** None unless it is asked for; `{}` asks for all defaults. */
export function healthCheck({ healthCheck: wanted }: ControllerMade): { readonly healthCheck?: HealthCheck } {
  if (wanted === undefined) return {}
  const { nodeStartupTimeoutSeconds, maxUnhealthy, unhealthyNodeConditions } = wanted
  return {
    healthCheck: {
      nodeStartupTimeoutSeconds: nodeStartupTimeoutSeconds ?? HEALTH_CHECK.nodeStartupTimeoutSeconds,
      maxUnhealthy: maxUnhealthy ?? HEALTH_CHECK.maxUnhealthy,
      unhealthyNodeConditions: unhealthyNodeConditions ?? HEALTH_CHECK.unhealthyNodeConditions,
    },
  }
}

export function nodeTimeouts(config: MachinesConfig | ControllerMade): NodeTimeouts {
  return present(config, 'nodeDrainTimeoutSeconds', 'nodeVolumeDetachTimeoutSeconds', 'nodeDeletionTimeoutSeconds')
}
