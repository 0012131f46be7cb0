// What the cluster autoscaler reads on the MachineDeployment of a pool.

import type { WorkerPoolConfig } from '../config/resolve/resolved.ts'
import {
  CAPACITY_CPU,
  CAPACITY_GPU_COUNT,
  CAPACITY_GPU_TYPE,
  CAPACITY_LABELS,
  CAPACITY_MEMORY,
  CAPACITY_TAINTS,
  MAX_SIZE,
  MIN_SIZE,
} from '../facts/autoscaler.ts'
import type { MachineShape, StringMap, Taint } from './model.ts'

/**
 * The bounds, and for a pool that can be empty (or says what its machines offer) the machine that would come: the autoscaler
 * has no Node to look at. CPU and memory default to those of the VM.
 */
export function autoscalerAnnotations(config: WorkerPoolConfig, machine: MachineShape, labels: StringMap): StringMap {
  const { autoscale, taints = [] } = config
  if (autoscale === undefined) return {}
  const bounds = { [MIN_SIZE]: `${autoscale.min}`, [MAX_SIZE]: `${autoscale.max}` }
  if (autoscale.min > 0 && autoscale.capacity === undefined) return bounds
  const { cpu, memory, gpuType, gpuCount } = autoscale.capacity ?? {}
  return {
    ...bounds,
    [CAPACITY_CPU]: cpu ?? `${machine.numCPUs}`,
    [CAPACITY_MEMORY]: memory ?? `${machine.memoryMiB}Mi`,
    ...(gpuType === undefined ? {} : { [CAPACITY_GPU_TYPE]: gpuType }),
    ...(gpuCount === undefined ? {} : { [CAPACITY_GPU_COUNT]: `${gpuCount}` }),
    ...listed(
      CAPACITY_LABELS,
      Object.entries(labels).map(([key, value]) => `${key}=${value}`),
    ),
    ...listed(CAPACITY_TAINTS, taints.map(taintText)),
  }
}

function listed(annotation: string, entries: readonly string[]): StringMap {
  return entries.length === 0 ? {} : { [annotation]: entries.toSorted().join(',') }
}

/** The form of `kubectl taint`: the value is left out where there is none. */
function taintText({ key, value, effect }: Taint): string {
  return value === undefined || value === '' ? `${key}:${effect}` : `${key}=${value}:${effect}`
}
