// What this generation says otherwise.

import type { JsonObject } from '../../manifest.ts'
import type { ControlPlaneNode, Plan, ReplicatedControlPlane } from '../../plan/model.ts'
import type { Core } from '../generation.ts'
import { DEFAULT_API_SERVER_PORT } from '../shared/cluster-network.ts'
import { omitEmpty } from '../shared/omit-empty.ts'

/** What concerns single machines has a place of its own. */
export function controlPlaneMachines(core: Core, plan: Plan, controlPlane: ReplicatedControlPlane): JsonObject {
  const { name, labels, timeouts } = controlPlane
  return {
    machineTemplate: {
      ...omitEmpty({ metadata: omitEmpty({ labels }) }),
      infrastructureRef: core.reference(plan, core.apiVersions.infrastructure, 'VSphereMachineTemplate', name),
      ...core.deletion(timeouts),
    },
  }
}

export function controlPlaneRollout({ rollout: { maxSurge, after } }: ReplicatedControlPlane): JsonObject {
  return {
    ...omitEmpty({ rolloutAfter: after }),
    rolloutStrategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge } },
  }
}

/** Without an address kubeadm takes the one of the default route. */
export function localAPIEndpoint(bindPort: number, node?: ControlPlaneNode): JsonObject {
  return omitEmpty({
    advertiseAddress: node?.advertiseAddress,
    bindPort: bindPort === DEFAULT_API_SERVER_PORT ? undefined : bindPort,
  })
}
