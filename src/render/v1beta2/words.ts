// What this generation says otherwise: references name a group alone, maps of flags are lists, durations are seconds.

import { groupOf, type Json, type JsonObject } from '../../manifest.ts'
import type { KubeadmTimeouts } from '../../plan/kubeadm-model.ts'
import type { Plan, ReplicatedControlPlane, StringMap, WorkerPool } from '../../plan/model.ts'
import type { Zone } from '../../plan/place-model.ts'
import type { HealthCheck, NodeTimeouts } from '../../plan/upkeep-model.ts'
import type { Core } from '../generation.ts'
import { omitEmpty } from '../shared/omit-empty.ts'

/** The version is the server's choice, and the namespace always the object's own. */
export function reference(_plan: Plan, apiVersion: string, kind: string, name: string): JsonObject {
  return { apiGroup: groupOf(apiVersion), kind, name }
}

/** By name, so that the order never depends on who wrote the map. */
export function flags(args: StringMap): Json {
  const names = Object.keys(args).sort()
  return names.map(name => ({ name, value: args[name] ?? '' }))
}

export function deletion(timeouts: NodeTimeouts): JsonObject {
  return omitEmpty({ deletion: omitEmpty({ ...timeouts }) })
}

export function rollout({ rollout: { maxSurge, maxUnavailable, after } }: WorkerPool): JsonObject {
  const strategy = { type: 'RollingUpdate', rollingUpdate: { maxSurge, maxUnavailable } }
  return { rollout: omitEmpty({ after, strategy }) }
}

export function machineNaming(template: string | undefined): JsonObject {
  return template === undefined ? {} : { machineNaming: { template } }
}

export function controlPlaneMachines(core: Core, plan: Plan, controlPlane: ReplicatedControlPlane): JsonObject {
  const { name, labels, timeouts } = controlPlane
  return {
    machineTemplate: {
      ...omitEmpty({ metadata: omitEmpty({ labels }) }),
      spec: {
        infrastructureRef: core.reference(plan, core.apiVersions.infrastructure, 'VSphereMachineTemplate', name),
        ...core.deletion(timeouts),
      },
    },
  }
}

export function controlPlaneRollout({ rollout: { maxSurge, after } }: ReplicatedControlPlane): JsonObject {
  return { rollout: omitEmpty({ after, strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge } } }) }
}

export function remediation({ remediation }: ReplicatedControlPlane): JsonObject {
  return omitEmpty({ remediation: omitEmpty({ ...remediation }) })
}

export function healthCheck(check: HealthCheck): JsonObject {
  const { nodeStartupTimeoutSeconds, maxUnhealthy, unhealthyNodeConditions } = check
  return {
    checks: {
      nodeStartupTimeoutSeconds,
      unhealthyNodeConditions: unhealthyNodeConditions.map(condition => ({ ...condition })),
    },
    remediation: { triggerIf: { unhealthyLessThanOrEqualTo: maxUnhealthy } },
  }
}

/** Of the vSphere provider: absent where it has nothing to say. */
export function placementConstraint({ resourcePool, folder }: Zone): JsonObject {
  return omitEmpty({ placementConstraint: omitEmpty({ resourcePool, folder }) })
}

/**
 * kubeadm's own section. Init has none of those of a node that joins: with them a first node that v1beta1 made would differ
 * from its KubeadmControlPlane, and be replaced.
 * Source: cluster-api v1.13.5 api/bootstrap/kubeadm/v1beta1/conversion.go and controlplane/kubeadm/internal/filters.go.
 */
export function kubeadmTimeouts({ tlsBootstrapSeconds, discoverySeconds, ...ofBoth }: KubeadmTimeouts) {
  return {
    apiServer: {},
    init: omitEmpty({ timeouts: omitEmpty(ofBoth) }),
    join: omitEmpty({ timeouts: omitEmpty({ ...ofBoth, tlsBootstrapSeconds, discoverySeconds }) }),
  }
}
