// What this generation says otherwise: more of what happens to machines can be told, each from its release on.

import type { JsonObject } from '../../manifest.ts'
import type { ReplicatedControlPlane, WorkerPool } from '../../plan/model.ts'
import type { Zone } from '../../plan/place-model.ts'
import type { NodeTimeouts } from '../../plan/upkeep-model.ts'
import { goDuration } from '../shared/duration.ts'
import { omitEmpty } from '../shared/omit-empty.ts'
import { networkConfiguration } from './network-configuration.ts'

export function deletion(timeouts: NodeTimeouts): JsonObject {
  return omitEmpty({
    nodeDrainTimeout: duration(timeouts.nodeDrainTimeoutSeconds),
    nodeVolumeDetachTimeout: duration(timeouts.nodeVolumeDetachTimeoutSeconds),
    nodeDeletionTimeout: duration(timeouts.nodeDeletionTimeoutSeconds),
  })
}

export function rollout({ rollout: { maxSurge, maxUnavailable, after } }: WorkerPool): JsonObject {
  return {
    ...omitEmpty({ rolloutAfter: after }),
    strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge, maxUnavailable } },
  }
}

export function machineNaming(template: string | undefined): JsonObject {
  return template === undefined ? {} : { machineNamingStrategy: { template } }
}

export function remediation({ remediation }: ReplicatedControlPlane): JsonObject {
  const { maxRetry, retryPeriodSeconds, minHealthyPeriodSeconds } = remediation
  return omitEmpty({
    remediationStrategy: omitEmpty({
      maxRetry,
      retryPeriod: duration(retryPeriodSeconds),
      minHealthyPeriod: duration(minHealthyPeriodSeconds),
    }),
  })
}

export function zoneNetworks({ networks, networkConfigurations }: Zone): JsonObject {
  return { networks, networkConfigurations: networkConfigurations.map(networkConfiguration) }
}

function duration(seconds: number | undefined): string | undefined {
  return seconds === undefined ? undefined : goDuration(seconds)
}
