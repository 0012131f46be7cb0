// What this generation says otherwise: references name a group alone, maps of flags are lists, durations are seconds.

import { groupOf, type Json, type JsonObject } from '../../manifest.ts'
import type { KubeadmTimeouts, Plan, StringMap, WorkerPool } from '../../plan/model.ts'
import type { Timeouts } from '../generation.ts'
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

export function deletion({ nodeDrainTimeoutSeconds }: Timeouts): JsonObject {
  return nodeDrainTimeoutSeconds === undefined ? {} : { deletion: { nodeDrainTimeoutSeconds } }
}

export function rollout({ rollout }: WorkerPool): JsonObject {
  return { rollout: { strategy: { type: 'RollingUpdate', rollingUpdate: { ...rollout } } } }
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
