// The part of the plan that says what controllers do with the machines that they make.

export interface Remediation {
  readonly maxRetry?: number | undefined
  readonly retryPeriodSeconds?: number | undefined
  readonly minHealthyPeriodSeconds?: number | undefined
}

/** When a machine counts as unhealthy, and how many may be for anything to be done about it. */
export interface HealthCheck {
  readonly nodeStartupTimeoutSeconds: number
  readonly maxUnhealthy: number | string
  readonly unhealthyNodeConditions: readonly {
    readonly type: string
    readonly status: 'True' | 'False' | 'Unknown'
    readonly timeoutSeconds: number
  }[]
}

/** How long the steps of a machine's deletion may take; 0 is for ever. */
export interface NodeTimeouts {
  readonly nodeDrainTimeoutSeconds?: number
  readonly nodeVolumeDetachTimeoutSeconds?: number
  readonly nodeDeletionTimeoutSeconds?: number
}
