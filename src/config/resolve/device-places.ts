// Network devices where they are written, before overrides are merged: for what can be said of one place alone.

import type { Path } from '../../problems/problem.ts'
import type { DeviceConfig } from './devices.ts'
import { layersOf } from './groups.ts'
import type { ResolvedCluster } from './resolved.ts'

export interface DevicePlace {
  readonly config: DeviceConfig
  readonly path: Path
}

/** The first device and the further ones of every layer, in the order of the document. */
export function devicePlaces(cluster: ResolvedCluster): readonly DevicePlace[] {
  return layersOf(cluster).flatMap(({ network, path }) => {
    if (!network) return []
    const own = [...path, 'network']
    const extras = (network.extraDevices ?? []).map((config, i) => ({ config, path: [...own, 'extraDevices', i] }))
    return [{ config: network, path: own }, ...extras]
  })
}
