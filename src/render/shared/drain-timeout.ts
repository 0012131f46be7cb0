// How long draining a node may take, as Machines say it from v1alpha3 to v1beta1.

import { goDuration } from './duration.ts'

export interface Drainable {
  readonly nodeDrainTimeoutSeconds?: number
}

export function drainTimeout({ nodeDrainTimeoutSeconds: seconds }: Drainable): { nodeDrainTimeout?: string } {
  return seconds === undefined ? {} : { nodeDrainTimeout: goDuration(seconds) }
}
