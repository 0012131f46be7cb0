// spec.clusterNetwork of a Cluster: one shape in every generation.

import type { JsonObject } from '../../manifest.ts'
import type { Plan } from '../../plan/model.ts'

/** Where API servers listen unless they are told otherwise. */
export const DEFAULT_API_SERVER_PORT = 6443

export function clusterNetwork({ clusterNetwork: network }: Plan): JsonObject {
  return {
    ...(network.apiServerPort === DEFAULT_API_SERVER_PORT ? {} : { apiServerPort: network.apiServerPort }),
    pods: { cidrBlocks: network.pods },
    services: { cidrBlocks: network.services },
    serviceDomain: network.serviceDomain,
  }
}
