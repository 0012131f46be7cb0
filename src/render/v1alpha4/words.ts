// What this generation says otherwise.

import type { JsonObject } from '../../manifest.ts'

/** Without an address kubeadm takes the one of the default route. */
export function localAPIEndpoint(bindPort: number): JsonObject {
  return { bindPort }
}
